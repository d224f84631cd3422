"""The moment at which a broadcast is to go, as it is typed and as it was understood."""

from bot.access import joined_facilitator, own_broadcast
from bot.broadcast import drafts, sending
from bot.broadcast.audience import cohorts_in, zone_for
from bot.broadcast.drafts import audience_of
from bot.broadcast.model import Broadcast
from bot.broadcast.moments import WhenRefusal, parse_when, to_minutes
from bot.broadcast.talks import TypingWhen
from bot.broadcast.taps import AskWhen, OpenBroadcast, ScheduleIt
from bot.people.phrases import TimeRefusal, parse_time_of_day
from bot.post.content import Args, Button
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.broadcast_showing import holiday_on, moment_args
from handlers.broadcast_writing import count
from handlers.listening import listens_already

conversation = Conversation()


@conversation.tap(AskWhen)
def ask_when(turn: Turn, tap: AskWhen) -> None:
    """Ask for a day and a time."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    sending.check(turn.session, now=turn.now, broadcast=broadcast)
    turn.take_buttons_away()
    talk = TypingWhen(broadcast=broadcast.id)
    if not listens_already(turn, talk, asked="broadcast-type-when"):
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
    said = _with_its_day(turn.heard.text, talk.day)
    when = parse_when(
        said,
        now=turn.now,
        zone=zone_for(cohorts, turn.house.default_zone),
        workshops=sending.workshop_days(turn.session, facilitator, audience),
    )
    no_time = when is WhenRefusal.NO_TIME
    turn.wait_for(TypingWhen(broadcast=broadcast.id, day=said if no_time else ""))
    if isinstance(when, WhenRefusal):
        refused = f"broadcast-when-{when.value.replace('_', '-')}"
        turn.say(refused, buttons=[_back(broadcast)])
        return
    broadcast.anchor = when.anchor.to_document() if when.anchor else None
    args: Args = {
        **moment_args(turn, facilitator, broadcast, when.at),
        "workshop": when.anchor.workshop if when.anchor else 0,
        "count": count(turn, facilitator, broadcast),
        "holiday": holiday_on(turn, facilitator, broadcast, when.at) or "none",
    }
    minutes = to_minutes(when.at)
    yes = Button("broadcast-when-yes", ScheduleIt(broadcast=broadcast.id, at=minutes))
    other = Button("broadcast-when-other", AskWhen(broadcast=broadcast.id))
    turn.say("broadcast-when-shown", args, buttons=[[yes], [other]])


def _with_its_day(said: str, day: str) -> str:
    """Return a time that answers "And at what time?" with the day that was typed before it."""
    is_time = not isinstance(parse_time_of_day(said), TimeRefusal)
    return f"{day} at {said}" if day and is_time else said
