"""The tables of digests, and of the reminders that a programme brings ready-made."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table
from bot.store.due import Timed


class Digest(Table):
    """On which morning a facilitator gets the week's digest."""

    __tablename__ = "digest"

    facilitator_id: Mapped[int] = mapped_column(sa.ForeignKey("facilitator.id"), primary_key=True)
    weekday: Mapped[int]
    """Monday is 0."""
    zone: Mapped[str]
    """Whose morning."""
    next_at: Mapped[datetime] = mapped_column(index=True)


class ReminderWatch(Table):
    """When a workshop's ready-made reminders are next looked at."""

    __tablename__ = "reminder_watch"

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """The workshop's."""
    day: Mapped[date]
    """The workshop's when this was worked out; another day means that it was moved."""
    look_at: Mapped[datetime | None] = mapped_column(index=True)


class Reminder(Table):
    """One ready-made reminder that was shown to a facilitator before it goes."""

    __tablename__ = "reminder"
    __table_args__ = (sa.UniqueConstraint("cohort_id", "number", "day", "reminder_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    number: Mapped[int]
    """The workshop's."""
    day: Mapped[date]
    """The workshop's, as it is in the words."""
    reminder_id: Mapped[str]
    """What the programme calls it."""
    broadcast_id: Mapped[int] = mapped_column(sa.ForeignKey("broadcast.id"))
    shown_at: Mapped[datetime]


DIGESTS_TO_SEND = Timed(Digest, Digest.next_at)
WATCHES_TO_LOOK_AT = Timed(ReminderWatch, ReminderWatch.look_at)
