"""Two pairs that are not to meet again, found by what they last said to each other."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask
from bot.network.exchanging import exchanges
from bot.network.exchanging.model import Exchange, ExchangeState
from bot.network.linking.links import close_between
from bot.network.safety.apart import exclude
from bot.network.safety.model import Exclusion
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.people.model import Member


def block(session: Session, *, now: datetime, member: Member, exchange: Exchange) -> bool:
    """Keep the two pairs of an exchange apart; False when they were already.

    Nothing more is relayed between them, in this exchange or any other. The partner hears
    of it, the other pair does not.
    """
    other = other_pair(session, exchange, member.pair_id)
    for between in _between(session, member.pair_id, other):
        between.state, between.lapses_at = ExchangeState.ENDED, None
        close_between(session, now=now, exchange_ids=[between.id])
    if not exclude(session, now=now, member=member, other_pair_id=other):
        return False
    _tell_partner(session, member, exchange, now=now)
    return True


def _tell_partner(session: Session, member: Member, exchange: Exchange, *, now: datetime) -> None:
    partner = partner_of(session, member)
    if partner is None:
        return
    asking = not exchanges.asks(session, member, exchange)
    who = exchanges.label(session, now=now, exchange=exchange, asking=asking)
    news = News(
        copy="network-partner-blocked", args={"name": member.name, "who": [who]}, counted=False
    )
    tell(session, now=now, reader=partner, news=news)


def blocked(session: Session, pair_id: int) -> list[Exchange]:
    """Return the newest exchange with each pair that this one does not wish to meet."""
    others = session.scalars(
        sa.select(Exclusion.other_pair_id)
        .where(Exclusion.pair_id == pair_id)
        .order_by(Exclusion.made_at)
    ).all()
    found = [_between(session, pair_id, other) for other in others]
    return [between[0] for between in found if between]


def other_pair(session: Session, exchange: Exchange, pair_id: int) -> int:
    """Return the pair at the other side of an exchange."""
    asking = session.get_one(Ask, exchange.ask_id).pair_id
    return exchange.pair_id if pair_id == asking else asking


def asks_named(session: Session, exchange: Exchange) -> bool:
    """Tell whether the asking pair showed its names."""
    return session.get_one(Ask, exchange.ask_id).named


def _between(session: Session, one: int, other: int) -> list[Exchange]:
    return list(
        session.scalars(
            sa.select(Exchange)
            .join(Ask, Ask.id == Exchange.ask_id)
            .where(
                sa.or_(
                    (Ask.pair_id == one) & (Exchange.pair_id == other),
                    (Ask.pair_id == other) & (Exchange.pair_id == one),
                )
            )
            .order_by(Exchange.id.desc())
        )
    )
