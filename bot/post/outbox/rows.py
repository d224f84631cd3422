"""One row of the outbox: how it travels, and whether it may ring."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.content import Content
from bot.post.model import OUTBOX, Act, Chat, OutboxMessage, Priority, Sending
from bot.store.quick import Quick, own

NOTIFYING_A_WEEK = 3
"""Messages that Tandem starts and that ring, in seven days, for one person."""
WEEK = timedelta(days=7)
NOTHING = Content()


@dataclass(frozen=True, kw_only=True)
class Posting:
    """How a message travels; the defaults are those of an answer to a tap."""

    priority: Priority = Priority.REPLY
    about: str | None = None
    silent: bool = False
    protected: bool = False
    started: bool = False
    not_before: datetime | None = None
    expires_at: datetime | None = None


REPLY = Posting()


def queue(
    session: Session,
    *,
    now: datetime,
    chat_id: int,
    act: Act,
    copy: str | None = None,
    content: Content = NOTHING,
    how: Posting = REPLY,
) -> OutboxMessage:
    """Put one row in the outbox."""
    values: dict[str, object] = {
        **_BLANK,
        "chat_id": chat_id,
        "act": act,
        "copy": copy,
        "content": content.to_document(),
        "priority": int(how.priority),
        "about": how.about,
        "silent": how.silent or (how.started and _has_rung(session, chat_id, how, now=now)),
        "protected": how.protected,
        "started": how.started,
        "not_before": how.not_before or now,
        "expires_at": how.expires_at,
        "created_at": now,
    }
    if _is_lost(session, chat_id):
        values |= {"state": Sending.UNREACHABLE, "settled_at": now, "content": None}
    return _insert(session, values)


def may_ring(session: Session, *, chat_id: int, now: datetime) -> bool:
    """Tell whether one more message that we start may ring this week."""
    rung = session.scalar(
        sa.select(sa.func.count())
        .select_from(OutboxMessage)
        .where(
            OutboxMessage.chat_id == chat_id,
            OutboxMessage.started,
            ~OutboxMessage.silent,
            OutboxMessage.not_before > now - WEEK,
            OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED, Sending.SENT)),
        )
    )
    return (rung or 0) < NOTIFYING_A_WEEK


def _has_rung(session: Session, chat_id: int, how: Posting, *, now: datetime) -> bool:
    return not may_ring(session, chat_id=chat_id, now=how.not_before or now)


def _is_lost(session: Session, chat_id: int) -> bool:
    chat = session.get(Chat, chat_id)
    return chat is not None and chat.unreachable_since is not None


def _insert(session: Session, values: dict[str, object]) -> OutboxMessage:
    """Insert at once, for the sake of the row's id, what nearly every update brings.

    Through the table: a flush would cost three times that, and write the chat each time.
    """
    return own(session, OutboxMessage, {"id": _NEW.insert(session, values), **values})


_NAMES = [column.name for column in OUTBOX.columns if column.name != "id"]
_NEW = Quick(
    sa.insert(OUTBOX).values({name: sa.bindparam(name) for name in _NAMES}).returning(OUTBOX.c.id)
)
_BLANK = {
    **dict.fromkeys(_NAMES),
    "state": Sending.QUEUED,
    "attempts": 0,
    "doubts": 0,
}
