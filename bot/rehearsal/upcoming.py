"""When the bot will next have something to do, as its database says."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.pairs.model import NextStep, StepState
from bot.people.model import Member
from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.reflection.model import Due, DueState
from bot.sharing.model import Hold, Waiting

_Instant = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
_DUE: tuple[tuple[_Instant, sa.ColumnElement[bool]], ...] = (
    (OutboxMessage.not_before, OutboxMessage.state == Sending.QUEUED),
    (Hold.release_at, Hold.state == Waiting.WAITING),
    (Due.due_at, Due.state == DueState.PLANNED),
    (Due.remind_at, sa.and_(Due.state == DueState.OPEN, Due.answered_at.is_(None))),
    (Due.closes_at, Due.state.in_((DueState.PLANNED, DueState.OPEN))),
    (NextStep.remind_at, NextStep.state.in_((StepState.OPEN, StepState.ASKED))),
    (Member.resumes_at, Member.left_at.is_(None)),
    (Member.partner_awaited_until, Member.left_at.is_(None)),
)


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
        *(sa.exists().where(state, column <= now) for column, state in _DUE),
    )
    return not session.scalar(sa.select(sa.or_(*busy)))
