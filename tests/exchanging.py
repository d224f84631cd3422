"""An ask that has come to a pair, for scenarios of what the two say to each other.

Written straight into the database: how an ask is written and finds its peers is another story.
"""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState, Help
from bot.network.exchanging.model import Exchange, ExchangeState, Why
from bot.network.exchanging.taps import ShareThought
from bot.people.model import Member
from tests.network import QUESTION, Network, Peers, forges
from tests.world import Phone


@dataclass(frozen=True, kw_only=True)
class Brought:
    """The ids of an ask and of its exchange with one pair."""

    ask: int
    exchange: int


def asked(net: Network, *, named: bool = False, question: str = QUESTION) -> int:
    """Let Asha's and Tom's pair have an open ask; return its id."""
    now = net.world.clock.now()
    asha = _member(net, net.asha.id)
    ask = Ask(
        pair_id=asha.pair_id, member_id=asha.id, state=AskState.OPEN, question=question,
        topics="", help=Help.IDEA, named=named, days=5, written_at=now, opened_at=now,
        closes_at=now + timedelta(days=5), tell_at=now + timedelta(days=1),
    )  # fmt: skip
    return net.world.writes(ask).id


def brought(net: Network, to: Peers, *, ask: int | None = None, named: bool = False) -> Brought:
    """Let an ask, a new one unless given, have come to a pair."""
    ask = ask or asked(net, named=named)
    now = net.world.clock.now()
    exchange = net.world.writes(
        Exchange(
            ask_id=ask, pair_id=to.pair_id, state=ExchangeState.ASKED, why=Why.FRESH,
            asked_at=now, lapses_at=now + timedelta(hours=8),
        )
    )  # fmt: skip
    return Brought(ask=ask, exchange=exchange.id)


def _member(net: Network, chat_id: int) -> Member:
    return net.world.app.store.read(
        lambda session: session.scalars(sa.select(Member).where(Member.chat_id == chat_id)).one()
    )


def close(net: Network, ask: int) -> None:
    """Close an ask, with what came of it to be asked two weeks later."""
    now = net.world.clock.now()

    def work(session: Session) -> None:
        closed = session.get_one(Ask, ask)
        closed.state, closed.closed_at = AskState.CLOSED, now
        closed.outcome_at = now + timedelta(weeks=2)
        session.execute(
            sa.update(Exchange).where(Exchange.ask_id == ask).values(state=ExchangeState.ENDED)
        )

    net.world.app.store.write(work)


def the(net: Network, made: Brought) -> Exchange:
    """Return an exchange as it stands."""
    return net.world.app.store.read(lambda session: session.get_one(Exchange, made.exchange))


def leaves(net: Network, phone: Phone) -> None:
    """Let a member have left."""

    def work(session: Session) -> None:
        member = session.scalars(sa.select(Member).where(Member.chat_id == phone.id)).one()
        member.left_at = net.world.clock.now()

    net.world.app.store.write(work)


async def answers(phone: Phone, made: Brought, words: str = "We read them aloud.") -> None:
    """Share a thought and let it go."""
    await forges(phone, ShareThought(exchange=made.exchange))
    await phone.sends(words)
    await phone.taps("Send now")
