"""The tables of what arrives and what leaves."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Document, Table, Words, choice, churning


class Chat(Table):
    """One private chat: how far the conversation is and whether it can be reached."""

    __tablename__ = "chat"
    __table_args__ = {"info": churning(fillfactor=85)}  # noqa: RUF012 - as SQLAlchemy reads it

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    talk: Mapped[dict[str, Any] | None] = mapped_column(Document)
    last_heard_id: Mapped[int | None]
    """Telegram's id of the newest message that the person sent."""
    home_id: Mapped[int | None]
    """The outbox row of the newest home screen."""
    unreachable_since: Mapped[datetime | None]


class Arrival(StrEnum):
    """How far an update is."""

    WAITING = "waiting"
    HANDLED = "handled"
    SET_ASIDE = "set_aside"


class InboxUpdate(Table):
    """One update as Telegram sent it; `raw` is erased when it is handled."""

    __tablename__ = "inbox"
    __table_args__ = (
        sa.Index(None, "state", "id", "chat_id"),
        sa.Index(None, "chat_id", "state"),
        {"info": churning()},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    update_id: Mapped[int] = mapped_column(unique=True)
    chat_id: Mapped[int | None]
    raw: Mapped[str | None] = mapped_column(Words)
    state: Mapped[Arrival] = mapped_column(choice(Arrival), default=Arrival.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    reference: Mapped[str | None]
    """What a person can quote when their update failed."""
    received_at: Mapped[datetime] = mapped_column(index=True)


class Priority(IntEnum):
    """Which message goes first."""

    REPLY = 0
    PROMPT = 1
    BROADCAST = 2


class Act(StrEnum):
    """What a row does in the chat."""

    SEND = "send"
    EDIT = "edit"
    EDIT_BUTTONS = "edit_buttons"
    EDIT_CAPTION = "edit_caption"
    DELETE = "delete"
    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"
    PICTURE = "picture"
    """A picture drawn when it is sent, from the data in the row."""
    ALBUM = "album"
    """Several photos or documents that Telegram shows as one."""


class Sending(StrEnum):
    """How far a message is."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    IN_DOUBT = "in_doubt"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class OutboxMessage(Table):
    """One message for one chat, or one change to a message that is there already."""

    __tablename__ = "outbox"
    __table_args__ = (
        sa.Index(None, "state", "priority", "id"),
        sa.Index(None, "chat_id", "state"),
        sa.Index(None, "chat_id", "message_id"),
        sa.Index(None, "about", "state"),
        {"info": churning()},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    chat_id: Mapped[int]
    priority: Mapped[int] = mapped_column(default=int(Priority.REPLY))
    act: Mapped[Act] = mapped_column(choice(Act), default=Act.SEND)
    copy: Mapped[str | None]
    content: Mapped[dict[str, Any] | None] = mapped_column(Document)
    """`Content` as JSON; erased when the row is settled."""
    about: Mapped[str | None]
    """What the message concerns, such as `due:12`; replies are understood through it."""
    target_id: Mapped[int | None]
    """The outbox row that an edit or deletion changes."""
    target_message_id: Mapped[int | None]
    """Telegram's id of the message to change, where no row of ours stands for it."""
    silent: Mapped[bool] = mapped_column(default=False)
    protected: Mapped[bool] = mapped_column(default=False)
    started: Mapped[bool] = mapped_column(default=False)
    """Tandem began this exchange: it counts towards the notifications of the week."""
    state: Mapped[Sending] = mapped_column(choice(Sending), default=Sending.QUEUED)
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)
    """Times we could not tell whether Telegram took the message."""
    message_id: Mapped[int | None]
    more_ids: Mapped[str | None]
    """Telegram's ids of the further messages of an album, by commas."""
    fault: Mapped[str | None]


OUTBOX = cast("sa.Table", OutboxMessage.__table__)
"""For the sender's statements, which read and write plain rows."""
