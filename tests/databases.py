"""Databases with the schema in them and nobody in them, made once and then copied or emptied."""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.util import LRUCache

import bot.models  # noqa: F401 - makes every table known
from bot.store.base import Table
from bot.store.engine import make_engine
from bot.store.schema import bring_up_to_date
from tests.postgres import PostgresServer

_SHARED = "test_shared"
_STATEMENTS_KEPT = 5000
_OTHERS_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
COUNT_ANEW = (
    "SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences"
)


def fresh_sqlite(folder: Path) -> str:
    """Put a database file into a folder; return its URL."""
    path = folder / "tandem.db"
    path.write_bytes(_empty_file())
    return f"sqlite:///{path}"


def share_statements(engine: sa.Engine) -> None:
    """Let an engine use the SQL that others of this process have compiled, and add to it.

    Each test opens its own database; writing the same SQL anew each time was a quarter of
    what a scenario costs.
    """
    # A dialect is part of the key by which a compiled statement is found.
    engine.dialect = _dialects.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_compiled)


_dialects: dict[str, sa.Dialect] = {}
_compiled: LRUCache[object, object] = LRUCache(_STATEMENTS_KEPT)


@cache
def _empty_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tandem.db"
        engine = make_engine(f"sqlite:///{path}")
        bring_up_to_date(engine)
        engine.dispose()  # the last one out brings the write-ahead log into the file
        return path.read_bytes()


@pytest.fixture(scope="session")
def _shared_url(postgres_server: PostgresServer) -> str:
    postgres_server.execute(f"CREATE DATABASE {_SHARED} TEMPLATE template0 ENCODING 'UTF8'")
    url = postgres_server.url(_SHARED)
    engine = make_engine(url)
    bring_up_to_date(engine)
    engine.dispose()
    return url


@pytest.fixture
def fresh_postgres(_shared_url: str) -> Iterator[str]:
    """The address of a database that no other test uses at the same time; emptied afterwards."""
    yield _shared_url
    engine = make_engine(_shared_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(_OTHERS_OUT)
        # No key is looked after while everything goes, so the order does not matter.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for table in Table.metadata.tables.values():
            connection.execute(sa.delete(table))
        connection.exec_driver_sql(COUNT_ANEW)
    engine.dispose()
