"""Rows found by many numbers."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.reflection.model import Due
from bot.store.among import among
from bot.store.engine import Store
from tests.store.test_planning import a_member, dues

CHOSEN = sa.select(Due.id).where(among(Due.id)).order_by(Due.id)


def test_the_rows_of_these_numbers_are_found(store: Store) -> None:
    """Of none there are none, and a number that nobody has is no matter."""

    def work(session: Session) -> None:
        a_member(session)
        ids = [due.id for due in dues(session)]
        assert session.scalars(CHOSEN, {"ids": [*ids[3:5], 99_999]}).all() == ids[3:5]
        assert session.scalars(CHOSEN, {"ids": set()}).all() == []

    store.write(work)


def test_sqlite_finds_them_by_its_index(store: Store) -> None:
    """A condition that SQLite does not see through would read every row there is."""
    if not store.is_sqlite:
        return
    plan = sa.text(f"EXPLAIN QUERY PLAN {CHOSEN.compile(store.engine)}".replace("?", "'[1]'"))
    steps = store.read(lambda session: [row.detail for row in session.execute(plan)])
    assert any(step.startswith("SEARCH due USING") for step in steps)
    assert not any(step.startswith("SCAN due") for step in steps)
