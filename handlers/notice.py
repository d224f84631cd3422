"""The notice: what Tandem is, who sees what, and how long things are kept."""

from bot.house import House
from bot.post.content import Args, Buttons
from bot.telegram.turn import Turn

NOTICE = (
    "joining-notice-who",
    "joining-notice-safe",
    "joining-notice-seen",
    "joining-notice-kept",
)
MORE = "joining-more"


def notice_args(house: House) -> Args:
    """Return what every message of the notice may name."""
    return {
        "operator": house.operator,
        "months": house.answers_months,
        "audit_months": house.audit_months,
    }


def say_notice(turn: Turn, *, buttons: Buttons) -> None:
    """Say the notice in four messages, with buttons under the last."""
    for copy in NOTICE:
        last = copy == NOTICE[-1]
        args = {**notice_args(turn.house), "asks": bool(buttons)}
        turn.say(copy, args, buttons=buttons if last else ())
