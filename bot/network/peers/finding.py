"""Brings an ask to pairs that may help: three at first, then the next for each that does not."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from textwrap import shorten
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network import wishes
from bot.network.asking import asks
from bot.network.asking.model import ASKS_TO_FIND_FOR, Ask, AskState
from bot.network.asking.texts import card_args
from bot.network.exchanging.model import EXCHANGES_TO_LAPSE, Exchange, ExchangeState, Why
from bot.network.exchanging.taps import BeenThere, NotThisTime, ReportIt, ShareThought
from bot.network.labels import members_here, zone_of_pair
from bot.network.library.entries import helping
from bot.network.library.taps import ReadEntry
from bot.network.peers import reach
from bot.network.peers.meaning import vector
from bot.network.peers.model import ComparedText, Source
from bot.network.peers.ranking import Found, rank
from bot.network.peers.topics import spoken
from bot.network.safety.model import Reported
from bot.network.safety.telling import about
from bot.pairs.relay import News, tell
from bot.people.local import after_waking_hours
from bot.post.content import Arg, Button, Buttons
from bot.store.due import part

AT_A_TIME = 3
"""So many pairs have it, and have neither declined nor kept silent."""
SILENCE = 8
"""Waking hours after which the next pair is asked."""
LOOK_AGAIN = timedelta(hours=6)
"""When too few are free."""
ON_A_BUTTON = 40
"""Letters of a question."""
HAVING = (ExchangeState.ASKED, ExchangeState.ANSWERED)


@part(ASKS_TO_FIND_FOR)
def find_due(session: Session, now: datetime, limit: int) -> int:
    """Bring asks to further pairs: a part of the planner."""
    due = ASKS_TO_FIND_FOR.rows(session, now, limit)
    for ask in due:
        if ask.state is not AskState.OPEN:
            ask.find_at = None
        elif ask.hidden:  # nobody new sees it until a facilitator has decided
            ask.find_at = now + LOOK_AGAIN
        else:
            _find(session, now=now, ask=ask)
    return len(due)


def _find(session: Session, *, now: datetime, ask: Ask) -> None:
    is_first = ask.meaning is None
    if is_first:
        ask.meaning = vector(asks.words_of(ask))
    wanted = AT_A_TIME - _having(session, ask)
    found = likeliest(session, now=now, ask=ask, limit=wanted) if wanted > 0 else []
    for one in found:
        bring(session, now=now, ask=ask, pair_id=one.pair_id, why=one.why, why_topic=one.topic)
    ask.find_at = now + LOOK_AGAIN if len(found) < wanted else None
    if is_first:
        _tell_of_library(session, now=now, ask=ask)
        if not found:
            news = News(copy="ask-nobody-free", args={}, counted=False)
            tell_askers(session, now=now, ask=ask, news=news)


def _having(session: Session, ask: Ask) -> int:
    having = sa.select(sa.func.count()).where(Exchange.ask_id == ask.id, Exchange.state.in_(HAVING))
    return session.scalar(having) or 0


class Kept(NamedTuple):
    """A row of `ComparedText`: thousands are looked at, which would take long as objects."""

    pair_id: int
    source: Source
    meaning: str
    topics: str


def likeliest(session: Session, *, now: datetime, ask: Ask, limit: int) -> Sequence[Found]:
    """Return the pairs most likely to help that may be asked now, and do not have it yet."""
    columns = (
        ComparedText.pair_id,
        ComparedText.source,
        ComparedText.meaning,
        ComparedText.topics,
    )
    texts = [Kept(*row) for row in session.execute(sa.select(*columns))]
    sought = reach.sought(session, now=now, ask=ask)
    return rank(sought, reach.peers(session, now=now, ask=ask), texts, limit=limit)


def bring(
    session: Session,
    *,
    now: datetime,
    ask: Ask,
    pair_id: int,
    why: Why,
    why_topic: str | None = None,
) -> Exchange:
    """Bring an ask to a pair and queue the card for those of it who take part.

    A pair that has it already gets no second card, nor one that found the ask itself.
    """
    had = sa.select(Exchange).where(Exchange.ask_id == ask.id, Exchange.pair_id == pair_id)
    exchange = session.scalar(had)
    if exchange is not None:
        return exchange
    exchange = Exchange(
        ask_id=ask.id,
        pair_id=pair_id,
        state=ExchangeState.ASKED,
        why=why,
        why_topic=why_topic,
        asked_at=now,
        lapses_at=after_waking_hours(now, zone_of_pair(session, pair_id), SILENCE),
    )
    session.add(exchange)
    session.flush()
    if why is not Why.FOUND:
        _queue_card(session, now=now, ask=ask, exchange=exchange)
    return exchange


def _queue_card(session: Session, *, now: datetime, ask: Ask, exchange: Exchange) -> None:
    for member in members_here(session, exchange.pair_id):
        if wishes.takes_part(session, now=now, member=member):
            news = News(
                copy="ask-came",
                args=came_args(session, now=now, ask=ask, exchange=exchange),
                words=asks.words_of(ask),
                buttons=card_buttons(exchange),
                about=about(Reported.ASK, ask.id),
            )
            tell(session, now=now, reader=member, news=news)


def came_args(
    session: Session, *, now: datetime, ask: Ask, exchange: Exchange
) -> Mapping[str, Arg]:
    """Return the arguments of `ask-came`: the ask, and why this pair."""
    topic = exchange.why_topic
    return {
        **card_args(session, now=now, ask=ask),
        "why": exchange.why.value,
        "why_topic": [spoken(topic)] if topic else "",
    }


def card_buttons(exchange: Exchange) -> Buttons:
    """Return what a pair can do with an ask."""
    return [
        [Button("ask-share-thought", ShareThought(exchange=exchange.id))],
        [Button("ask-been-there", BeenThere(exchange=exchange.id))],
        [
            Button("ask-not-this-time", NotThisTime(exchange=exchange.id)),
            Button("ask-report", ReportIt(what=Reported.ASK, ref=exchange.ask_id)),
        ],
    ]


@part(EXCHANGES_TO_LAPSE)
def lapse_due(session: Session, now: datetime, limit: int) -> int:
    """Take silence for an answer, and look for the next pair: a part of the planner."""
    due = EXCHANGES_TO_LAPSE.rows(session, now, limit)
    for exchange in due:
        exchange.lapses_at = None
        ask = session.get_one(Ask, exchange.ask_id, with_for_update=True)
        if exchange.state is ExchangeState.ASKED and ask.state is AskState.OPEN:
            exchange.state, ask.find_at = ExchangeState.SILENT, now
    return len(due)


def tell_askers(session: Session, *, now: datetime, ask: Ask, news: News) -> None:
    """Tell both of the pair that asks; each in their waking hours."""
    for member in members_here(session, ask.pair_id):
        tell(session, now=now, reader=member, news=news)


def _tell_of_library(session: Session, *, now: datetime, ask: Ask) -> None:
    entries = helping(session, ask=ask)
    buttons = [
        [
            Button(
                "ask-library-entry",
                ReadEntry(entry=entry.id),
                {"words": shorten(entry.question, ON_A_BUTTON, placeholder="…")},
            )
        ]
        for entry in entries
    ]
    if entries:
        args = {"count": len(entries)}
        news = News(copy="ask-library", args=args, buttons=buttons, counted=False)
        tell_askers(session, now=now, ask=ask, news=news)
