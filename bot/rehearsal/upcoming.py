"""When the bot will next have something to do, as its database says."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.model import BROADCASTS_TO_START, Broadcast
from bot.learning.model import DIGESTS_TO_SEND, ReminderWatch
from bot.network.asking.model import (
    ASKS_TO_CLOSE,
    ASKS_TO_FIND_FOR,
    ASKS_TO_GO,
    ASKS_TO_TELL_OF,
    OUTCOMES_TO_ASK,
)
from bot.network.exchanging.model import EXCHANGES_TO_LAPSE
from bot.network.library.model import ENTRIES_TO_LAPSE
from bot.network.linking.model import LINKS_TO_END, LINKS_TO_WARN
from bot.pairs.model import (
    FILES_TO_FETCH,
    STEPS_TO_REMIND,
    STEPS_TO_REMIND_PARTNER,
    UPDATES_TO_TELL,
    Cohort,
    Workshop,
)
from bot.people.local import at_local
from bot.people.model import MEMBERS_ALONE, PAUSES_TO_END, Facilitator, Member
from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.reflection.model import DUES_TO_CLOSE, DUES_TO_SEND, Due, DueState
from bot.sharing.model import HOLDS_TO_SHARE
from bot.store.due import Timed

_OUTBOX = Timed(OutboxMessage, OutboxMessage.not_before, OutboxMessage.state == Sending.QUEUED)
_REMINDERS = Timed(
    Due, Due.remind_at, sa.and_(Due.state == DueState.OPEN, Due.answered_at.is_(None))
)
"""Of those who answered only the note of it goes: no event."""
_WATCHES = Timed(
    ReminderWatch,
    ReminderWatch.look_at,
    sa.and_(
        sa.exists().where(Facilitator.joined_at.is_not(None)),
        sa.exists().where(Member.joined_at.is_not(None)),
    ),
)
"""With nobody to show one to or nobody to get it, it is tried again each hour: no event."""
EVENTS: tuple[Timed[Any], ...] = (
    _OUTBOX,
    _REMINDERS,
    _WATCHES,
    FILES_TO_FETCH,
    HOLDS_TO_SHARE,
    DUES_TO_SEND,
    DUES_TO_CLOSE,
    UPDATES_TO_TELL,
    STEPS_TO_REMIND,
    STEPS_TO_REMIND_PARTNER,
    PAUSES_TO_END,
    MEMBERS_ALONE,
    BROADCASTS_TO_START,
    DIGESTS_TO_SEND,
    ASKS_TO_GO,
    ASKS_TO_FIND_FOR,
    ASKS_TO_TELL_OF,
    ASKS_TO_CLOSE,
    OUTCOMES_TO_ASK,
    EXCHANGES_TO_LAPSE,
    ENTRIES_TO_LAPSE,
    LINKS_TO_WARN,
    LINKS_TO_END,
)
"""What the clock may stop for: all that the planner waits for, and what leaves and comes."""
_MORNING = time(9)


@dataclass(frozen=True, kw_only=True)
class WorkshopDay:
    """One workshop day: its number from 1, and nine in the morning of it."""

    number: int
    at: datetime


def upcoming(session: Session, *, after: datetime) -> datetime | None:
    """Return the first instant after `after` at which the bot has something to do."""
    firsts = sa.select(*(first for timed in EVENTS for first in timed.earliest(after=after)))
    return min((first for first in session.execute(firsts).one() if first), default=None)


def is_settled(session: Session, *, now: datetime) -> bool:
    """Tell whether the bot has done all that is due and has nothing on its way."""
    busy = (
        sa.exists().where(InboxUpdate.state == Arrival.WAITING),
        sa.exists().where(OutboxMessage.state == Sending.CLAIMED),
        sa.exists().where(Broadcast.job.is_not(None), ~Broadcast.job_queued),
        *(sa.exists().where(timed.has_come(now)) for timed in EVENTS),
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
