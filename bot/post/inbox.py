"""Updates as rows: stored once, handled in order, erased when handled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Arrival, InboxUpdate
from bot.store.upsert import insert_new

TRIES = 3
REMEMBERED = timedelta(days=7)
"""Telegram's ids may restart after a quiet week, so none is remembered longer."""
FORGOTTEN_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class RawUpdate:
    """One update as it came: JSON text, with what is needed to order and dedupe it."""

    update_id: int
    chat_id: int | None
    raw: str


def take_in(session: Session, updates: Sequence[RawUpdate], *, now: datetime) -> int:
    """Store the updates that are new; return how many were."""
    return insert_new(
        session,
        InboxUpdate,
        [
            {
                "update_id": update.update_id,
                "chat_id": update.chat_id,
                "raw": update.raw,
                "state": Arrival.WAITING,
                "attempts": 0,
                "received_at": now,
            }
            for update in updates
        ],
    )


def waiting(session: Session, *, limit: int) -> Sequence[InboxUpdate]:
    """Return the oldest updates that nobody has handled."""
    return session.scalars(
        sa.select(InboxUpdate)
        .where(InboxUpdate.state == Arrival.WAITING)
        .order_by(InboxUpdate.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def settle(update: InboxUpdate) -> None:
    """Mark an update handled and erase what it said."""
    update.state, update.raw = Arrival.HANDLED, None


def count_failure(update: InboxUpdate) -> bool:
    """Note one failed try; return whether the update is now set aside."""
    update.attempts += 1
    if update.attempts < TRIES:
        return False
    update.state, update.reference = Arrival.SET_ASIDE, uuid4().hex[:6].upper()
    return True


def forget_old(
    session: Session, *, now: datetime, keep: timedelta = REMEMBERED, limit: int = FORGOTTEN_AT_ONCE
) -> int:
    """Drop up to `limit` that are older than `keep`, poison included; return how many went."""
    old = InboxUpdate.received_at < now - keep, InboxUpdate.state != Arrival.WAITING
    batch = sa.select(InboxUpdate.id).where(*old).limit(limit)
    gone = session.execute(
        sa.delete(InboxUpdate).where(InboxUpdate.id.in_(batch)).returning(InboxUpdate.id)
    )
    return len(gone.all())
