"""The tables of due prompts and answers."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Document, Table, Words, choice, churning
from bot.store.due import Timed


class DueState(StrEnum):
    """How one prompt of one member stands."""

    PLANNED = "planned"
    OPEN = "open"
    """Sent, or taken from `/reflect`; can be answered."""
    SKIPPED = "skipped"
    CLOSED = "closed"
    """The window has passed; answered or not."""
    MISSED = "missed"
    """It could not be sent before its window passed."""
    DROPPED = "dropped"


OVER = (DueState.CLOSED, DueState.MISSED, DueState.DROPPED)
"""Prompts that take no answer any more."""


class Visibility(StrEnum):
    """Who will see an answer."""

    PRIVATE = "private"
    PARTNER = "partner"
    SEALED = "sealed"
    CHOOSE = "choose"
    """Not chosen yet."""


class Due(Table):
    """One prompt for one member, due at an instant."""

    __tablename__ = "due"
    __table_args__ = (
        sa.UniqueConstraint("member_id", "prompt_id"),
        sa.Index(None, "state", "due_at"),
        sa.Index(None, "state", "remind_at"),
        sa.Index(None, "state", "closes_at"),
        {
            "sqlite_autoincrement": True,  # an old button must never mean a newer row
            "info": churning(),
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"))
    prompt_id: Mapped[str]
    state: Mapped[DueState] = mapped_column(choice(DueState))
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility))
    due_at: Mapped[datetime | None]
    """When it is sent unasked; None for an extra that waits in `/reflect`."""
    opens_at: Mapped[datetime]
    """From when it can be answered from `/reflect`."""
    closes_at: Mapped[datetime]
    remind_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """When every question of it had an answer."""
    shared_at: Mapped[datetime | None]
    """When the two minutes were over: sealed ones wait for the partner from here."""
    opened_at: Mapped[datetime | None]
    """When another person saw it; from then on it is not changed."""
    partner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"))
    """For whom it was shared: a later partner sees nothing that was written for an earlier one."""
    told_at: Mapped[datetime | None]
    """When this member was told that their partner has answered."""
    card_id: Mapped[int | None] = mapped_column(index=True)
    """The outbox row of the newest question, as long as its buttons can be tapped."""


class PlainDue(NamedTuple):
    """A due prompt as a plain row, for those that go out with many others."""

    id: int
    member_id: int
    prompt_id: str
    visibility: Visibility
    due_at: datetime
    closes_at: datetime
    remind_at: datetime | None
    sent_at: datetime | None
    card_id: int | None


class Answer(Table):
    """One version of one member's answer to one question of a prompt."""

    __tablename__ = "answer"
    __table_args__ = (
        sa.UniqueConstraint("due_id", "question_id", "version"),
        {"sqlite_autoincrement": True},  # as above
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    due_id: Mapped[int] = mapped_column(sa.ForeignKey("due.id"))
    question_id: Mapped[str]
    version: Mapped[int]
    value: Mapped[str | None] = mapped_column(Words)
    """What was tapped: a scale value, an option id, several option ids joined by commas."""
    words: Mapped[str | None] = mapped_column(Words)
    written_at: Mapped[datetime]


class ChangeKind(StrEnum):
    """What one cohort does differently with a prompt."""

    SKIP = "skip"
    EDIT = "edit"
    ADD = "add"


class PromptChange(Table):
    """One prompt that is skipped, worded anew or added for one cohort."""

    __tablename__ = "prompt_change"
    __table_args__ = (sa.Index(None, "cohort_id", "prompt_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    prompt_id: Mapped[str]
    kind: Mapped[ChangeKind] = mapped_column(choice(ChangeKind))
    change: Mapped[dict[str, Any]] = mapped_column(Document)
    """What is different: keys of a prompt as a programme's file has them."""
    made_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    """None while it is only a preview."""


DUES_TO_SEND = Timed(Due, Due.due_at, Due.state == DueState.PLANNED)
DUES_TO_REMIND = Timed(Due, Due.remind_at, Due.state == DueState.OPEN)
DUES_TO_CLOSE = Timed(
    Due,
    Due.closes_at,
    *(Due.state == each for each in (DueState.PLANNED, DueState.OPEN, DueState.SKIPPED)),
)
