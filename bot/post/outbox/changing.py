"""Changes what was said, or takes it back: in the chat, or while it still waits."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.content import Args, Buttons, Content, content_from, pack_buttons
from bot.post.model import Act, OutboxMessage, Sending
from bot.post.outbox.rows import queue
from bot.store.locks import hold


def edit(
    session: Session,
    *,
    now: datetime,
    target: OutboxMessage,
    copy: str,
    args: Args | None = None,
    buttons: Buttons = (),
) -> None:
    """Change the text and buttons of a message; one that still waits is changed in place."""
    content = Content(args=args or {}, rows=pack_buttons(buttons))
    hold(session, [target])
    if target.state is Sending.QUEUED and target.act is Act.SEND:
        target.copy, target.content = copy, content.to_document()
        return
    row = queue(session, now=now, chat_id=target.chat_id, act=Act.EDIT, copy=copy, content=content)
    row.target_id = target.id


def cancel_edits(session: Session, *, now: datetime, target: OutboxMessage) -> None:
    """Settle the edits of a message that still wait: something newer comes."""
    waiting = sa.select(OutboxMessage).where(
        OutboxMessage.chat_id == target.chat_id,
        OutboxMessage.state == Sending.QUEUED,
        OutboxMessage.target_id == target.id,
        OutboxMessage.act == Act.EDIT,
    )
    for row in session.scalars(waiting.with_for_update()):
        cancel(row, now=now)


def take_buttons_away(session: Session, *, now: datetime, target: OutboxMessage) -> None:
    """Leave the message's words and remove what could be tapped."""
    hold(session, [target])
    if target.state is Sending.QUEUED and target.content is not None:
        waiting = content_from(target.content)
        target.content = Content(
            args=waiting.args,
            keyboard=waiting.keyboard,
            file_id=waiting.file_id,
            picture=waiting.picture,
            document=waiting.document,
            html=waiting.html,
            album=waiting.album,
        ).to_document()
        return
    row = queue(session, now=now, chat_id=target.chat_id, act=Act.EDIT_BUTTONS)
    row.target_id = target.id


def change_buttons(
    session: Session, *, now: datetime, target: OutboxMessage, buttons: Buttons
) -> None:
    """Leave a message's words, and put other buttons under it."""
    content = Content(rows=pack_buttons(buttons))
    row = queue(session, now=now, chat_id=target.chat_id, act=Act.EDIT_BUTTONS, content=content)
    row.target_id = target.id


def take_buttons_away_at(session: Session, *, now: datetime, chat_id: int, message_id: int) -> None:
    """Do the same to a message of ours for which no row stands any more."""
    row = queue(session, now=now, chat_id=chat_id, act=Act.EDIT_BUTTONS)
    row.target_message_id = message_id


def delete(session: Session, *, now: datetime, target: OutboxMessage) -> None:
    """Take a message of ours out of the chat, or out of the queue."""
    hold(session, [target])
    if target.state is Sending.QUEUED:
        cancel(target, now=now)
        return
    row = queue(session, now=now, chat_id=target.chat_id, act=Act.DELETE)
    row.target_id = target.id


def delete_theirs(session: Session, *, now: datetime, chat_id: int, message_id: int) -> None:
    """Take a message that the person sent out of the chat (Telegram allows 48 hours)."""
    row = queue(session, now=now, chat_id=chat_id, act=Act.DELETE)
    row.target_message_id = message_id


def cancel(row: OutboxMessage, *, now: datetime) -> None:
    """Settle a waiting row without sending it."""
    row.state, row.settled_at, row.content = Sending.CANCELLED, now, None


def cancel_about(session: Session, *, now: datetime, about: str) -> None:
    """Settle everything that still waits about one thing."""
    waiting = sa.select(OutboxMessage).where(
        OutboxMessage.about == about, OutboxMessage.state == Sending.QUEUED
    )
    waiting = waiting.with_for_update()
    for row in session.scalars(waiting):
        cancel(row, now=now)
