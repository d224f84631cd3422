"""The tables of the library."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.network.model import NEVER_AGAIN
from bot.store.base import Table, Words, choice
from bot.store.due import Timed


class EntryState(StrEnum):
    """How an entry of the library stands."""

    DRAFT = "draft"
    """Its asking pair chooses what stands in it."""
    PROPOSED = "proposed"
    """Everybody who wrote is asked."""
    PUBLISHED = "published"
    HIDDEN = "hidden"
    """Reported: shown nowhere until a facilitator has decided."""
    REFUSED = "refused"
    """Somebody who wrote said no, or took the yes back."""
    REMOVED = "removed"


class Entry(Table):
    """An ask with what was said to it, kept in the network's library without names."""

    __tablename__ = "entry"
    __table_args__ = (sa.Index(None, "state", "published_at"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    ask_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ask.id"), unique=True)
    """None once the asking pair's own words are erased after their programme."""
    state: Mapped[EntryState] = mapped_column(choice(EntryState))
    question: Mapped[str] = mapped_column(Words)
    told: Mapped[str] = mapped_column(Words)
    """The responses, as paragraphs."""
    outcome: Mapped[str | None] = mapped_column(Words)
    left_out: Mapped[str] = mapped_column(default="")
    """Ids of the responses that shall not stand in it, separated by spaces."""
    topics: Mapped[str] = mapped_column(Words, default="")
    meaning: Mapped[str | None] = mapped_column(Words)
    proposed_at: Mapped[datetime]
    lapses_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the proposal is over if not everybody agreed."""
    published_at: Mapped[datetime | None]


class EntryWish(Table):
    """What one who wrote says to becoming part of the library."""

    __tablename__ = "entry_wish"

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"), primary_key=True, index=True)
    agrees: Mapped[bool | None]
    """None until they say."""
    said_at: Mapped[datetime | None]


ENTRIES_TO_LAPSE = Timed(Entry, Entry.lapses_at)
