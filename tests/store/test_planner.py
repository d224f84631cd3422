"""The tick: who has anything to do is found with one question, and everybody due has a turn."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort, Pair
from bot.people.model import MEMBERS_ALONE, PAUSES_TO_END, Member, Role
from bot.planner import Planner
from bot.post.model import OutboxMessage, Sending
from bot.reflection.model import Due, DueState, Visibility
from bot.rehearsal.upcoming import EVENTS
from bot.store.due import Look, Part, Timed, part
from bot.store.engine import Store
from handlers import PARTS
from tests.world import TestClock

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
TIMED = [timed for each in PARTS for timed in each.timed]


def _named(timed: Timed[Any]) -> str:
    return f"{timed.table.__tablename__}.{timed.at.key}"


def _member(store: Store, **given: datetime) -> None:
    def work(session: Session) -> None:
        session.add(Cohort(id=1, name="O", programme="p", timezone="Europe/London", created_at=NOW))
        session.flush()
        session.add(Pair(id=1, cohort_id=1, label="A", created_at=NOW))
        session.flush()
        session.add(Member(id=1, pair_id=1, role=Role.LAY, name="Asha", **given))

    store.write(work)


def _clears(column: str) -> Callable[[Session, datetime, int], int]:
    """Return work that settles what is due in this column of the member."""

    def work(session: Session, now: datetime, _limit: int) -> int:
        member = session.get_one(Member, 1)
        at = getattr(member, column)
        if at is None or at > now:
            return 0
        setattr(member, column, None)
        return 1

    return work


def _planner(store: Store, *parts: Part, now: datetime = NOW) -> Planner:
    return Planner(store=store, clock=TestClock(now), parts=parts)


async def test_a_part_has_its_turn_from_the_instant_on(store: Store) -> None:
    """Not before, also when the clock is put back and on again."""
    _member(store, resumes_at=NOW + HOUR)
    clock = TestClock(NOW)
    pauses = part(PAUSES_TO_END)(_clears("resumes_at"))
    planner = Planner(store=store, clock=clock, parts=[pauses])
    done = []
    for instant in (NOW, NOW + HOUR - timedelta(seconds=1), NOW - HOUR, NOW + HOUR, NOW + 2 * HOUR):
        clock.instant = instant
        done.append(await planner.tick())
    assert done == [0, 0, 0, 1, 0]


async def test_who_has_nothing_to_do_is_not_asked(store: Store) -> None:
    """However many parts there are, an idle tick costs one question."""

    def work(_session: Session, _now: datetime, _limit: int) -> int:
        raise AssertionError

    _member(store, resumes_at=NOW + HOUR)
    assert await _planner(store, part(PAUSES_TO_END)(work), part(sa.false())(work)).tick() == 0


async def test_what_has_no_hour_has_its_turn_at_once(store: Store) -> None:
    """As long as it stands."""
    _member(store, joined_at=NOW)
    leaves = part(sa.exists().where(Member.joined_at.is_not(None)))(_clears("joined_at"))
    assert [await _planner(store, leaves).tick() for _ in range(2)] == [1, 0]


async def test_what_a_later_part_brings_about_is_done_in_the_same_tick(store: Store) -> None:
    """Also by a part that comes before it."""

    def wakes(session: Session, now: datetime, limit: int) -> int:
        session.get_one(Member, 1).partner_awaited_until = now
        return _clears("resumes_at")(session, now, limit)

    _member(store, resumes_at=NOW)
    parts = (part(MEMBERS_ALONE)(_clears("partner_awaited_until")), part(PAUSES_TO_END)(wakes))
    assert await _planner(store, *parts).tick() == 2


async def test_a_part_that_fails_keeps_nobody_from_their_turn(store: Store) -> None:
    """It is tried once a tick, and said."""
    tries = []

    def fails(_session: Session, _now: datetime, _limit: int) -> int:
        tries.append(1)
        raise ValueError

    _member(store, resumes_at=NOW, partner_awaited_until=NOW)
    others = part(MEMBERS_ALONE)(_clears("partner_awaited_until"))
    with pytest.raises(ExceptionGroup, match="could not be done"):
        await _planner(store, part(PAUSES_TO_END)(fails), others).tick()
    assert len(tries) == 1
    assert store.read(lambda s: s.get_one(Member, 1).partner_awaited_until) is None


def test_a_part_says_when_it_has_something_to_do() -> None:
    """One that never did would never have its turn."""
    with pytest.raises(ValueError, match="says when"):
        part()(lambda _session, _now, _limit: 0)


def test_open_prompts_are_not_looked_at_one_by_one(store: Store) -> None:
    """SQLite only, which tells of its steps: PostgreSQL's plan depends on how many there are."""
    if not store.is_sqlite:
        return
    _member(store)
    card = {"chat_id": 1, "copy": "prompt", "not_before": NOW, "created_at": NOW}

    def put(session: Session, count: int) -> None:
        for _ in range(count):
            row = OutboxMessage(**card, state=Sending.SENT)
            session.add(row)
            session.flush()
            many = session.scalar(sa.select(sa.func.count(Due.id)))
            session.add(
                Due(
                    member_id=1, prompt_id=f"p{many}", state=DueState.OPEN, card_id=row.id,
                    visibility=Visibility.PRIVATE, opens_at=NOW, closes_at=NOW + HOUR, sent_at=NOW,
                )
            )  # fmt: skip

    def steps(session: Session) -> int:
        counted: list[None] = []
        driver = session.connection().connection.dbapi_connection
        assert driver is not None
        driver.set_progress_handler(lambda: counted.append(None), 1)
        assert not Look(PARTS)(session, NOW)
        driver.set_progress_handler(None, 1)
        return len(counted)

    store.write(lambda session: put(session, 2))
    few = store.read(steps)
    store.write(lambda session: put(session, 200))
    assert store.read(steps) == few


def test_the_rehearsals_clock_stops_for_all_that_the_planner_waits_for() -> None:
    """Add what a new part waits for to `bot.rehearsal.upcoming.EVENTS`."""
    assert {_named(timed) for timed in TIMED} <= {_named(timed) for timed in EVENTS}


@pytest.mark.parametrize("timed", TIMED, ids=_named)
def test_the_earliest_is_found_in_an_index(timed: Timed[Any]) -> None:
    """One that begins with the case and ends with the instant: no other row is read."""
    indexes = [[column.name for column in index.columns] for index in timed.table.__table__.indexes]
    for case in timed.cases:
        wanted = [*_columns(case), timed.at.key]
        assert wanted in [index[: len(wanted)] for index in indexes], wanted


def _columns(case: sa.ColumnElement[bool]) -> list[str]:
    return [each.name for each in sa.sql.visitors.iterate(case) if isinstance(each, sa.Column)]
