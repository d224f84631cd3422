"""An exchange under two hands at once, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy.orm import Session

import bot.models  # noqa: F401 - makes every table known
from bot.access_network import asked_exchange, pair_ask
from bot.errors import RefusalError
from bot.network.asking.closing import close
from bot.network.asking.model import Ask, AskState, Help
from bot.network.exchanging import exchanges, outcomes
from bot.network.exchanging.model import (
    Exchange,
    ExchangeState,
    Response,
    ResponseKind,
    ResponseState,
    Why,
)
from bot.network.exchanging.sharers import ResponseSharer
from bot.pairs.model import Cohort, Note, NoteKind, Pair
from bot.people.model import Member, Role
from bot.store.engine import Store

NOW = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
ASHA, TOM, CERYS, FAROUK = 1, 2, 3, 4


@pytest.fixture
def peers(store: Store) -> Store:
    """Two pairs, an open ask of the first, and words of the second that wait."""

    def work(session: Session) -> None:
        cohort = Cohort(
            name="Oxford", programme="leading-together", timezone="Europe/London", created_at=NOW
        )
        session.add(cohort)
        session.flush()
        for number, names in enumerate((("Asha", "Tom"), ("Cerys", "Farouk"))):
            pair = Pair(cohort_id=cohort.id, label=f"P{number}", created_at=NOW)
            session.add(pair)
            session.flush()
            for place, (role, name) in enumerate(zip(Role, names, strict=True), start=1):
                session.add(
                    Member(
                        pair_id=pair.id, role=role, name=name, chat_id=1000 + 2 * number + place,
                        notice_version="1", consented_at=NOW, joined_at=NOW,
                    )
                )  # fmt: skip
                session.flush()
        session.add(
            Ask(
                pair_id=1, member_id=ASHA, state=AskState.OPEN, question="How?", topics="",
                help=Help.IDEA, days=5, written_at=NOW, opened_at=NOW, closes_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        session.add(
            Exchange(
                ask_id=1, pair_id=2, state=ExchangeState.ASKED, why=Why.FRESH, asked_at=NOW,
                lapses_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        session.add(
            Response(
                exchange_id=1, member_id=CERYS, from_asker=False, kind=ResponseKind.THOUGHT,
                state=ResponseState.WAITING, words="So.", written_at=NOW,
            )
        )  # fmt: skip

    store.write(work)
    return store


def both(store: Store, first: Callable[[Session], None], second: Callable[[Session], None]) -> None:
    """Let the second begin while the first has done its part and not committed."""
    begun, through = Event(), Event()

    def one(session: Session) -> None:
        first(session)
        begun.set()
        through.wait(0.1)  # where nothing holds the second up it is through by then

    def other(session: Session) -> None:
        begun.wait(10)
        second(session)
        through.set()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(store.write, one), pool.submit(store.write, other)]:
            done.result(timeout=30)


def closes(session: Session) -> None:
    """Asha closes the ask."""
    close(session, now=NOW, ask=pair_ask(session, session.get_one(Member, ASHA), 1))


def sends(session: Session) -> None:
    """Cerys's words go."""
    ResponseSharer().share(session, NOW, session.get_one(Member, CERYS), 1)


def test_words_that_come_while_the_ask_closes_are_kept(peers: Store) -> None:
    """They never go to a closed ask, and the exchange stays ended."""
    both(peers, closes, sends)

    def look(session: Session) -> tuple[ExchangeState, ResponseState, NoteKind]:
        note = session.get_one(Note, 1)
        response = session.get_one(Response, 1)
        return session.get_one(Exchange, 1).state, response.state, note.kind

    found = peers.read(look)
    assert found == (ExchangeState.ENDED, ResponseState.KEPT, NoteKind.UNPLACED)


def test_an_ask_that_closes_while_words_go_asks_what_came_of_it(peers: Store) -> None:
    """The summary and the question two weeks later know of them."""
    both(peers, sends, closes)
    ask, response = peers.read(lambda s: (s.get_one(Ask, 1), s.get_one(Response, 1)))
    assert response.state is ResponseState.SENT
    assert ask.outcome_at is not None


def test_two_partners_who_decline_at_once_decline_once(peers: Store) -> None:
    """The second is told that it was said already."""
    said: list[bool] = []

    def declines(who: int) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            member = session.get_one(Member, who)
            exchange = asked_exchange(session, member, 1)
            said.append(exchanges.decline(session, now=NOW, member=member, exchange=exchange))

        return work

    both(peers, declines(CERYS), declines(FAROUK))
    assert said == [True, False]


def test_two_partners_who_say_that_nothing_came_say_it_once(peers: Store) -> None:
    """The second is refused kindly, and nobody hears it twice."""
    peers.write(sends)
    peers.write(closes)
    refused: list[str] = []

    def says(who: int) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            member = session.get_one(Member, who)
            ask = pair_ask(session, member, 1)
            try:
                outcomes.nothing_came(session, now=NOW, member=member, ask=ask)
            except RefusalError as refusal:
                refused.append(refusal.copy_key)

        return work

    both(peers, says(ASHA), says(TOM))
    assert refused == ["outcome-over"]
