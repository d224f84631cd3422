"""The tables of what two pairs say to each other about an ask."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.network.model import NEVER_AGAIN
from bot.people.model import Role
from bot.store.base import Table, Words, choice
from bot.store.due import Timed


class ExchangeState(StrEnum):
    """How an ask stands with one of the pairs that it was brought to."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    """Not this time."""
    SILENT = "silent"
    """Eight of the pair's waking hours went by; they may still answer."""
    ENDED = "ended"
    """Closed, blocked or taken away: nothing more is relayed."""


class Why(StrEnum):
    """Why a pair was asked."""

    TOPIC = "topic"
    """They worked on the same topic; `why_topic` names it."""
    CHALLENGE = "challenge"
    """Their challenge is near to it."""
    FURTHER = "further"
    """They are further on."""
    FRESH = "fresh"
    """They come from elsewhere."""
    TURN = "turn"
    """It is their turn: nothing else speaks for them."""
    POINTED = "pointed"
    """A facilitator thought of them."""
    FOUND = "found"
    """They found it themselves among the open asks."""


class Exchange(Table):
    """One ask and one pair that it was brought to: what the two say to each other about it."""

    __tablename__ = "exchange"
    __table_args__ = (
        sa.UniqueConstraint("ask_id", "pair_id"),
        sa.Index(None, "pair_id", "asked_at"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    ask_id: Mapped[int] = mapped_column(sa.ForeignKey("ask.id"))
    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"))
    state: Mapped[ExchangeState] = mapped_column(choice(ExchangeState))
    why: Mapped[Why] = mapped_column(choice(Why))
    why_topic: Mapped[str | None]
    named: Mapped[bool] = mapped_column(default=False)
    """The responding pair shows its names; else "A pair in Oxford, further on"."""
    names_wished: Mapped[Role | None] = mapped_column(choice(Role))
    """Which half of it wished to show them, while the other has not said."""
    asked_at: Mapped[datetime]
    lapses_at: Mapped[datetime | None] = mapped_column(index=True)
    """When silence brings the next pair; None once they answered or declined."""


class ResponseKind(StrEnum):
    """What a relayed message is."""

    THOUGHT = "thought"
    BEEN_THERE = "been_there"
    REPLY = "reply"
    """A further message of either side."""
    THANKS = "thanks"


class ResponseState(StrEnum):
    """How a relayed message stands."""

    WAITING = "waiting"
    """Its writer can still change it: `bot.sharing` holds it."""
    SENT = "sent"
    KEPT = "kept"
    """Kept to themselves, or taken back."""
    HIDDEN = "hidden"
    """Reported: shown nowhere until a facilitator has decided."""
    REMOVED = "removed"


class Response(Table):
    """One message within an exchange."""

    __tablename__ = "response"
    __table_args__ = (sa.Index(None, "exchange_id", "sent_at"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    exchange_id: Mapped[int] = mapped_column(sa.ForeignKey("exchange.id"))
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"), index=True)
    """Who wrote it; None once they are gone."""
    from_asker: Mapped[bool]
    kind: Mapped[ResponseKind] = mapped_column(choice(ResponseKind))
    state: Mapped[ResponseState] = mapped_column(choice(ResponseState))
    words: Mapped[str | None] = mapped_column(Words)
    voice: Mapped[str | None] = mapped_column(Words)
    """Telegram's handle of a voice note that its writer chose to send."""
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    helped: Mapped[bool] = mapped_column(default=False)
    """The asking pair marked it as what helped."""


EXCHANGES_TO_LAPSE = Timed(Exchange, Exchange.lapses_at)
