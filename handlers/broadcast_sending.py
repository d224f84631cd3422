"""When a broadcast goes: now, or at a typed moment."""

from datetime import datetime

from bot.access import joined_facilitator, own_broadcast
from bot.broadcast import card, drafts, sending
from bot.broadcast.audience import cohorts_in, zone_for
from bot.broadcast.drafts import audience_of
from bot.broadcast.model import Broadcast, Stage
from bot.broadcast.moments import (
    Anchor,
    When,
    WhenRefusal,
    from_minutes,
    parse_when,
    to_minutes,
)
from bot.broadcast.talks import HavingDraft, TypingCount, TypingWhen
from bot.broadcast.taps import (
    AskWhen,
    CancelIt,
    ChooseWho,
    OpenBroadcast,
    ScheduleIt,
    SendAllTheSame,
    SendIt,
    ShowDesk,
    StopIt,
    TakeBack,
    WriteIt,
)
from bot.learning.bank_holidays import holiday_for
from bot.people.local import next_waking
from bot.people.model import Facilitator
from bot.post.content import Arg, Args, Button, Buttons
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.broadcast_writing import controls, count

conversation = Conversation()
NOW = 0
"""In a `TypingCount`: send now, and not at a moment."""


@conversation.tap(OpenBroadcast)
def open_broadcast(turn: Turn, tap: OpenBroadcast) -> None:
    """Show one broadcast as it stands."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    turn.wait_for(None)
    if broadcast.stage is Stage.DRAFT:
        args = {"count": count(turn, facilitator, broadcast)}
        turn.change("broadcast-waiting-draft", args, buttons=_draft_buttons(broadcast))
        turn.wait_for(HavingDraft(broadcast=broadcast.id))
    elif broadcast.stage is Stage.SCHEDULED:
        _show_scheduled(turn, facilitator, broadcast)
    else:
        put_card(turn, broadcast, card.screen(turn.session, broadcast))
        turn.toast("broadcast-as-it-stands")


def _draft_buttons(broadcast: Broadcast) -> Buttons:
    if broadcast.message is not None:
        return controls(broadcast)
    return [
        [
            Button("broadcast-audience", ChooseWho(broadcast=broadcast.id)),
            Button("broadcast-write", WriteIt(broadcast=broadcast.id)),
        ]
    ]


def put_card(turn: Turn, broadcast: Broadcast, screen: card.Screen) -> None:
    """Make the tapped message, or a new one, the one that shows how it stands."""
    copy, args, buttons = screen
    target = turn.tapped
    if target is not None:
        turn.change(copy, args, buttons=buttons)
        broadcast.card_id = target.id
    else:
        broadcast.card_id = turn.say(copy, args, buttons=buttons).id


# Now


@conversation.tap(SendIt)
def send_it(turn: Turn, tap: SendIt) -> None:
    """Send in a minute, or ask for the number first."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    found = sending.check(turn.session, now=turn.now, broadcast=broadcast)
    holiday = _holiday(turn, facilitator, broadcast, turn.now)
    if holiday is None:
        _send_or_ask(turn, facilitator, broadcast, found)
        return
    all_the_same = Button("broadcast-all-the-same", SendAllTheSame(broadcast=broadcast.id))
    later = Button("broadcast-when-other", AskWhen(broadcast=broadcast.id))
    turn.change(
        "broadcast-holiday-now",
        {"holiday": holiday, "count": found.count},
        buttons=[[all_the_same], [later]],
    )


