"""The tables of what waits before another person sees it, and of what was typed and sent in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Document, Table, choice
from bot.store.due import Timed


class Shares(StrEnum):
    """What kind of thing waits."""

    ANSWER = "answer"
    """`ref_id` is a due prompt."""
    PROGRESS = "progress"
    """`ref_id` is a progress update."""
    STEP = "step"
    """`ref_id` is a next step."""
    MESSAGE = "message"
    """`ref_id` is a note to the partner."""
    CHALLENGE = "challenge"
    """`ref_id` is a challenge version."""
    REPORT = "report"
    """`ref_id` is a note to the facilitator."""
    RESPONSE = "response"
    """`ref_id` is a response, on its way to another pair."""
    OUTCOME = "outcome"
    """`ref_id` is an ask: what came of it."""
    LINK_MESSAGE = "link_message"
    """`ref_id` is a message for the others of a chat of four."""


class Waiting(StrEnum):
    """How a wait stands."""

    CHECKING = "checking"
    """The words or a photo may identify a patient: nothing goes until the writer decides."""
    WAITING = "waiting"
    SHARED = "shared"
    KEPT = "kept"
    """Kept to themselves."""
    CHANGED = "changed"
    """Taken back to be written anew."""


class Hold(Table):
    """Two minutes in which what a person wrote can still be changed or kept."""

    __tablename__ = "hold"
    __table_args__ = (
        sa.Index(None, "state", "release_at"),
        sa.Index(None, "kind", "ref_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"), index=True)
    kind: Mapped[Shares] = mapped_column(choice(Shares))
    ref_id: Mapped[int]
    state: Mapped[Waiting] = mapped_column(choice(Waiting))
    cleared: Mapped[bool] = mapped_column(default=False)
    """The writer said that the words or the photo identify no patient."""
    release_at: Mapped[datetime]
    card_id: Mapped[int | None]
    """The outbox row with the buttons, as long as they can be tapped."""


class HeldFile(StrEnum):
    """Files that people send."""

    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"


class Piece(Table):
    """One Telegram message that a person sent as part of something: for edits and deletion."""

    __tablename__ = "piece"
    __table_args__ = (
        sa.UniqueConstraint("chat_id", "message_id"),
        sa.Index(None, "kind", "ref_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    chat_id: Mapped[int]
    message_id: Mapped[int]
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"))
    kind: Mapped[str]
    """`answer`, `progress`, `note`, …: which table `ref_id` is in."""
    ref_id: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(Document)
    """`{"text": …, "file_kind": …, "file_id": …}`"""
    sent_at: Mapped[datetime]


HOLDS_TO_SHARE = Timed(Hold, Hold.release_at, Hold.state == Waiting.WAITING)
