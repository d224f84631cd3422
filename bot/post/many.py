"""Puts messages for many people in the outbox at once: a bounded batch, a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.content import Content
from bot.post.model import Act, Chat, OutboxMessage, Priority, Sending
from bot.post.outbox import NOTIFYING_A_WEEK, WEEK
from bot.store.among import among
from bot.store.base import Table
from bot.store.many import insert_many


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """What goes to one chat, or changes a message there."""

    chat_id: int
    act: Act
    copy: str | None = None
    content: Content
    about: str | None = None
    expires_at: datetime | None = None
    target_id: int | None = None
    target_message_id: int | None = None
    not_before: datetime | None = None


def queue_many(
    session: Session,
    *,
    now: datetime,
    about: str | None = None,
    outgoing: Sequence[Outgoing],
    started: bool,
    priority: Priority = Priority.BROADCAST,
) -> list[int]:
    """Queue all of them, about one thing or each about its own; return their ids in this order.

    `started` messages ring while the person's week has room for it. Chats that cannot be
    reached get a row that says so.
    """
    if not outgoing:
        return []
    chats = {each.chat_id for each in outgoing}
    quiet = _rung_enough(session, chats, now=now) if started else set()
    lost = _unreachable(session, chats)
    rows = [
        {
            "chat_id": each.chat_id,
            "act": each.act,
            "copy": each.copy,
            "about": each.about or about,
            "priority": int(priority),
            "target_id": each.target_id,
            "target_message_id": each.target_message_id,
            "silent": each.chat_id in quiet,
            "started": started,
            "not_before": each.not_before or now,
            "expires_at": each.expires_at,
            "created_at": now,
            **_standing(each, now=now, lost=each.chat_id in lost),
        }
        for each in outgoing
    ]
    return insert_many(session, _TABLE, rows)


def show_now(session: Session, *, now: datetime, outgoing: Outgoing) -> OutboxMessage:
    """Queue one of them as an answer to somebody who waits: a preview."""
    row = OutboxMessage(
        chat_id=outgoing.chat_id,
        act=outgoing.act,
        copy=outgoing.copy,
        content=outgoing.content.to_document(),
        priority=int(Priority.REPLY),
        state=Sending.QUEUED,
        not_before=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _standing(each: Outgoing, *, now: datetime, lost: bool) -> dict[str, Any]:
    if lost:
        return {"state": Sending.UNREACHABLE, "settled_at": now, "content": None}
    return {"state": Sending.QUEUED, "settled_at": None, "content": each.content.to_document()}


def _unreachable(session: Session, chats: set[int]) -> set[int]:
    return set(session.scalars(_lost, {"ids": chats}))


def _rung_enough(session: Session, chats: set[int], *, now: datetime) -> set[int]:
    """Return the chats in which what we started has rung often enough this week."""
    return set(session.scalars(_rung, {"ids": chats, "since": now - WEEK}))


def cancel_many(session: Session, *, now: datetime, about: str, limit: int) -> int:
    """Settle up to `limit` of what still waits about one thing; return how many."""
    batch = (
        sa.select(OutboxMessage.id)
        .where(OutboxMessage.about == about, OutboxMessage.state == Sending.QUEUED)
        .order_by(OutboxMessage.id)
        .limit(limit)
    )
    cancelled = session.execute(
        sa.update(OutboxMessage)
        .where(OutboxMessage.id.in_(batch))
        .values(state=Sending.CANCELLED, settled_at=now, content=None)
        .returning(OutboxMessage.id)
    )
    return len(cancelled.all())


def count_about(session: Session, about: str) -> dict[Sending, int]:
    """Return how many messages about one thing stand how, from an index alone."""
    counted = (
        sa.select(OutboxMessage.state, sa.func.count())
        .where(OutboxMessage.about == about)
        .group_by(OutboxMessage.state)
    )
    return dict(session.execute(counted).all())


def is_under_way(session: Session, about: str) -> bool:
    """Tell whether any message about one thing waits or is on its way."""
    waiting = sa.select(OutboxMessage.id).where(
        OutboxMessage.about == about,
        OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED)),
    )
    return session.scalar(waiting.limit(1)) is not None


def next_due(session: Session, about: str) -> datetime | None:
    """Return when the first that waits or is on its way may leave; None when none does."""
    return session.scalar(
        sa.select(sa.func.min(OutboxMessage.not_before)).where(
            OutboxMessage.about == about,
            OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED)),
        )
    )


_TABLE = Table.metadata.tables[OutboxMessage.__tablename__]
_lost = sa.select(Chat.id).where(among(Chat.id), Chat.unreachable_since.is_not(None))
_rung = (
    sa.select(OutboxMessage.chat_id)
    .where(
        among(OutboxMessage.chat_id),
        OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED, Sending.SENT)),
        OutboxMessage.started,
        ~OutboxMessage.silent,
        OutboxMessage.not_before > sa.bindparam("since"),
    )
    .group_by(OutboxMessage.chat_id)
    .having(sa.func.count() >= NOTIFYING_A_WEEK)
)
