"""The conversations, one file each, in the order in which they are asked."""

from bot.access import member_of
from bot.planner import Part
from bot.sharing.crisis import crisis_words
from bot.telegram.incoming import Kind
from bot.telegram.router import Conversation, Router
from bot.telegram.turn import Turn
from handlers import strangers

CONVERSATIONS: tuple[Conversation, ...] = ()
PARTS: list[Part] = []
"""What the planner does at each tick, in this order."""


def make_router() -> Router:
    """Return the router over all conversations."""
    return Router(CONVERSATIONS, before=before, unknown_tap=old_button, fallback=strangers.fallback)


def before(turn: Turn) -> bool:
    """Do what comes before any handler; return whether the turn is finished."""
    if turn.heard.kind in (Kind.REACHABLE, Kind.UNREACHABLE, Kind.OTHER):
        return True
    if crisis_words(turn.heard.text):
        turn.say("crisis-card")
    return False


def old_button(turn: Turn) -> None:
    """Answer a button of an earlier build, or a forged one."""
    turn.toast("old-button")
