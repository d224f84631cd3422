"""One-tap help for a pair: a kind word, or a rest. Each can be taken back for a minute."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.cohorts import zone_of
from bot.pairs.model import Pair
from bot.pairs.taps import AskProgress
from bot.people import preferences
from bot.people.local import local_day, next_waking
from bot.people.model import Facilitator, Member
from bot.people.taps import AskPause, EndPause, PauseLength
from bot.post import outbox
from bot.post.content import Args, Button, Buttons
from bot.post.model import Chat, OutboxMessage, Priority, Sending
from bot.post.outbox import Posting
from bot.reflection.planning import replan_member

TAKE_BACK = timedelta(seconds=60)
NUDGED_AGAIN = timedelta(days=7)
STALE = timedelta(days=2)
ON_THEIR_WAY = (Sending.QUEUED, Sending.CLAIMED, Sending.SENT)
NUDGE_BUTTONS: Buttons = (
    (Button("report-nudge-progress", AskProgress()),),
    (Button("report-nudge-rest", AskPause()),),
)


def nudge(
    session: Session, *, now: datetime, facilitator: Facilitator, pair: Pair
) -> Sequence[Member]:
    """Let a kind word that is ready go to a pair in a minute; return who gets it.

    Raises `RefusalError` when nobody can get it, or the pair had one this week.
    """
    if _recent(session, _about_nudge(pair), now=now):
        raise RefusalError("report-nudged-already")
    awake = [m for m in reachable(session, pair) if m.resumes_at is None or m.resumes_at <= now]
    if not awake:
        raise RefusalError("report-nobody-reachable")
    for member in awake:
        args: Args = {"name": member.name, "sender": facilitator.name}
        _tell(
            session,
            member,
            "report-nudge-told",
            args,
            NUDGE_BUTTONS,
            about=_about_nudge(pair),
            now=now,
        )
    return awake


def stop_nudge(session: Session, *, now: datetime, pair: Pair) -> None:
    """Take a nudge back; raises `RefusalError` once it has left."""
    if not _queued(session, _about_nudge(pair)):
        raise RefusalError("report-gone-already")
    outbox.cancel_about(session, now=now, about=_about_nudge(pair))


def rest(
    session: Session, *, now: datetime, facilitator: Facilitator, pair: Pair
) -> tuple[Sequence[Member], date]:
    """Give a pair two weeks without prompts; they are told in a minute, and can end it.

    Returns who rests now, and the day on which prompts come again. Raises `RefusalError`
    when everybody rests already.
    """
    there = _members(session, pair)
    awake = [member for member in there if member.paused_until is None]
    if not awake:
        raise RefusalError("report-resting-already" if there else "report-nobody-reachable")
    until = now.date()
    for member in awake:
        zone = zone_of(session, member)
        until = preferences.end_of_pause(PauseLength.TWO_WEEKS, local_day(now, zone))
        preferences.pause_until(now=now, member=member, day=until, zone=zone)
        replan_member(session, now=now, member=member)
        args: Args = {"sender": facilitator.name, "until": until.isoformat()}
        end: Buttons = ((Button("pause-end", EndPause()),),)
        _tell(session, member, "report-rest-told", args, end, about=_about_rest(pair), now=now)
    return awake, until


def undo_rest(session: Session, *, now: datetime, pair: Pair) -> None:
    """Let prompts come again to those who were not told yet; raises `RefusalError` after that."""
    untold = _queued(session, _about_rest(pair))
    if not untold:
        raise RefusalError("report-gone-already")
    for member in _members(session, pair):
        if member.chat_id in untold and preferences.resume(member=member):
            replan_member(session, now=now, member=member)
    outbox.cancel_about(session, now=now, about=_about_rest(pair))


def reachable(session: Session, pair: Pair) -> list[Member]:
    """Return who of a pair is here and can be written to."""
    members = _members(session, pair)
    chats = [member.chat_id for member in members]
    lost = set(
        session.scalars(
            sa.select(Chat.id).where(Chat.id.in_(chats), Chat.unreachable_since.is_not(None))
        )
    )
    return [member for member in members if member.chat_id not in lost]


def _members(session: Session, pair: Pair) -> Sequence[Member]:
    return session.scalars(
        sa.select(Member)
        .where(
            Member.pair_id == pair.id,
            Member.joined_at.is_not(None),
            Member.left_at.is_(None),
            Member.chat_id.is_not(None),
        )
        .order_by(Member.id)
    ).all()


def _tell(
    session: Session,
    member: Member,
    copy: str,
    args: Args,
    buttons: Buttons,
    *,
    about: str,
    now: datetime,
) -> None:
    at = next_waking(now + TAKE_BACK, zone_of(session, member))
    outbox.say(
        session,
        now=now,
        chat_id=member.chat_id or 0,
        copy=copy,
        args=args,
        buttons=buttons,
        how=Posting(
            priority=Priority.PROMPT,
            started=True,
            about=about,
            not_before=at,
            expires_at=at + STALE,
        ),
    )


def _about_nudge(pair: Pair) -> str:
    return f"nudge:{pair.id}"


def _about_rest(pair: Pair) -> str:
    return f"rest:{pair.id}"


def _recent(session: Session, about: str, *, now: datetime) -> bool:
    said = sa.select(OutboxMessage.id).where(
        OutboxMessage.about == about,
        OutboxMessage.state.in_(ON_THEIR_WAY),
        OutboxMessage.created_at > now - NUDGED_AGAIN,
    )
    return session.scalar(said.limit(1)) is not None


def _queued(session: Session, about: str) -> set[int]:
    """Return the chats to which something about this has not left yet."""
    waiting = sa.select(OutboxMessage.chat_id).where(
        OutboxMessage.about == about, OutboxMessage.state == Sending.QUEUED
    )
    return set(session.scalars(waiting))
