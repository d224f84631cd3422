"""The tables of broadcasts, of who got them, and of what facilitators answered."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Document, Table, Words, choice
from bot.store.due import Timed


class Stage(StrEnum):
    """How far a broadcast is."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    """It goes at `send_at`; **Send now** is one minute ahead."""
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    """Stopped on the way; what was not sent stays unsent."""
    RECALLED = "recalled"
    CANCELLED = "cancelled"


class Job(StrEnum):
    """What is being done with a broadcast, a bounded batch at a time."""

    SEND = "send"
    STOP = "stop"
    EDIT = "edit"
    RECALL = "recall"


class Broadcast(Table):
    """One message from a facilitator to an audience."""

    __tablename__ = "broadcast"
    __table_args__ = (
        sa.Index(None, "stage", "send_at"),
        sa.Index(None, "job"),
        sa.Index(None, "facilitator_id", "stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    facilitator_id: Mapped[int] = mapped_column(sa.ForeignKey("facilitator.id"))
    stage: Mapped[Stage] = mapped_column(choice(Stage), default=Stage.DRAFT)
    audience: Mapped[dict[str, Any]] = mapped_column(Document)
    """`Audience` as JSON; who that is, is asked again when it goes."""
    message: Mapped[dict[str, Any] | None] = mapped_column(Document)
    """`Message` as JSON."""
    correction: Mapped[str | None] = mapped_column(Words)
    """Other words, as Telegram's HTML, that wait for **Change it for everybody**."""
    reminds_id: Mapped[int | None] = mapped_column(sa.ForeignKey("broadcast.id"))
    """The broadcast whose answers this one asks for again."""
    send_at: Mapped[datetime | None]
    anchor: Mapped[dict[str, Any] | None] = mapped_column(Document)
    """`Anchor` as JSON, when it hangs on a workshop's day."""
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    total: Mapped[int] = mapped_column(default=0)
    """Whom it was for when it started."""
    job: Mapped[Job | None] = mapped_column(choice(Job))
    job_cursor: Mapped[int] = mapped_column(default=0)
    """The highest id that the job has dealt with."""
    job_queued: Mapped[bool] = mapped_column(default=False)
    """All that the job has to do is in the outbox."""
    job_about: Mapped[str | None]
    """What the job's messages are about."""
    too_late: Mapped[int] = mapped_column(default=0)
    """Phones that a recall could not reach any more: more than 48 hours had passed."""
    look_at: Mapped[datetime | None]
    """When the facilitator is next shown how far the job is."""
    card_id: Mapped[int | None]
    """The outbox row of the message that shows how it stands."""


class Delivery(Table):
    """One broadcast for one member."""

    __tablename__ = "delivery"
    __table_args__ = (sa.UniqueConstraint("broadcast_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    broadcast_id: Mapped[int] = mapped_column(sa.ForeignKey("broadcast.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"), index=True)
    outbox_id: Mapped[int]
    """The outbox row of the message, which knows what became of it."""
    buttons_id: Mapped[int | None]
    """The row with the answer buttons, where an album needs a message of its own for them."""
    answer: Mapped[int | None]
    """Which answer button was tapped last, from 0."""
    answered_at: Mapped[datetime | None]


class DeskAnswer(Table):
    """What a facilitator answered to something that a member chose to send them."""

    __tablename__ = "desk_answer"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"), index=True)
    """To whom."""
    facilitator_id: Mapped[int] = mapped_column(sa.ForeignKey("facilitator.id"))
    note_id: Mapped[int]
    """The note that is answered; it may be gone."""
    content: Mapped[dict[str, Any] | None] = mapped_column(Document)
    """`{"text": …, "file_kind": …, "file_id": …}`"""
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


BROADCASTS_TO_START = Timed(Broadcast, Broadcast.send_at, Broadcast.stage == Stage.SCHEDULED)
