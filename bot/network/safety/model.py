"""The tables of reports, and of pairs that are not to meet."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.network.model import NEVER_AGAIN
from bot.store.base import Table, Words, choice


class Exclusion(Table):
    """Two pairs that are not to meet in the network, whoever of them wished so."""

    __tablename__ = "exclusion"

    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"), primary_key=True)
    other_pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"), primary_key=True)
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"), index=True)
    """Who of `pair_id` wished so; None once they are gone."""
    made_at: Mapped[datetime]


class Reported(StrEnum):
    """What was reported; `ref_id` is its id."""

    ASK = "ask"
    RESPONSE = "response"
    LINK_MESSAGE = "link_message"
    ENTRY = "entry"


class Ruling(StrEnum):
    """What a facilitator decided."""

    FINE = "fine"
    WARNED = "warned"
    REMOVED = "removed"


class Report(Table):
    """Something that a member reported to the facilitators."""

    __tablename__ = "report"
    __table_args__ = (
        sa.Index(None, "what", "ref_id"),
        sa.Index(None, "ruled_at", "made_at"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    what: Mapped[Reported] = mapped_column(choice(Reported))
    ref_id: Mapped[int]
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"), index=True)
    """Who reported it; None once they are gone."""
    words: Mapped[str] = mapped_column(Words)
    """The reported text as it stood, and nothing else."""
    made_at: Mapped[datetime]
    ruling: Mapped[Ruling | None] = mapped_column(choice(Ruling))
    facilitator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("facilitator.id"))
    ruled_at: Mapped[datetime | None]
