"""Pauses: a rest from prompts, and the way back."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.access import joined_member
from bot.pairs.cohorts import zone_of
from bot.pairs.talks import is_under_way
from bot.pairs.taps import ShowHome
from bot.people import preferences
from bot.people.local import local_day, next_waking
from bot.people.model import PAUSES_TO_END, Member
from bot.people.phrases import parse_day
from bot.people.talks import SettingPause
from bot.people.taps import AskPause, EndPause, PauseFor, PauseLength, PauseUntilDay
from bot.post import outbox
from bot.post.content import Button, Buttons
from bot.post.model import Priority
from bot.post.outbox import Posting
from bot.reflection.planning import replan_member
from bot.store.due import part
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.notes import fallback

conversation = Conversation()

HOME = Button("home", ShowHome())
END = Button("pause-end", EndPause())
LENGTHS: Buttons = (
    (Button("pause-week", PauseFor(length=PauseLength.WEEK)),),
    (Button("pause-two-weeks", PauseFor(length=PauseLength.TWO_WEEKS)),),
    (Button("pause-month", PauseFor(length=PauseLength.MONTH)),),
    (Button("pause-other-day", PauseUntilDay()),),
)


@conversation.command("pause")
def pause(turn: Turn) -> None:
    """Ask how long, or show the pause there is."""
    copy, args, buttons = _question(joined_member(turn.session, turn.chat_id))
    turn.say(copy, args, buttons=buttons)


@conversation.tap(AskPause)
def ask_pause(turn: Turn, tap: AskPause) -> None:
    """Ask how long, in the tapped message."""
    copy, args, buttons = _question(joined_member(turn.session, turn.chat_id))
    turn.change(copy, args, buttons=buttons)


def _question(member: Member) -> tuple[str, dict[str, str], Buttons]:
    if member.paused_until is None:
        return "pause-ask", {}, (*LENGTHS, (HOME,))
    until = {"until": member.paused_until.isoformat()}
    return "pause-now", until, (*LENGTHS, (END,), (HOME,))


@conversation.tap(PauseFor)
def pause_for(turn: Turn, tap: PauseFor) -> None:
    """Pause for a span that was offered."""
    member = joined_member(turn.session, turn.chat_id)
    today = local_day(turn.now, zone_of(turn.session, member))
    day = preferences.end_of_pause(tap.length, today)
    _pause(turn, member, day)
    turn.change("pause-done", {"until": day.isoformat()}, buttons=((END, HOME),))


@conversation.tap(PauseUntilDay)
def ask_day(turn: Turn, tap: PauseUntilDay) -> None:
    """Ask for the day."""
    joined_member(turn.session, turn.chat_id)
    turn.wait_for(SettingPause(since=turn.now.isoformat()))
    turn.change("pause-ask-day", buttons=((HOME,),))


@conversation.when(SettingPause)
def day_typed(turn: Turn, talk: SettingPause) -> None:
    """Pause until a typed day."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    day = parse_day(turn.heard.text, local_day(turn.now, zone_of(turn.session, member)))
    if day is None:
        turn.say("pause-day-not-understood", buttons=((HOME,),))
        return
    _pause(turn, member, day)
    turn.say("pause-done", {"until": day.isoformat()}, buttons=((END, HOME),))


def _pause(turn: Turn, member: Member, day: date) -> None:
    zone = zone_of(turn.session, member)
    preferences.pause_until(now=turn.now, member=member, day=day, zone=zone)
    turn.wait_for(None)
    # A shorter pause than before brings back what the longer one had left out.
    replan_member(turn.session, now=turn.now, member=member, anew=True)


@conversation.tap(EndPause)
def end_pause(turn: Turn, tap: EndPause) -> None:
    """Let prompts come again now."""
    member = joined_member(turn.session, turn.chat_id)
    if preferences.resume(member=member):
        replan_member(turn.session, now=turn.now, member=member, anew=True)
        turn.change("pause-ended", buttons=((HOME,),))
    else:
        turn.change("pause-ended-already", buttons=((HOME,),))


@part(PAUSES_TO_END)
def end_pauses(session: Session, now: datetime, limit: int) -> int:
    """Welcome back everybody whose pause is over: a part of the planner."""
    members = PAUSES_TO_END.rows(session, now, limit)
    for member in members:
        preferences.resume(member=member)
        if member.joined_at is None or member.left_at is not None or member.chat_id is None:
            continue
        replan_member(session, now=now, member=member)
        outbox.say(
            session,
            now=now,
            chat_id=member.chat_id,
            copy="pause-welcome-back",
            args={"name": member.name},
            how=Posting(
                priority=Priority.PROMPT,
                started=True,
                silent=True,  # it comes at seven in the morning
                not_before=next_waking(now, zone_of(session, member)),
            ),
        )
    return len(members)


@conversation.command("cancel")
def cancel(turn: Turn) -> None:
    """End what was under way: the router has ended the talk already."""
    joined_member(turn.session, turn.chat_id)
    turn.say("cancel-done")
