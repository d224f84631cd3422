"""The table of what may be compared with asks."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.network.model import NEVER_AGAIN
from bot.store.base import Table, Words, choice


class Source(StrEnum):
    """Where a compared text stands."""

    CHALLENGE = "challenge"
    PROGRESS = "progress"
    RESPONSE = "response"


class ComparedText(Table):
    """What one text of a pair means, as numbers: asks are compared with it."""

    __tablename__ = "compared_text"
    __table_args__ = (sa.UniqueConstraint("source", "ref_id"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"), index=True)
    """Who wrote it; None for an imported challenge."""
    source: Mapped[Source] = mapped_column(choice(Source))
    ref_id: Mapped[int]
    meaning: Mapped[str] = mapped_column(Words)
    """`bot.network.peers.meaning`: a vector as text."""
    topics: Mapped[str] = mapped_column(Words)
    """Ids of topics, separated by spaces."""
