"""A PostgreSQL server that is as careful as an operator's."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.postgres import PostgresServer, a_server

_SAFE = ("fsync = on", "synchronous_commit = on", "autovacuum = on", "shared_buffers = '128MB'")


@contextmanager
def careful_postgres() -> Iterator[PostgresServer]:
    """Run one while the block lasts."""
    with a_server() as server:
        for setting in _SAFE:
            server.execute(f"ALTER SYSTEM SET {setting}")
        server.control("-l", "log", "restart")
        yield server


def new_database(server: PostgresServer, name: str) -> str:
    """Make an empty database; return its URL."""
    server.execute(f"CREATE DATABASE {name}")
    return server.url(name)