@conversation.tap(SendAllTheSame)
def send_all_the_same(turn: Turn, tap: SendAllTheSame) -> None:
    """Send on a bank holiday."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    found = sending.check(turn.session, now=turn.now, broadcast=broadcast)
    _send_or_ask(turn, facilitator, broadcast, found)


def _send_or_ask(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast, found: sending.Check
) -> None:
    if found.must_type:
        _ask_count(turn, broadcast, found.count, at=NOW)
    else:
        _send(turn, facilitator, broadcast)


def _holiday(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast, at: datetime
) -> str | None:
    cohorts = cohorts_in(turn.session, facilitator, audience_of(broadcast))
    return holiday_for(cohorts, at, default=turn.house.nation)


def _send(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> None:
    sending.send_soon(broadcast, now=turn.now)
    write_down(turn, facilitator, "broadcast-sent", f"broadcast:{broadcast.id}")
    broadcast.total = count(turn, facilitator, broadcast)
    _show_scheduled(turn, facilitator, broadcast)


def _show_scheduled(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> None:
    """Show **Stop** for the minute before it goes, and later what can still be changed."""
    at = broadcast.send_at or turn.now
    args = {"count": count(turn, facilitator, broadcast)}
    if at - turn.now <= sending.TAKE_BACK:
        cohorts = cohorts_in(turn.session, facilitator, audience_of(broadcast))
        zone = zone_for(cohorts, turn.house.default_zone)
        late = next_waking(at, zone) != at
        stop = [Button("broadcast-stop", StopIt(broadcast=broadcast.id))]
        put_card(turn, broadcast, ("broadcast-going-soon", {**args, "late": late}, [stop]))
        return
    broadcast.card_id = None  # it has gone up the chat by then: a new one shows the sending
    shown = {**args, **_moment(turn, facilitator, broadcast, at)}
    turn.change("broadcast-scheduled", shown, buttons=_scheduled_buttons(broadcast))


def _scheduled_buttons(broadcast: Broadcast) -> Buttons:
    return [
        [
            Button("broadcast-change", TakeBack(broadcast=broadcast.id)),
            Button("broadcast-cancel", CancelIt(broadcast=broadcast.id)),
        ],
        [Button("desk-back", ShowDesk())],
    ]


def _moment(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast, at: datetime
) -> dict[str, Arg]:
    """Return a moment as it is shown: the day, the time and whose time it is."""
    cohorts = cohorts_in(turn.session, facilitator, audience_of(broadcast))
    zone = zone_for(cohorts, turn.house.default_zone)
    local = at.astimezone(zone)
    place = zone.key.rpartition("/")[2].replace("_", " ")
    return {"day": local.date().isoformat(), "clock": f"{local:%H:%M}", "zone": place}


def _ask_count(turn: Turn, broadcast: Broadcast, number: int, *, at: int) -> None:
    turn.wait_for(TypingCount(broadcast=broadcast.id, at=at))
    turn.take_buttons_away()
    cancel = [Button("broadcast-cancel", CancelIt(broadcast=broadcast.id))]
    turn.say("broadcast-type-count", {"count": number}, buttons=[cancel])


@conversation.when(TypingCount)
def take_count(turn: Turn, talk: TypingCount) -> None:
    """Send or schedule it once the right number is typed."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, talk.broadcast)
    found = sending.check(turn.session, now=turn.now, broadcast=broadcast)
    if turn.heard.text.strip() != str(found.count):
        turn.say("broadcast-wrong-count", {"count": found.count})
        return
    turn.wait_for(None)
    if talk.at == NOW:
        _send(turn, facilitator, broadcast)
    else:
        _schedule(turn, facilitator, broadcast, at=talk.at)


# Later


@conversation.tap(AskWhen)
def ask_when(turn: Turn, tap: AskWhen) -> None:
    """Ask for a day and a time."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    sending.check(turn.session, now=turn.now, broadcast=broadcast)
    turn.wait_for(TypingWhen(broadcast=broadcast.id))
    turn.take_buttons_away()
    turn.say("broadcast-type-when", buttons=[_back(broadcast)])


def _back(broadcast: Broadcast) -> list[Button]:
    return [Button("broadcast-back", OpenBroadcast(broadcast=broadcast.id))]


@conversation.when(TypingWhen)
def take_when(turn: Turn, talk: TypingWhen) -> None:
    """Show what was understood, with its weekday and zone, before it counts."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, talk.broadcast)
    drafts.require_draft(broadcast)
    audience = audience_of(broadcast)
    cohorts = cohorts_in(turn.session, facilitator, audience)
    when = parse_when(
        turn.heard.text,
        now=turn.now,
        zone=zone_for(cohorts, turn.house.default_zone),
        workshops=sending.workshop_days(turn.session, facilitator, audience),
    )
    if isinstance(when, WhenRefusal):
        refused = f"broadcast-when-{when.value.replace('_', '-')}"
        turn.say(refused, buttons=[_back(broadcast)])
        return
    broadcast.anchor = when.anchor.to_document() if when.anchor else None
    args: Args = {
        **_moment(turn, facilitator, broadcast, when.at),
        "anchored": when.anchor is not None,
        "count": count(turn, facilitator, broadcast),
        "holiday": _holiday(turn, facilitator, broadcast, when.at) or "none",
    }
    minutes = to_minutes(when.at)
    yes = Button("broadcast-when-yes", ScheduleIt(broadcast=broadcast.id, at=minutes))
    other = Button("broadcast-when-other", AskWhen(broadcast=broadcast.id))
    turn.say("broadcast-when-shown", args, buttons=[[yes], [other]])


@conversation.tap(ScheduleIt)
def schedule_it(turn: Turn, tap: ScheduleIt) -> None:
    """Schedule it, or ask for the number first."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    found = sending.check(turn.session, now=turn.now, broadcast=broadcast)
    if found.must_type:
        _ask_count(turn, broadcast, found.count, at=tap.at)
        return
    turn.wait_for(None)
    _schedule(turn, facilitator, broadcast, at=tap.at)


def _schedule(turn: Turn, facilitator: Facilitator, broadcast: Broadcast, *, at: int) -> None:
    anchor = Anchor(**broadcast.anchor) if broadcast.anchor else None
    sending.send_at(broadcast, When(at=from_minutes(at), anchor=anchor), now=turn.now)
    broadcast.total = count(turn, facilitator, broadcast)
    write_down(turn, facilitator, "broadcast-scheduled", f"broadcast:{broadcast.id}")
    _show_scheduled(turn, facilitator, broadcast)
