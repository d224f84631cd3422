"""A store on each database, with the same tests for both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.engine import Store
from tests.databases import fresh_sqlite, share_statements


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give an empty store, once on an SQLite file and once on PostgreSQL."""
    if request.param == "sqlite":
        url = fresh_sqlite(tmp_path)
    else:
        url = request.getfixturevalue("fresh_postgres")
    opened = Store(url)
    share_statements(opened.engine)
    yield opened
    opened.close()
