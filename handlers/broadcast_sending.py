"""A broadcast goes, now or at its moment, once it is sure whom it reaches."""

from bot.access import joined_facilitator, own_broadcast
from bot.broadcast import sending
from bot.broadcast.model import Broadcast
from bot.broadcast.moments import Anchor, When, from_minutes
from bot.broadcast.talks import TypingCount
from bot.broadcast.taps import AskWhen, CancelIt, ScheduleIt, SendAllTheSame, SendIt
from bot.people.model import Facilitator
from bot.post.content import Button
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.broadcast_showing import holiday_on, show_scheduled
from handlers.broadcast_writing import count

conversation = Conversation()
NOW = 0
"""In a `TypingCount`: send now, and not at a moment."""


@conversation.tap(SendIt)
def send_it(turn: Turn, tap: SendIt) -> None:
    """Send in a minute, or ask for the number first."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    found = sending.check(turn.session, now=turn.now, broadcast=broadcast)
    holiday = holiday_on(turn, facilitator, broadcast, turn.now)
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


def _send_or_ask(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast, found: sending.Check
) -> None:
    if found.must_type:
        _ask_count(turn, broadcast, found.count, at=NOW)
    else:
        _send(turn, facilitator, broadcast)


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


def _send(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> None:
    sending.send_soon(broadcast, now=turn.now)
    write_down(turn, facilitator, "broadcast-sent", f"broadcast:{broadcast.id}")
    broadcast.total = count(turn, facilitator, broadcast)
    show_scheduled(turn, facilitator, broadcast)


def _schedule(turn: Turn, facilitator: Facilitator, broadcast: Broadcast, *, at: int) -> None:
    anchor = Anchor(**broadcast.anchor) if broadcast.anchor else None
    sending.send_at(broadcast, When(at=from_minutes(at), anchor=anchor), now=turn.now)
    broadcast.total = count(turn, facilitator, broadcast)
    write_down(turn, facilitator, "broadcast-scheduled", f"broadcast:{broadcast.id}")
    show_scheduled(turn, facilitator, broadcast)
