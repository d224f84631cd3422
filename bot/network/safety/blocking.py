"""Two pairs that are not to meet again, found by what they last said to each other."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.linking.links import close_between
from bot.network.model import Ask, Exchange, ExchangeState, Exclusion
from bot.network.safety.apart import exclude
from bot.people.model import Member


def block(session: Session, *, now: datetime, member: Member, exchange: Exchange) -> bool:
    """Keep the two pairs of an exchange apart; nobody is told. False when they were already.

    Nothing more is relayed between them, in this exchange or any other.
    """
    other = other_pair(session, exchange, member.pair_id)
    for between in _between(session, member.pair_id, other):
        between.state, between.lapses_at = ExchangeState.ENDED, None
        close_between(session, now=now, exchange_ids=[between.id])
    return exclude(session, now=now, member=member, other_pair_id=other)


def blocked(session: Session, pair_id: int) -> list[Exchange]:
    """Return the newest exchange with each pair that this one does not wish to meet."""
    others = session.scalars(
        sa.select(Exclusion.other_pair_id)
        .where(Exclusion.pair_id == pair_id)
        .order_by(Exclusion.made_at)
    ).all()
    found = [_between(session, pair_id, other) for other in others]
    return [exchanges[0] for exchanges in found if exchanges]


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
