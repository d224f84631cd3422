"""What the tests that kill processes start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.clock import SystemClock
from bot.pairs.model import Cohort, Pair
from bot.people.model import Member, Role
from bot.store.engine import Store
from tests.databases import fresh_sqlite
from tests.processes import StandinProcess, standin_process

PEOPLE = range(1001, 1009)


@pytest.fixture
def standin() -> Iterator[StandinProcess]:
    """Give a stand-in with the people of four pairs."""
    with standin_process() as process:
        for person in PEOPLE:
            process.post("/people", {"id": person, "first_name": f"Person {person}"})
        yield process


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give the database of four pairs that have joined."""
    opened = Store(fresh_sqlite(tmp_path))
    opened.write(_four_pairs)
    yield opened
    opened.close()


def _four_pairs(session: Session) -> None:
    now = SystemClock().now()
    cohort = Cohort(
        name="Oxford", programme="leading-together", timezone="Europe/London", created_at=now
    )
    session.add(cohort)
    session.flush()
    people = iter(PEOPLE)
    for label in "ABCD":
        pair = Pair(cohort_id=cohort.id, label=label, created_at=now)
        session.add(pair)
        session.flush()
        session.add_all(
            Member(
                pair_id=pair.id, role=role, name=f"Person {person}", chat_id=person,
                notice_version="1", consented_at=now, joined_at=now,
            )
            for role, person in zip(Role, people, strict=False)
        )  # fmt: skip
