"""The tables of asks."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.network.model import NEVER_AGAIN
from bot.store.base import Table, Words, choice
from bot.store.due import Timed


class Help(StrEnum):
    """What kind of help an ask is for."""

    IDEA = "idea"
    EXPERIENCE = "experience"
    CONTACT = "contact"
    EYES = "eyes"
    """A second pair of eyes."""


class AskState(StrEnum):
    """How an ask stands."""

    DRAFT = "draft"
    CHECKING = "checking"
    """Its words may identify somebody: it goes nowhere until its writer decides."""
    AWAITING = "awaiting"
    """The partner may agree, or say wait."""
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    """Taken back before anybody saw it."""
    REMOVED = "removed"
    """Taken away by a facilitator."""


class Ask(Table):
    """A question from a pair to the network."""

    __tablename__ = "ask"
    __table_args__ = (sa.Index(None, "state", "closes_at"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"), index=True)
    """Who wrote it; None once they are gone."""
    state: Mapped[AskState] = mapped_column(choice(AskState))
    question: Mapped[str] = mapped_column(Words)
    background: Mapped[str | None] = mapped_column(Words)
    topics: Mapped[str] = mapped_column(Words, default="")
    """Ids of topics, separated by spaces."""
    help: Mapped[Help] = mapped_column(choice(Help), default=Help.IDEA)
    named: Mapped[bool] = mapped_column(default=False)
    """Asked as the pair, with both first names; else without names."""
    days: Mapped[int] = mapped_column(default=5)
    """How long it stays open once it went."""
    meaning: Mapped[str | None] = mapped_column(Words)
    """As in `ComparedText`; there once it is open."""
    hidden: Mapped[bool] = mapped_column(default=False)
    """Reported: nobody new sees it until a facilitator has decided."""
    written_at: Mapped[datetime]
    partner_said_wait: Mapped[bool] = mapped_column(default=False)
    goes_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it may go without names although the partner has said nothing; with names, when its
    writer hears that there is no yes."""
    opened_at: Mapped[datetime | None]
    find_at: Mapped[datetime | None] = mapped_column(index=True)
    """When further pairs are to be found for it; None while enough have it."""
    tell_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the facilitators are told that nobody has answered; None once it is no matter."""
    told_at: Mapped[datetime | None]
    """When they were: from then on they see its words, and not whose they are."""
    desk_answer: Mapped[str | None] = mapped_column(Words)
    """What facilitators wrote to the asking pair, as paragraphs."""
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome_at: Mapped[datetime | None] = mapped_column(index=True)
    """When its pair is asked what came of it; None once asked, or without a response."""
    outcome_put_off: Mapped[bool] = mapped_column(default=False)
    """They said it was too early: they are asked once more."""
    outcome: Mapped[str | None] = mapped_column(Words)
    """What came of it; empty where they said that nothing did, None until they say."""


ASKS_TO_GO = Timed(Ask, Ask.goes_at)
ASKS_TO_FIND_FOR = Timed(Ask, Ask.find_at)
ASKS_TO_TELL_OF = Timed(Ask, Ask.tell_at)
ASKS_TO_CLOSE = Timed(Ask, Ask.closes_at, Ask.state == AskState.OPEN)
OUTCOMES_TO_ASK = Timed(Ask, Ask.outcome_at)
