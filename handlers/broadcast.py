"""Broadcasts: the list of them, and whom a new one is for."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.access import joined_facilitator, own_broadcast, run_cohort
from bot.broadcast import audience as audiences
from bot.broadcast import drafts
from bot.broadcast.audience import Audience, reach
from bot.broadcast.drafts import audience_of, message_of
from bot.broadcast.model import Broadcast
from bot.broadcast.report import shorten
from bot.broadcast.talks import HavingDraft
from bot.broadcast.taps import (
    CancelIt,
    ChooseRole,
    ChooseWho,
    Narrow,
    Narrowing,
    NewBroadcast,
    OpenBroadcast,
    ShowBroadcasts,
    ShowDesk,
    ShowNames,
    ToggleCohort,
    Who,
    WriteIt,
)
from bot.pairs.cohorts import cohorts_run_by
from bot.people.model import Facilitator
from bot.post.content import Button, Buttons
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()
MOST_COHORTS = 20
WORDS_IN_LIST = 30


@conversation.command("broadcast")
def broadcast_command(turn: Turn) -> None:
    """Begin a broadcast."""
    _begin(turn)


@conversation.tap(NewBroadcast)
def new_broadcast(turn: Turn, tap: NewBroadcast) -> None:
    """Begin a broadcast, below the desk."""
    turn.take_buttons_away()
    _begin(turn)


def _begin(turn: Turn) -> None:
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    turn.wait_for(None)
    broadcast = drafts.begin(turn.session, now=turn.now, facilitator=facilitator)
    copy, args, buttons = _who(turn, facilitator, broadcast)
    *most, cancel = buttons
    earlier = [Button("broadcast-earlier", ShowBroadcasts())]
    turn.say(copy, args, buttons=[*most, earlier, cancel])


@conversation.tap(ShowBroadcasts)
def show_broadcasts(turn: Turn, tap: ShowBroadcasts) -> None:
    """List what is still to come, and what went."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    found = drafts.listed(turn.session, facilitator)
    buttons = [[_in_list(turn, facilitator, each)] for each in found]
    new = [Button("broadcast-new", NewBroadcast()), Button("desk-back", ShowDesk())]
    turn.change("broadcast-list", {"count": len(found)}, buttons=[*buttons, new])


