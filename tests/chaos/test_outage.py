"""An SQLite file that is locked, full or read-only for a while, under a running bot."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.store import engine
from tests.processes import PATIENCE_SECONDS
from tests.world import World, a_world

PEOPLE = 65
"""What comes of so many needs more than the room that is left in the pages of a small file."""


@contextlib.contextmanager
def pragma(world: World, trouble: str, cure: str) -> Iterator[None]:
    """Give each transaction a database in trouble while the block lasts."""

    troubled = True

    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA {trouble if troubled else cure}")

    sa.event.listen(world.app.store.engine, "begin", begin, insert=True)
    yield
    troubled = False


@contextlib.contextmanager
def lock(world: World) -> Iterator[None]:
    """Hold the file's only write lock, as another program may."""
    with contextlib.closing(sqlite3.connect(str(world.app.store.engine.url.database))) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


TROUBLES: dict[str, Callable[[World], contextlib.AbstractContextManager[None]]] = {
    "locked": lock,
    "full": lambda world: pragma(world, "max_page_count=1", "max_page_count=1000000"),
    "read-only": lambda world: pragma(world, "query_only=ON", "query_only=OFF"),
}


@pytest.fixture
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """Give a world whose bot runs by itself, and waits 0.1 s for a locked file."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    async with a_world(tmp_path) as world:
        jobs = [
            asyncio.create_task(world.app.dispatcher.run()),
            asyncio.create_task(world.app.leading.run()),
        ]
        yield world
        world.app.dispatcher.stop()
        world.app.leading.stop()
        await asyncio.gather(*jobs)


async def until(happened: Callable[[], object]) -> None:
    """Wait for the bot to get somewhere."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not happened():  # noqa: ASYNC110 - looks at the world from outside
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_database_in_trouble_is_waited_out(running: World, trouble: str) -> None:
    """Nothing is lost or doubled, the bot lives, and says so once for each part of it."""
    people = [running.phone(number, f"P{number}").person for number in range(5, 5 + PEOPLE)]
    with structlog.testing.capture_logs() as logs:
        for person in people[:5]:
            person.sends("hello")
        await until(lambda: all(person.received for person in people[:5]))
        with TROUBLES[trouble](running):
            for person in people[5:]:
                person.sends("hello")
            await until(lambda: any("does not work" in line["event"] for line in logs))
            await asyncio.sleep(0.5)
            told = [line for line in logs if "does not work" in line["event"]]
            assert len(told) == len({line["part"] for line in told})
        await until(lambda: all(person.received for person in people))
        await until(lambda: all_settled(running))
    assert [len(person.received) for person in people] == [1] * PEOPLE
    assert any("works again" in line["event"] for line in logs)


def all_settled(world: World) -> bool:
    """Tell whether the database says the same."""
    return {row.state for row in world.rows(InboxUpdate)} == {Arrival.HANDLED} and {
        row.state for row in world.rows(OutboxMessage)
    } == {Sending.SENT}
