"""**This helped**: the pair that wrote it is told."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network.exchanging import exchanges
from bot.network.exchanging.model import Exchange, Response, ResponseState
from bot.network.labels import members_here
from bot.pairs.relay import News, tell

SHOWN = 200
"""Characters of their own words by which they know them again."""


def require_thankable(session: Session, response: Response) -> Exchange:
    """Return the exchange of an answer; raises `RefusalError` when thanks reach nobody now."""
    exchange = session.get_one(Exchange, response.exchange_id)
    if response.state is not ResponseState.SENT or not exchanges.may_thank(session, exchange):
        raise RefusalError("exchange-over")
    return exchange


def mark_helped(session: Session, *, now: datetime, response: Response) -> bool:
    """Mark an answer as what helped and tell who wrote it; False when it was marked before."""
    exchange = require_thankable(session, response)
    if response.helped:
        return False
    response.helped = True
    who = exchanges.label(session, now=now, exchange=exchange, asking=True)
    words = response.words or ""
    news = News(
        copy="exchange-was-helpful",
        args={"who": [who], "ask": exchanges.excerpt(exchanges.ask_of(session, exchange))},
        words=words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()} …",
        counted=False,
    )
    for reader in members_here(session, exchange.pair_id):
        tell(session, now=now, reader=reader, news=news)
    return True
