"""How a member takes part in the network, and what all its tables share."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table, choice

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""An old button must never mean a newer row."""


class Use(StrEnum):
    """Which of a member's words may be compared with asks; nobody gets to read them."""

    NOTHING = "nothing"
    CHALLENGE = "challenge"
    EVERYTHING = "everything"
    """Progress and what they wrote to other pairs as well."""


class NetworkWish(Table):
    """How a member wants to take part; without a row the defaults below count."""

    __tablename__ = "network_wish"

    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"), primary_key=True)
    use: Mapped[Use] = mapped_column(choice(Use), default=Use.CHALLENGE)
    asks_a_week: Mapped[int] = mapped_column(default=1)
    """How many asks may come to the pair in seven days; of two partners the lower counts."""
    muted_until: Mapped[datetime | None]
