"""Updates as rows: stored once, handled in order, erased when handled."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Arrival, InboxUpdate
from bot.store.locks import one_at_a_time, try_each
from bot.store.upsert import insert_new
from bot.store.wakes import Wake, tell

TRIES = 3
REMEMBERED = timedelta(days=7)
"""Telegram's ids may restart after a quiet week, so none is remembered longer."""
FORGOTTEN_AT_ONCE = 500
EACH = 5
"""Updates of one person in one batch."""
WINDOW = 200
FLOOD = 50
Circles = Callable[[Session, Collection[int]], Mapping[int | None, str]]
"""Names, for chats, whose updates must not be handled at the same time; a chat that is not
named is a circle of its own."""


def each_alone(_session: Session, _chats: Collection[int]) -> Mapping[int | None, str]:
    """Everybody is a circle of their own."""
    return {}


@dataclass(frozen=True, kw_only=True)
class RawUpdate:
    """One update as it came: JSON text, with what is needed to order and dedupe it."""

    update_id: int
    chat_id: int | None
    raw: str
    tap_id: str | None = None
    """Of a tap: what stops its spinner."""


def take_in(session: Session, updates: Sequence[RawUpdate], *, now: datetime) -> int:
    """Store the updates that are new; return how many were."""
    tell(session, Wake.INBOX)
    _forget(session, {update.update_id for update in updates}, before=now - REMEMBERED)
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


def _forget(session: Session, ids: Collection[int], *, before: datetime) -> None:
    """Drop these, where they are so old that another update may bear the same id now."""
    session.execute(
        sa.delete(InboxUpdate).where(
            InboxUpdate.update_id.in_(ids),
            InboxUpdate.received_at < before,
            InboxUpdate.state != Arrival.WAITING,
        )
    )


def waiting(
    session: Session, *, limit: int, circles: Circles = each_alone, each: int = EACH
) -> list[InboxUpdate]:
    """Claim the oldest updates that nobody handles, up to `each` of one person.

    Updates of one circle are claimed by one transaction at a time, and in order.
    """
    picked = _pick(session, limit=limit, each=each)
    ours = picked if one_at_a_time(session) else _lock(session, picked, circles)
    # Read after the locks are ours: another process may have handled some meanwhile.
    statement = (
        sa.select(InboxUpdate)
        .where(InboxUpdate.id.in_(ours), InboxUpdate.state == Arrival.WAITING)
        .order_by(InboxUpdate.id)
        .with_for_update()
    )
    return list(session.scalars(statement))


def _pick(session: Session, *, limit: int, each: int) -> dict[int, int | None]:
    """Return the oldest rows and whose they are, so that nobody keeps the others waiting."""
    picked: dict[int, int | None] = {}
    counts: Counter[int | None] = Counter()
    after = 0
    while len(picked) < limit:
        full = [chat or 0 for chat, count in counts.items() if count >= each]
        window = session.execute(
            sa.select(InboxUpdate.id, InboxUpdate.chat_id)
            .where(
                InboxUpdate.state == Arrival.WAITING,
                InboxUpdate.id > after,
                sa.func.coalesce(InboxUpdate.chat_id, 0).not_in(full),
            )
            .order_by(InboxUpdate.id)
            .limit(WINDOW)
        ).all()
        for row, chat in window:
            after = row
            if counts[chat] < each and len(picked) < limit:
                counts[chat] += 1
                picked[row] = chat
        if len(window) < WINDOW:
            break
    return picked


def _lock(session: Session, picked: Mapping[int, int | None], circles: Circles) -> list[int]:
    named = circles(session, {chat for chat in picked.values() if chat is not None})
    names = {row: named.get(chat, f"chat:{chat}") for row, chat in picked.items()}
    free = try_each(session, set(names.values()))
    return [row for row, name in names.items() if name in free]


def is_flooding(session: Session, *, chat_id: int) -> bool:
    """Tell whether one person has far more waiting than anybody types."""
    oldest = (
        sa.select(InboxUpdate.id)
        .where(InboxUpdate.state == Arrival.WAITING, InboxUpdate.chat_id == chat_id)
        .limit(FLOOD)
        .subquery()
    )
    return (session.scalar(sa.select(sa.func.count()).select_from(oldest)) or 0) >= FLOOD


def settle(session: Session, updates: Sequence[InboxUpdate]) -> None:
    """Mark updates handled and erase what they said."""
    if updates:
        session.execute(
            sa.update(InboxUpdate)
            .where(InboxUpdate.id.in_([update.id for update in updates]))
            .values(state=Arrival.HANDLED, raw=None)
            .execution_options(synchronize_session=False)
        )


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
