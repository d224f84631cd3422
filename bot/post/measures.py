"""How the inbox and the outbox stand, for health and metrics."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Priority, Sending


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Rows that wait: how many, and for how many seconds the oldest."""

    kind: str
    length: int
    oldest: float


def queues(session: Session, *, now: datetime) -> list[Queue]:
    """Return the inbox, and the outbox by priority, as far as they are due."""
    inbox = sa.select(sa.func.count(), sa.func.min(InboxUpdate.received_at)).where(
        InboxUpdate.state == Arrival.WAITING
    )
    length, oldest = session.execute(inbox).one()
    found = [Queue(kind="inbox", length=length, oldest=_age(oldest, now))]
    outbox = (
        sa.select(OutboxMessage.priority, sa.func.count(), sa.func.min(OutboxMessage.not_before))
        .where(OutboxMessage.state == Sending.QUEUED, OutboxMessage.not_before <= now)
        .group_by(OutboxMessage.priority)
    )
    due = {row[0]: (row[1], _age(row[2], now)) for row in session.execute(outbox)}
    for priority in Priority:
        length, age = due.get(priority, (0, 0.0))
        name = f"outbox_{priority.name.lower()}"
        found.append(Queue(kind=name, length=length, oldest=age))
    return found


def _age(oldest: datetime | None, now: datetime) -> float:
    return max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0
