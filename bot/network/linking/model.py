"""The tables of pairs that are put in touch."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.network.exchanging.model import ResponseState
from bot.network.model import NEVER_AGAIN
from bot.store.base import Table, Words, choice
from bot.store.due import Timed


class LinkKind(StrEnum):
    """How two pairs are put in touch."""

    DETAILS = "details"
    """Names and the contact details that each chose."""
    CHAT = "chat"
    """A chat of the four, relayed by the bot for 30 days."""


class LinkState(StrEnum):
    """How a link stands."""

    PROPOSED = "proposed"
    OPEN = "open"
    REFUSED = "refused"
    CLOSED = "closed"


class Link(Table):
    """Two pairs that are put in touch once all four people agreed."""

    __tablename__ = "link"
    __table_args__ = (sa.Index(None, "state", "ends_at"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    exchange_id: Mapped[int] = mapped_column(sa.ForeignKey("exchange.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind))
    state: Mapped[LinkState] = mapped_column(choice(LinkState))
    proposed_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    """When the proposal lapses or the chat ends."""
    warn_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the four are told that their chat ends soon; None once they were."""


class LinkPlace(Table):
    """What one of the four said to a link."""

    __tablename__ = "link_place"

    link_id: Mapped[int] = mapped_column(sa.ForeignKey("link.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"), primary_key=True, index=True)
    agrees: Mapped[bool | None]
    """None until they say."""
    contact: Mapped[str | None] = mapped_column(Words)
    """What the others may reach them by, in their own words."""
    said_at: Mapped[datetime | None]


class LinkMessage(Table):
    """One message in the chat of four."""

    __tablename__ = "link_message"
    __table_args__ = (sa.Index(None, "link_id", "sent_at"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    link_id: Mapped[int] = mapped_column(sa.ForeignKey("link.id"))
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"), index=True)
    state: Mapped[ResponseState] = mapped_column(choice(ResponseState))
    words: Mapped[str | None] = mapped_column(Words)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


LINKS_TO_WARN = Timed(Link, Link.warn_at)
LINKS_TO_END = Timed(
    Link, Link.ends_at, *(Link.state == each for each in (LinkState.PROPOSED, LinkState.OPEN))
)
