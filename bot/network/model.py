"""The tables of asks, exchanges, links, the library and moderation.

Everything that an old button may name has ids that are never given twice.
"""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.people.model import Role
from bot.store.base import Table, Words, choice
from bot.store.due import Timed

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


class Exclusion(Table):
    """Two pairs that are not to meet in the network, whoever of them wished so."""

    __tablename__ = "exclusion"

    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"), primary_key=True)
    other_pair_id: Mapped[int] = mapped_column(sa.ForeignKey("pair.id"), primary_key=True)
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"), index=True)
    """Who of `pair_id` wished so; None once they are gone."""
    made_at: Mapped[datetime]


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


ASKS_TO_GO = Timed(Ask, Ask.goes_at)
ASKS_TO_FIND_FOR = Timed(Ask, Ask.find_at)
ASKS_TO_TELL_OF = Timed(Ask, Ask.tell_at)
ASKS_TO_CLOSE = Timed(Ask, Ask.closes_at, Ask.state == AskState.OPEN)
OUTCOMES_TO_ASK = Timed(Ask, Ask.outcome_at)
EXCHANGES_TO_LAPSE = Timed(Exchange, Exchange.lapses_at)
ENTRIES_TO_LAPSE = Timed(Entry, Entry.lapses_at)
LINKS_TO_WARN = Timed(Link, Link.warn_at)
LINKS_TO_END = Timed(
    Link, Link.ends_at, *(Link.state == each for each in (LinkState.PROPOSED, LinkState.OPEN))
)
