"""What a pair asked, and what it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Exchange, Response, ResponseState
from bot.people.model import Member

SHOWN = (
    AskState.DRAFT,
    AskState.CHECKING,
    AskState.AWAITING,
    AskState.OPEN,
    AskState.CLOSED,
    AskState.REMOVED,
)
UNFINISHED = (AskState.DRAFT, AskState.CHECKING)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One ask: the pair's own, or one that it heard by `exchange`."""

    at: datetime
    ask: Ask
    exchange: Exchange | None
    answers: int
    """How many pairs answered, for an ask of one's own."""


def items_of(session: Session, *, member: Member) -> Sequence[Item]:
    """Return everything of the member's pair, the newest first; drafts only one's own."""
    own = session.scalars(
        sa.select(Ask).where(
            Ask.pair_id == member.pair_id,
            Ask.state.in_(SHOWN),
            Ask.state.not_in(UNFINISHED) | (Ask.member_id == member.id),
            Ask.question != "",
        )
    ).all()
    answers = _answers(session, member.pair_id)
    items = [
        Item(at=ask.written_at, ask=ask, exchange=None, answers=answers.get(ask.id, 0))
        for ask in own
    ]
    heard = session.execute(
        sa.select(Exchange, Ask)
        .join(Ask, Ask.id == Exchange.ask_id)
        .where(Exchange.pair_id == member.pair_id, ~Ask.hidden, Ask.question != "")
        .where(Ask.state.in_((AskState.OPEN, AskState.CLOSED)))
    )
    items += [
        Item(at=exchange.asked_at, ask=ask, exchange=exchange, answers=0) for exchange, ask in heard
    ]
    return sorted(items, key=lambda item: item.at, reverse=True)


def has_heard(session: Session, *, ask: Ask, pair_id: int) -> bool:
    """Tell whether an ask was brought to a pair before."""
    known = sa.select(Exchange.id).where(Exchange.ask_id == ask.id, Exchange.pair_id == pair_id)
    return session.scalar(known) is not None


def _answers(session: Session, pair_id: int) -> dict[int, int]:
    """Return how many pairs answered each ask of this pair."""
    found = session.execute(
        sa.select(Exchange.ask_id, sa.func.count(Exchange.id.distinct()))
        .join(Ask, Ask.id == Exchange.ask_id)
        .join(Response, Response.exchange_id == Exchange.id)
        .where(
            Ask.pair_id == pair_id,
            ~Response.from_asker,
            Response.state == ResponseState.SENT,
        )
        .group_by(Exchange.ask_id)
    )
    return {ask_id: count for ask_id, count in found}  # noqa: C416 - rows, not pairs
