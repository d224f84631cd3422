"""What was said already, or is on its way."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Act, OutboxMessage, Sending

SPEAKING = (Act.SEND, Act.PHOTO, Act.VOICE, Act.DOCUMENT, Act.PICTURE, Act.ALBUM)
"""What puts a message of ours into a chat."""


def find(session: Session, *, chat_id: int, message_id: int) -> OutboxMessage | None:
    """Return our row for a message that stands in a chat, by Telegram's id."""
    return session.scalar(
        sa.select(OutboxMessage)
        .where(
            OutboxMessage.chat_id == chat_id,
            OutboxMessage.message_id == message_id,
            OutboxMessage.act.in_(SPEAKING),  # a change to it bears the same id
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )


def was_said(session: Session, *, about: str, since: datetime) -> bool:
    """Tell whether something about this was put in the outbox since then."""
    said = sa.select(OutboxMessage.id).where(
        OutboxMessage.about == about, OutboxMessage.created_at >= since
    )
    return session.scalar(said.limit(1)) is not None


def newest(session: Session, *, chat_id: int) -> OutboxMessage | None:
    """Return the last message that we put, or are putting, into a chat."""
    return session.scalar(
        sa.select(OutboxMessage)
        .where(
            OutboxMessage.chat_id == chat_id,
            OutboxMessage.act.in_(SPEAKING),
            OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED, Sending.SENT)),
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )


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
