"""What is read and who is in reach of an ask, on either database."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Exchange, ExchangeState, Why
from bot.network.model import NetworkWish, Use
from bot.network.peers import finding, reach, reading
from bot.network.peers.model import ComparedText, Source
from bot.network.peers.ranking import Peer
from bot.pairs.model import Challenge, Cohort, Pair, ProgressUpdate, Workshop
from bot.pairs.states import ProgressState
from bot.people.model import Member, Role
from bot.post.model import Chat
from bot.store.engine import Store

NOW = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)
DAYS = (date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5))


def a_cohort(session: Session, name: str, *, days: tuple[date, ...] = DAYS) -> int:
    """Add a cohort that meets in a town of its own."""
    cohort = Cohort(
        name=name, programme="leading-together", timezone="Europe/London", created_at=NOW
    )
    session.add(cohort)
    session.flush()
    session.add_all(
        Workshop(cohort_id=cohort.id, number=number, day=day, venue=f"The Hall, {name}")
        for number, day in enumerate(days, start=1)
    )
    return cohort.id


def a_pair(session: Session, cohort_id: int, *, first_chat: int, challenge: str) -> int:
    """Add a pair of two who have joined, with an imported challenge."""
    pair = Pair(cohort_id=cohort_id, label=f"P{first_chat}", created_at=NOW)
    session.add(pair)
    session.flush()
    session.add(Challenge(pair_id=pair.id, version=1, wording=challenge, written_at=NOW))
    for number, role in enumerate(Role):
        chat_id = first_chat + number
        session.add(Chat(id=chat_id))
        session.add(
            Member(
                pair_id=pair.id, role=role, name=f"M{chat_id}", chat_id=chat_id,
                notice_version="1", consented_at=NOW, joined_at=NOW,
            )
        )  # fmt: skip
    session.flush()
    return pair.id


def an_ask(session: Session, pair_id: int) -> Ask:
    """Add an open ask that looks for pairs."""
    ask = Ask(
        pair_id=pair_id, state=AskState.OPEN, question="How do people learn to read letters?",
        topics="letters", written_at=NOW, opened_at=NOW, find_at=NOW,
    )  # fmt: skip
    session.add(ask)
    session.flush()
    return ask


@pytest.fixture
def pairs(store: Store) -> list[int]:
    """Three pairs: who asks, one of the same cohort, and graduates elsewhere."""

    def work(session: Session) -> list[int]:
        oxford = a_cohort(session, "Oxford")
        bristol = a_cohort(session, "Bristol", days=(date(2026, 3, 3), date(2026, 4, 7)))
        made = [
            a_pair(session, cohort, first_chat=100 * number, challenge=challenge)
            for number, (cohort, challenge) in enumerate(
                ((oxford, "Bus routes"), (oxford, "Plain letters"), (bristol, "Meals")), start=1
            )
        ]
        an_ask(session, made[0])
        return made

    return store.write(work)


def read_all(session: Session) -> list[tuple[Source, int]]:
    """Read what there is to read; return what is compared now."""
    while reading.read_texts(session, NOW, 2):
        pass
    session.flush()
    texts = session.scalars(sa.select(ComparedText).order_by(ComparedText.pair_id))
    return [(text.source, text.pair_id) for text in texts]


def peers_of(session: Session) -> dict[int, Peer]:
    """Return the pairs in reach of the one ask."""
    ask = session.scalars(sa.select(Ask)).one()
    return {peer.pair_id: peer for peer in reach.peers(session, now=NOW, ask=ask)}


def test_challenges_are_read_some_at_a_time(store: Store, pairs: list[int]) -> None:
    """Each once."""
    found = store.write(read_all)
    assert found == [(Source.CHALLENGE, pair_id) for pair_id in pairs]
    assert store.write(read_all) == found


def test_the_network_is_in_use_from_the_first_ask_on(store: Store) -> None:
    """From then on each start of the bot makes ready what compares texts."""

    def work(session: Session) -> tuple[bool, bool]:
        pair_id = a_pair(session, a_cohort(session, "Oxford"), first_chat=1, challenge="Letters")
        before = reading.is_in_use(session)
        an_ask(session, pair_id)
        return before, reading.is_in_use(session)

    assert store.write(work) == (False, True)


def test_nothing_is_read_while_no_ask_looks_for_pairs(store: Store, pairs: list[int]) -> None:
    """It would be work for nothing."""

    def work(session: Session) -> list[tuple[Source, int]]:
        session.execute(sa.update(Ask).values(find_at=None))
        return read_all(session)

    assert store.write(work) == []


@pytest.mark.parametrize("use", Use)
def test_what_a_member_allows_is_read(store: Store, pairs: list[int], use: Use) -> None:
    """Of an imported challenge neither partner may mind; progress is one's own."""

    def work(session: Session) -> list[tuple[Source, int]]:
        member = session.scalars(sa.select(Member).where(Member.pair_id == pairs[1])).first()
        assert member is not None
        session.add(NetworkWish(member_id=member.id, use=use))
        session.add(
            ProgressUpdate(
                pair_id=pairs[1], member_id=member.id, state=ProgressState.STUCK,
                obstacle="Nobody has time", said_at=NOW, words_shared_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        return [each for each in read_all(session) if each[1] == pairs[1]]

    expected = {
        Use.NOTHING: [],
        Use.CHALLENGE: [Source.CHALLENGE],
        Use.EVERYTHING: [Source.CHALLENGE, Source.PROGRESS],
    }
    assert sorted(source.value for source, _ in store.write(work)) == [
        source.value for source in expected[use]
    ]


def test_a_wording_that_counts_no_more_is_forgotten(store: Store, pairs: list[int]) -> None:
    """Also one whose owner has come to mind; one that waits does not count yet."""

    def work(session: Session) -> list[int]:
        read_all(session)
        session.add(
            Challenge(pair_id=pairs[1], version=2, wording="Waits", written_at=NOW, waits=True)
        )
        session.add(Challenge(pair_id=pairs[2], version=2, wording="New", written_at=NOW))
        minding = session.scalars(sa.select(Member).where(Member.pair_id == pairs[0])).first()
        assert minding is not None
        session.add(NetworkWish(member_id=minding.id, use=Use.NOTHING))
        session.flush()
        read_all(session)
        challenges = session.scalars(sa.select(Challenge)).all()
        versions = {challenge.id: challenge.version for challenge in challenges}
        texts = session.scalars(sa.select(ComparedText).order_by(ComparedText.pair_id)).all()
        return [versions[text.ref_id] for text in texts]

    assert store.write(work) == [1, 2]


def test_everybody_is_in_reach_as_they_are(store: Store, pairs: list[int]) -> None:
    """How far they are, where they meet, and that nobody has asked them."""
    found = store.read(peers_of)
    assert found[pairs[1]].stage == pytest.approx(1 / 3)
    assert found[pairs[1]].place == "Oxford"
    assert found[pairs[2]].stage == 1.0
    assert found[pairs[2]].place == "Bristol"
    assert (found[pairs[2]].asked, found[pairs[2]].last_asked) == (0, None)
    assert not any((found[pairs[1]].paused, found[pairs[1]].unreachable, found[pairs[1]].full))


def test_what_came_to_a_pair_counts(store: Store, pairs: list[int]) -> None:
    """In ninety days, in a week, and this very ask; what it found itself does not."""

    def work(session: Session) -> dict[int, Peer]:
        ask = session.scalars(sa.select(Ask)).one()
        other = an_ask(session, pairs[2])
        old = an_ask(session, pairs[2])
        for one, pair_id, why, days in (
            (other, pairs[1], Why.TOPIC, 3),
            (old, pairs[1], Why.TOPIC, 80),
            (other, pairs[0], Why.FOUND, 1),
            (ask, pairs[2], Why.TOPIC, 0),
        ):
            session.add(
                Exchange(
                    ask_id=one.id, pair_id=pair_id, state=ExchangeState.ASKED, why=why,
                    asked_at=NOW - timedelta(days=days),
                )
            )  # fmt: skip
        session.flush()
        return {peer.pair_id: peer for peer in reach.peers(session, now=NOW, ask=ask)}

    found = store.write(work)
    assert (found[pairs[1]].asked, found[pairs[1]].full) == (2, True)
    assert found[pairs[1]].last_asked == timedelta(days=3)
    assert (found[pairs[0]].asked, found[pairs[0]].full) == (0, False)
    assert found[pairs[2]].has_it
    assert not found[pairs[1]].has_it


@pytest.mark.parametrize("both", [True, False])
def test_a_pair_is_out_of_reach_when_both_are(
    store: Store, pairs: list[int], *, both: bool
) -> None:
    """While one takes part the pair can be asked."""

    def work(session: Session) -> dict[int, Peer]:
        for pair_id, change in ((pairs[1], "rests"), (pairs[2], "blocks")):
            members = session.scalars(sa.select(Member).where(Member.pair_id == pair_id)).all()
            for member in members if both else members[:1]:
                if change == "rests":
                    member.resumes_at = NOW + timedelta(days=1)
                else:
                    session.get_one(Chat, member.chat_id).unreachable_since = NOW
        session.flush()
        return peers_of(session)

    found = store.write(work)
    assert found[pairs[1]].paused is both
    assert found[pairs[2]].unreachable is both


def test_the_nearest_is_brought_first(store: Store, pairs: list[int]) -> None:
    """And a second look brings nobody twice."""

    def work(session: Session) -> list[int]:
        read_all(session)
        finding.find_due(session, NOW, 10)
        session.execute(sa.update(Ask).values(find_at=NOW))
        session.expire_all()
        finding.find_due(session, NOW, 10)
        return list(session.scalars(sa.select(Exchange.pair_id).order_by(Exchange.id)))

    assert store.write(work) == [pairs[1], pairs[2]]
