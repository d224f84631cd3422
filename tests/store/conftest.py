"""A store on each database, with the same tests for both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.models  # noqa: F401 - makes every table known
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give an empty store, once on an SQLite file and once on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'tandem.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    opened = Store(url)
    bring_up_to_date(opened.engine)
    yield opened
    opened.close()
