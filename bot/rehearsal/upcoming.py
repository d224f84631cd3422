"""When the bot will next have something to do, as its database says."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.broadcast.model import Broadcast, Stage
from bot.learning.model import Digest, ReminderWatch
from bot.network.model import Ask, AskState, Entry, Exchange, Link, LinkState
from bot.pairs.model import Cohort, CohortFile, NextStep, ProgressUpdate, StepState, Workshop
from bot.people.local import at_local
from bot.people.model import Facilitator, Member
from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.reflection.model import Due, DueState
from bot.sharing.model import Hold, Waiting

_Instant = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def _joined(at: _Instant) -> sa.ColumnElement[bool]:
    return sa.exists().where(at.is_not(None))


_STEP = NextStep.state == StepState.OPEN
_DUE: tuple[tuple[_Instant, sa.ColumnElement[bool]], ...] = (
    (OutboxMessage.not_before, OutboxMessage.state == Sending.QUEUED),
    (Hold.release_at, Hold.state == Waiting.WAITING),
    (Due.due_at, Due.state == DueState.PLANNED),
    (Due.remind_at, sa.and_(Due.state == DueState.OPEN, Due.answered_at.is_(None))),
    (Due.closes_at, Due.state.in_((DueState.PLANNED, DueState.OPEN, DueState.SKIPPED))),
    (ProgressUpdate.tell_at, ProgressUpdate.tell_at.is_not(None)),
    (NextStep.remind_at, _STEP),
    (NextStep.remind_partner_at, _STEP),
    (Member.resumes_at, Member.left_at.is_(None)),
    (Member.partner_awaited_until, Member.left_at.is_(None)),
    (Broadcast.send_at, Broadcast.stage == Stage.SCHEDULED),
    # With nobody to show a reminder to or nobody to get it, it is tried again each hour: no event.
    (ReminderWatch.look_at, sa.and_(_joined(Facilitator.joined_at), _joined(Member.joined_at))),
    (Digest.next_at, Digest.next_at.is_not(None)),
    *((at, at.is_not(None)) for at in (Ask.goes_at, Ask.find_at, Ask.tell_at, Ask.outcome_at)),
    (Ask.closes_at, Ask.state == AskState.OPEN),
    (Exchange.lapses_at, Exchange.lapses_at.is_not(None)),
    (Entry.lapses_at, Entry.lapses_at.is_not(None)),
    (Link.warn_at, Link.warn_at.is_not(None)),
    (Link.ends_at, Link.state.in_((LinkState.PROPOSED, LinkState.OPEN))),
    (CohortFile.fetch_at, CohortFile.fetch_at.is_not(None)),
)
_MORNING = time(9)


@dataclass(frozen=True, kw_only=True)
class WorkshopDay:
    """One workshop day: its number from 1, and nine in the morning of it."""

    number: int
    at: datetime


def upcoming(session: Session, *, after: datetime) -> datetime | None:
    """Return the first instant after `after` at which the bot has something to do."""
    instants = [
        session.scalar(sa.select(sa.func.min(column)).where(state, column > after))
        for column, state in _DUE
    ]
    return min((instant for instant in instants if instant is not None), default=None)


def is_settled(session: Session, *, now: datetime) -> bool:
    """Tell whether the bot has done all that is due and has nothing on its way."""
    busy = (
        sa.exists().where(InboxUpdate.state == Arrival.WAITING),
        sa.exists().where(OutboxMessage.state == Sending.CLAIMED),
        sa.exists().where(Broadcast.job.is_not(None), ~Broadcast.job_queued),
        *(sa.exists().where(state, column <= now) for column, state in _DUE),
    )
    return not session.scalar(sa.select(sa.or_(*busy)))


def how_far(session: Session) -> tuple[object, ...]:
    """Return what differs whenever the bot has heard or sent something."""
    newest = (InboxUpdate.id, OutboxMessage.id, OutboxMessage.settled_at)
    return tuple(session.scalar(sa.select(sa.func.max(column))) for column in newest)


def workshop_days(session: Session) -> list[WorkshopDay]:
    """Return the workshops of every cohort, the earliest first."""
    rows = session.execute(
        sa.select(Workshop.number, Workshop.day, Cohort.timezone).join(
            Cohort, Cohort.id == Workshop.cohort_id
        )
    ).all()
    days = [
        WorkshopDay(number=number, at=at_local(day, _MORNING, ZoneInfo(zone)))
        for number, day, zone in rows
    ]
    return sorted(days, key=lambda day: day.at)
