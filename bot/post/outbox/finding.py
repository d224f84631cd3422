"""What was said already, or is on its way."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Act, OutboxMessage, Sending
from bot.store.quick import Objects

SPEAKING = (Act.SEND, Act.PHOTO, Act.VOICE, Act.DOCUMENT, Act.PICTURE, Act.ALBUM)
"""What puts a message of ours into a chat."""
_row = OutboxMessage
# Written out, for a statement that is compiled once holds no list of values.
_speaks = sa.or_(*(_row.act == act for act in SPEAKING))
_stands = sa.or_(
    *(_row.state == state for state in (Sending.QUEUED, Sending.CLAIMED, Sending.SENT))
)
_STANDING = Objects(
    OutboxMessage,
    _row.chat_id == sa.bindparam("chat"),
    _row.message_id == sa.bindparam("message"),
    _speaks,  # a change to it bears the same id
).in_order(_row.id.desc(), only=1)
_NEWEST = Objects(OutboxMessage, _row.chat_id == sa.bindparam("chat"), _speaks, _stands).in_order(
    _row.id.desc(), only=1
)


def find(session: Session, *, chat_id: int, message_id: int) -> OutboxMessage | None:
    """Return our row for a message that stands in a chat, by Telegram's id."""
    return _STANDING.first(session, {"chat": chat_id, "message": message_id})


def was_said(session: Session, *, about: str, since: datetime) -> bool:
    """Tell whether something about this was put in the outbox since then."""
    said = sa.select(OutboxMessage.id).where(
        OutboxMessage.about == about, OutboxMessage.created_at >= since
    )
    return session.scalar(said.limit(1)) is not None


def newest(session: Session, *, chat_id: int) -> OutboxMessage | None:
    """Return the last message that we put, or are putting, into a chat."""
    return _NEWEST.first(session, {"chat": chat_id})


def asked(session: Session, *, chat_id: int, copies: Collection[str]) -> OutboxMessage | None:
    """Return the message that last bore one of these copy keys, in itself or by a change."""
    row = session.scalar(
        sa.select(OutboxMessage)
        .where(OutboxMessage.chat_id == chat_id, OutboxMessage.copy.in_(copies))
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )
    if row is None or row.target_id is None:
        return row
    return session.get(OutboxMessage, row.target_id)
