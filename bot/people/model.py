"""The tables of members, facilitators and their invitations."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table, Words, choice
from bot.store.due import Timed

EVERY_DAY = 0b111_1111


class Role(StrEnum):
    """Which half of a pair."""

    LAY = "lay"
    PROFESSIONAL = "professional"


class Member(Table):
    """A place in a pair, and the person who took it."""

    __tablename__ = "member"
    __table_args__ = (
        sa.UniqueConstraint("pair_id", "role", "place"),
        sa.Index(
            "uq_member_chat_id_here",
            "chat_id",
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    place: Mapped[int] = mapped_column(default=1)
    """1 for the person imported first, 2 for who replaced them, and so on."""
    name: Mapped[str] = mapped_column(Words)
    """The name to be called by."""
    organisation: Mapped[str | None] = mapped_column(Words)
    email: Mapped[str | None] = mapped_column(Words)
    chat_id: Mapped[int | None]
    """Telegram's numeric id of the person, once the invitation is opened."""
    notice_version: Mapped[str | None]
    consented_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    """When joining was finished: from then on prompts come."""
    left_at: Mapped[datetime | None]
    timezone: Mapped[str | None]
    """Their own zone; None means the cohort's."""
    prompt_time: Mapped[str] = mapped_column(default="18:30")
    """Local wall time `HH:MM`, from 07:00 to 20:59."""
    prompt_days: Mapped[int] = mapped_column(default=EVERY_DAY)
    """A bit for each weekday, Monday the lowest."""
    paused_until: Mapped[date | None]
    """The local day on which prompts come again."""
    resumes_at: Mapped[datetime | None] = mapped_column(index=True)
    """The same as an instant: when prompts come again."""
    partner_awaited_until: Mapped[datetime | None] = mapped_column(index=True)
    """When to tell the facilitator that the partner has not joined; None once it is no matter."""


class Facilitator(Table):
    """Somebody who runs cohorts."""

    __tablename__ = "facilitator"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(Words)
    chat_id: Mapped[int | None] = mapped_column(unique=True)
    organiser: Mapped[bool] = mapped_column(default=False)
    """Sees every cohort."""
    joined_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class FacilitatorCohort(Table):
    """Which cohorts a facilitator runs."""

    __tablename__ = "facilitator_cohort"

    facilitator_id: Mapped[int] = mapped_column(sa.ForeignKey("facilitator.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), primary_key=True)


class Invitation(Table):
    """A single-use way in, as a link and as a typed code; both are kept only as hashes."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"), index=True)
    facilitator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("facilitator.id"))
    link_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class WrongTry(Table):
    """One wrong code from one chat; five in an hour bring a pause."""

    __tablename__ = "wrong_try"
    __table_args__ = (sa.Index(None, "chat_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    chat_id: Mapped[int]
    at: Mapped[datetime]


class Keeping(Table):
    """Secrets that the installation makes for itself at first use."""

    __tablename__ = "keeping"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Words)


PAUSES_TO_END = Timed(Member, Member.resumes_at)
MEMBERS_ALONE = Timed(Member, Member.partner_awaited_until)
