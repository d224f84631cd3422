"""An exchange: who is on which side of it, whether it goes on, and **Not this time**."""

from datetime import datetime
from textwrap import shorten

from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Exchange, ExchangeState
from bot.network.labels import described
from bot.network.safety.apart import excluded_pairs
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.people.model import Member
from bot.post.content import Line

EXCERPT = 120


def ask_of(session: Session, exchange: Exchange) -> Ask:
    """Return what the two pairs speak about."""
    return session.get_one(Ask, exchange.ask_id)


def asks(session: Session, member: Member, exchange: Exchange) -> bool:
    """Tell whether the member's pair is the one that asks; else it is the one that was asked."""
    return member.pair_id == ask_of(session, exchange).pair_id


def pair_across(session: Session, exchange: Exchange, *, from_asker: bool) -> int:
    """Return the pair at the other side."""
    return exchange.pair_id if from_asker else ask_of(session, exchange).pair_id


def label(session: Session, *, now: datetime, exchange: Exchange, asking: bool) -> Line:
    """Return what one side is called by the other."""
    ask = ask_of(session, exchange)
    pair_id = ask.pair_id if asking else exchange.pair_id
    named = ask.named if asking else exchange.named
    return described(session, now=now, pair_id=pair_id, named=named)


def excerpt(ask: Ask) -> str:
    """Return the beginning of the question, by which people know it again."""
    return shorten(ask.question, EXCERPT, placeholder=" …")


def goes_on(session: Session, exchange: Exchange) -> bool:
    """Tell whether words still go from one side to the other."""
    ask = ask_of(session, exchange)
    ended = ask.state is not AskState.OPEN or exchange.state is ExchangeState.ENDED
    return not ended and _may_meet(session, ask, exchange)


def may_thank(session: Session, exchange: Exchange) -> bool:
    """Tell whether thanks, and what came of it, still reach the pair that was asked."""
    ask = ask_of(session, exchange)
    return ask.state in (AskState.OPEN, AskState.CLOSED) and _may_meet(session, ask, exchange)


def _may_meet(session: Session, ask: Ask, exchange: Exchange) -> bool:
    # An exchange also ends when its ask closes: what parts two pairs is their exclusion.
    return not ask.hidden and exchange.pair_id not in excluded_pairs(session, ask.pair_id)


def require(session: Session, exchange: Exchange) -> None:
    """Raise `RefusalError` unless words still go from one side to the other."""
    if not goes_on(session, exchange):
        raise RefusalError("exchange-over")


def decline(session: Session, *, now: datetime, member: Member, exchange: Exchange) -> bool:
    """**Not this time**: the next pair is looked for at once, and the partner knows.

    Returns False when the pair declined before; raises `RefusalError` once it answered, or
    the ask is over.
    """
    require(session, exchange)
    if exchange.state is ExchangeState.ANSWERED:
        raise RefusalError("exchange-answered-already")
    if exchange.state is ExchangeState.DECLINED:
        return False
    exchange.state, exchange.lapses_at = ExchangeState.DECLINED, None
    ask = ask_of(session, exchange)
    ask.find_at = now
    partner = partner_of(session, member)
    if partner is not None:
        args = {"name": member.name, "ask": excerpt(ask)}
        news = News(copy="exchange-partner-declined", args=args, counted=False)
        tell(session, now=now, reader=partner, news=news)
    return True