def _in_list(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> Button:
    message = message_of(broadcast)
    when = (broadcast.started_at or broadcast.send_at or turn.now).astimezone(
        _zone(turn, facilitator, broadcast)
    )
    args = {
        "stage": broadcast.stage.value,
        "day": when.date().isoformat(),
        "clock": f"{when:%H:%M}",
        "words": message.beginning(WORDS_IN_LIST, name=facilitator.name) or "none",
    }
    return Button("broadcast-in-list", OpenBroadcast(broadcast=broadcast.id), args)


def _zone(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> ZoneInfo:
    cohorts = audiences.cohorts_in(turn.session, facilitator, audience_of(broadcast))
    return audiences.zone_for(cohorts, turn.house.default_zone)


# Whom it is for


@conversation.tap(ChooseWho)
def choose_who(turn: Turn, tap: ChooseWho) -> None:
    """Show the audience of a draft."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    drafts.require_draft(broadcast)
    _change(turn, facilitator, broadcast, audience_of(broadcast))


@conversation.tap(ToggleCohort)
def toggle_cohort(turn: Turn, tap: ToggleCohort) -> None:
    """Put a cohort in or out."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    cohort = run_cohort(turn.session, facilitator, tap.cohort)
    chosen = audiences.toggle_cohort(audience_of(broadcast), cohort.id)
    _change(turn, facilitator, broadcast, chosen)


@conversation.tap(ChooseRole)
def choose_role(turn: Turn, tap: ChooseRole) -> None:
    """Choose which half of the pairs."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    chosen = replace(audience_of(broadcast), role=tap.who.role)
    _change(turn, facilitator, broadcast, chosen)


@conversation.tap(Narrow)
def narrow(turn: Turn, tap: Narrow) -> None:
    """Switch what makes the audience narrower or wider."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    chosen = audience_of(broadcast)
    match tap.by:
        case Narrowing.UNANSWERED:
            chosen = replace(chosen, unanswered=not chosen.unanswered)
        case Narrowing.QUIET:
            chosen = audiences.next_quiet_days(chosen)
        case Narrowing.PAUSED:
            chosen = replace(chosen, with_paused=not chosen.with_paused)
    _change(turn, facilitator, broadcast, chosen)


def _change(turn: Turn, facilitator: Facilitator, broadcast: Broadcast, chosen: Audience) -> None:
    drafts.choose(broadcast, chosen)
    copy, args, buttons = _who(turn, facilitator, broadcast)
    turn.change(copy, args, buttons=buttons)


def _who(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast
) -> tuple[str, dict[str, str | int], Buttons]:
    chosen = audience_of(broadcast)
    found = reach(turn.session, facilitator, chosen, turn.now)
    cohorts = audiences.cohorts_in(turn.session, facilitator, chosen)
    args: dict[str, str | int] = {
        "role": chosen.role.value if chosen.role else Who.EVERYONE.value,
        "cohorts": len(chosen.cohorts),
        "names": ", ".join(shorten(cohort.name for cohort in cohorts)),
        "count": found.count,
        "paused": found.paused,
        "awaited": found.not_joined,
    }
    if turn.talk is None or isinstance(turn.talk, HavingDraft):
        turn.wait_for(HavingDraft(broadcast=broadcast.id))
    is_fixed = bool(chosen.silent_to or chosen.pair)
    own = [] if is_fixed else _choices(turn, facilitator, broadcast, chosen)
    copy = "broadcast-who"
    if is_fixed:
        copy = "broadcast-who-pair" if chosen.pair else "broadcast-who-again"
    return copy, args, [*own, _paused(broadcast, chosen), *_onwards(broadcast)]


def _choices(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast, chosen: Audience
) -> list[list[Button]]:
    cohorts = cohorts_run_by(turn.session, facilitator)[:MOST_COHORTS]
    toggles = [
        [
            Button(
                "broadcast-toggle",
                ToggleCohort(broadcast=broadcast.id, cohort=cohort.id),
                {"label": cohort.name, "on": cohort.id in chosen.cohorts},
            )
        ]
        for cohort in (cohorts if len(cohorts) > 1 else [])
    ]
    roles = [
        Button(
            "broadcast-role",
            ChooseRole(broadcast=broadcast.id, who=who),
            {"who": who.value, "on": who.role is chosen.role},
        )
        for who in Who
    ]
    unanswered = Button(
        "broadcast-unanswered",
        Narrow(broadcast=broadcast.id, by=Narrowing.UNANSWERED),
        {"on": chosen.unanswered},
    )
    quiet = Button(
        "broadcast-quiet",
        Narrow(broadcast=broadcast.id, by=Narrowing.QUIET),
        {"days": chosen.quiet_days},
    )
    return [*toggles, roles, [unanswered], [quiet]]


def _paused(broadcast: Broadcast, chosen: Audience) -> list[Button]:
    tap = Narrow(broadcast=broadcast.id, by=Narrowing.PAUSED)
    return [Button("broadcast-paused", tap, {"on": chosen.with_paused})]


def _onwards(broadcast: Broadcast) -> list[list[Button]]:
    onwards = [Button("broadcast-names", ShowNames(broadcast=broadcast.id))]
    if broadcast.message is None:
        onwards.append(Button("broadcast-write", WriteIt(broadcast=broadcast.id)))
    else:
        onwards.append(Button("broadcast-back", OpenBroadcast(broadcast=broadcast.id)))
    return [onwards, [Button("broadcast-cancel", CancelIt(broadcast=broadcast.id))]]
