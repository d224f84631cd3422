"""The tables of cohorts, pairs, the shared challenge and progress."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, validates

from bot.pairs.states import ProgressState
from bot.settings import Nation
from bot.store.base import Document, Table, Words, choice
from bot.store.due import Timed


class Cohort(Table):
    """The pairs that attend the same workshops."""

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(unique=True)
    programme: Mapped[str]
    timezone: Mapped[str]
    nation: Mapped[Nation | None] = mapped_column(choice(Nation))
    """Whose bank holidays count; None where nobody said."""
    created_at: Mapped[datetime]


class Workshop(Table):
    """One workshop day of a cohort, numbered from 1."""

    __tablename__ = "workshop"
    __table_args__ = (sa.UniqueConstraint("cohort_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    number: Mapped[int]
    day: Mapped[date]
    venue: Mapped[str | None]
    followed_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the ready-made reminders took its day; None when it is new or was moved."""

    @validates("day")
    def _is_moved(self, _: str, day: date) -> date:
        """Let what goes by its day follow, whoever sets it."""
        self.followed_at = None
        return day


class Pair(Table):
    """Two members, one of each role, with one shared challenge."""

    __tablename__ = "pair"
    __table_args__ = (sa.UniqueConstraint("cohort_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    label: Mapped[str]
    """What the facilitator's file calls the pair."""
    created_at: Mapped[datetime]
    dissolved_at: Mapped[datetime | None]
    stayed_at: Mapped[datetime | None]
    """When somebody left the programme and stayed in the network, on their own: nothing of the
    programme concerns this pair."""


class CohortDraft(Table):
    """A cohort that a facilitator is putting together, step by step."""

    __tablename__ = "cohort_draft"

    facilitator_id: Mapped[int] = mapped_column(sa.ForeignKey("facilitator.id"), primary_key=True)
    said: Mapped[dict[str, Any]] = mapped_column(Document)
    """`bot.pairs.drafting.Draft` as JSON."""


class CohortFile(Table):
    """A file of people that a facilitator sent: Telegram holds it until it is fetched and read."""

    __tablename__ = "cohort_file"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    facilitator_id: Mapped[int] = mapped_column(sa.ForeignKey("facilitator.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    file_id: Mapped[str]
    fetch_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)


class Challenge(Table):
    """One wording of the shared challenge; the newest that does not wait counts."""

    __tablename__ = "challenge"
    __table_args__ = (
        sa.UniqueConstraint("pair_id", "version"),
        {"sqlite_autoincrement": True},  # an old button must never mean a newer row
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"))
    version: Mapped[int]
    wording: Mapped[str] = mapped_column(Words)
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"))
    """Who wrote it; None for the imported wording."""
    written_at: Mapped[datetime]
    waits: Mapped[bool] = mapped_column(default=False)
    """It does not count: its writer can still take it back, or did."""


class ProgressUpdate(Table):
    """How it is going, said by one member to their partner."""

    __tablename__ = "progress_update"
    __table_args__ = (
        sa.Index(None, "pair_id", "said_at"),
        {"sqlite_autoincrement": True},  # as above
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"))
    state: Mapped[ProgressState] = mapped_column(choice(ProgressState))
    happened: Mapped[str | None] = mapped_column(Words)
    obstacle: Mapped[str | None] = mapped_column(Words)
    """What is in the way, when stuck."""
    said_at: Mapped[datetime]
    words_shared_at: Mapped[datetime | None]
    """When the partner got the words; the state alone is theirs at once."""
    tell_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the partner is told of the state, unless words take it along; None once told."""


class Owner(StrEnum):
    """Who does the next step, seen from who wrote it."""

    ME = "me"
    BOTH = "both"
    PARTNER = "partner"


class StepState(StrEnum):
    """How a next step stands."""

    OPEN = "open"
    ASKED = "asked"
    """A request to the partner that is not answered yet."""
    DECLINED = "declined"
    DONE = "done"
    DROPPED = "dropped"


class NextStep(Table):
    """What to do next, by when, and who does it."""

    __tablename__ = "next_step"
    __table_args__ = (
        sa.Index(None, "state", "remind_at"),
        sa.Index(None, "state", "remind_partner_at"),
        {"sqlite_autoincrement": True},  # as above
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"), index=True)
    update_id: Mapped[int | None] = mapped_column(sa.ForeignKey("progress_update.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"))
    """Who wrote it."""
    owner: Mapped[Owner] = mapped_column(choice(Owner))
    what: Mapped[str] = mapped_column(Words)
    due_on: Mapped[date | None]
    remind_at: Mapped[datetime | None]
    """When it is brought back to its writer; None once it was, or without a date."""
    remind_partner_at: Mapped[datetime | None]
    """The same for the writer's partner, where the step is theirs too."""
    shared_at: Mapped[datetime | None]
    """When the partner got to see it."""
    state: Mapped[StepState] = mapped_column(choice(StepState))
    written_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class NoteKind(StrEnum):
    """Where words that answer nothing were put."""

    UNPLACED = "unplaced"
    """Kept until the person says what to do with them."""
    SELF = "self"
    PARTNER = "partner"
    FACILITATOR = "facilitator"
    GONE = "gone"
    """Its words were forgotten, or became something else."""


class Note(Table):
    """Words outside any prompt: to oneself, to the partner, to the facilitator, or unplaced."""

    __tablename__ = "note"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it once

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"), index=True)
    kind: Mapped[NoteKind] = mapped_column(choice(NoteKind))
    words: Mapped[str | None] = mapped_column(Words)
    facilitator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("facilitator.id"))
    """The one facilitator whom it is for; None means all who run the cohort."""
    written_at: Mapped[datetime]
    passed_on_at: Mapped[datetime | None]


UPDATES_TO_TELL = Timed(ProgressUpdate, ProgressUpdate.tell_at)
STEPS_TO_REMIND = Timed(NextStep, NextStep.remind_at, NextStep.state == StepState.OPEN)
STEPS_TO_REMIND_PARTNER = Timed(
    NextStep, NextStep.remind_partner_at, NextStep.state == StepState.OPEN
)
FILES_TO_FETCH = Timed(CohortFile, CohortFile.fetch_at)
