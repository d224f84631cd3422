"""Who takes part in the network, who is kept apart, and how much one may send."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network import wishes
from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import (
    Exchange,
    ExchangeState,
    Response,
    ResponseKind,
    ResponseState,
    Why,
)
from bot.network.model import Use
from bot.network.peers.model import ComparedText, Source
from bot.network.safety import apart, limits, reporting
from bot.network.safety.model import Report, Reported
from bot.pairs.model import Cohort, Pair
from bot.people.model import Member, Role
from bot.post.model import Chat
from bot.store.base import Table
from bot.store.engine import Store

NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
Result = TypeVar("Result")


def fill(session: Session) -> None:
    """Make two pairs with one member each, an ask of the first and its exchange."""
    cohort = Cohort(
        name="Oxford", programme="leading-together", timezone="Europe/London", created_at=NOW
    )
    session.add(cohort)
    session.flush()
    for number in (1, 2):
        pair = Pair(cohort_id=cohort.id, label=str(number), created_at=NOW)
        session.add(pair)
        session.flush()
        session.add(
            Member(
                pair_id=pair.id, role=Role.LAY, name=f"N{number}", chat_id=1000 + number,
                joined_at=NOW,
            )
        )  # fmt: skip
        session.add(Chat(id=1000 + number))
        session.flush()
    session.add(
        Ask(pair_id=1, member_id=1, state=AskState.OPEN, question="Which letters?", written_at=NOW)
    )
    session.flush()
    session.add(
        Exchange(ask_id=1, pair_id=2, state=ExchangeState.ASKED, why=Why.TOPIC, asked_at=NOW)
    )
    session.flush()


def with_asha(store: Store, work: Callable[[Session, Member], Result]) -> Result:
    """Do something as the first member."""
    return store.write(lambda session: work(session, session.get_one(Member, 1)))


def set_all(session: Session, *, table: type[Table], values: dict[Any, object]) -> None:
    """Set columns of every row."""
    session.execute(sa.update(table).values(values))


@pytest.fixture
def pairs(store: Store) -> Store:
    """Two pairs and an ask."""
    store.write(fill)
    return store


def test_a_report_hides_the_thing_and_waits_once(pairs: Store) -> None:
    """The queue holds the words as they stood; a second report of it adds nothing."""

    def report(session: Session, asha: Member) -> Report | None:
        return reporting.report(session, now=NOW, member=asha, what=Reported.ASK, ref_id=1)

    first = with_asha(pairs, report)
    assert first is not None
    assert first.words == "Which letters?"
    assert with_asha(pairs, report) is None
    assert pairs.read(lambda session: session.get_one(Ask, 1).hidden)


def test_twenty_messages_an_hour_and_no_more(pairs: Store) -> None:
    """What was sent more than an hour ago does not count."""

    def may(at: datetime) -> bool:
        return with_asha(pairs, lambda s, asha: limits.may_relay(s, now=at, member=asha))

    def send(session: Session, at: datetime) -> None:
        session.add(
            Response(
                exchange_id=1, member_id=1, from_asker=True, kind=ResponseKind.REPLY,
                state=ResponseState.SENT, words="x", written_at=at, sent_at=at,
            )
        )  # fmt: skip

    for number in range(20):
        at = NOW + timedelta(minutes=number)
        assert may(at)
        pairs.write(partial(send, at=at))
    assert not may(NOW + timedelta(minutes=59))
    assert may(NOW + timedelta(hours=1, seconds=1))


def test_excluded_pairs_stay_apart_from_either_side(pairs: Store) -> None:
    """Until the one who wished so takes it back."""

    def keep_apart(session: Session, asha: Member) -> list[bool]:
        return [apart.exclude(session, now=NOW, member=asha, other_pair_id=2) for _ in "ab"]

    assert with_asha(pairs, keep_apart) == [True, False]
    assert pairs.read(lambda session: apart.excluded_pairs(session, 2)) == {1}
    pairs.write(lambda session: apart.let_meet_again(session, pair_id=2, other_pair_id=1))
    assert pairs.read(lambda session: apart.excluded_pairs(session, 2)) == {1}
    pairs.write(lambda session: apart.let_meet_again(session, pair_id=1, other_pair_id=2))
    assert pairs.read(lambda session: apart.excluded_pairs(session, 2)) == set()


def test_who_mutes_pauses_blocks_or_leaves_takes_no_part(pairs: Store) -> None:
    """Each of them alone is enough, and a mute ends by itself."""

    def takes_part(at: datetime = NOW) -> bool:
        return with_asha(pairs, lambda s, asha: wishes.takes_part(s, now=at, member=asha))

    assert takes_part()
    with_asha(pairs, lambda s, asha: wishes.mute(s, member=asha, until=NOW + DAY))
    assert not takes_part()
    assert takes_part(NOW + DAY)
    assert with_asha(pairs, lambda s, asha: wishes.unmute(s, member=asha))
    assert not with_asha(pairs, lambda s, asha: wishes.unmute(s, member=asha))
    assert takes_part()
    for table, column, value in (
        (Member, Member.paused_until, date(2027, 3, 10)),
        (Chat, Chat.unreachable_since, NOW),
        (Member, Member.left_at, NOW),
    ):
        pairs.write(partial(set_all, table=table, values={column: value}))
        assert not takes_part()
        pairs.write(partial(set_all, table=table, values={column: None}))


def test_what_may_no_longer_be_compared_is_forgotten(pairs: Store) -> None:
    """The challenge alone unless they say more; and nothing of it once they say so."""

    def read(session: Session, asha: Member) -> None:
        for number, source in enumerate(Source):
            session.add(
                ComparedText(
                    pair_id=asha.pair_id, member_id=asha.id, source=source, ref_id=number,
                    meaning="", topics="",
                )
            )  # fmt: skip

    def allow(session: Session, asha: Member, *, use: Use) -> None:
        wishes.set_use(session, member=asha, use=use)

    def left() -> set[Source]:
        return set(pairs.read(lambda s: s.scalars(sa.select(ComparedText.source)).all()))

    def allowed() -> set[Source]:
        return with_asha(
            pairs, lambda s, asha: {source for source in Source if wishes.allows(s, asha, source)}
        )

    with_asha(pairs, read)
    assert allowed() == {Source.CHALLENGE}
    for use, kept in (
        (Use.EVERYTHING, set(Source)),
        (Use.CHALLENGE, {Source.CHALLENGE}),
        (Use.NOTHING, set()),
    ):
        with_asha(pairs, partial(allow, use=use))
        assert left() == kept
        assert allowed() == kept
