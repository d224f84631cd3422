"""How long the rehearsal's clock waits for the bot, without a bot."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.clock import MovableClock
from bot.post import outbox
from bot.post.model import Arrival, InboxUpdate
from bot.post.outbox import Posting
from bot.rehearsal import moves
from bot.rehearsal.moves import By, Mover
from bot.rehearsal.upcoming import how_far
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
PATIENCE_SECONDS = 0.3
LONG_SECONDS = 60.0


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'tandem.db'}")
    bring_up_to_date(store.engine)
    yield store
    store.close()


@pytest.fixture
def mover(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mover:
    """A mover with little patience, and an update that waits for a bot."""
    monkeypatch.setattr(moves, "PATIENCE_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(moves, "NUDGE_SECONDS", PATIENCE_SECONDS / 10)
    clock = MovableClock(tmp_path / "clock.json")
    clock.move_to(NOW)
    _arrives(store, 1)
    return Mover(clock=clock, store=store)


def _arrives(store: Store, update_id: int) -> None:
    row = InboxUpdate(update_id=update_id, raw="{}", state=Arrival.WAITING, received_at=NOW)
    store.write(lambda session: session.add(row))


async def test_a_bot_that_does_nothing_is_not_waited_for_for_ever(mover: Mover) -> None:
    """And meanwhile the clock is put on a little, so that it looks for what is due."""
    began = time.monotonic()
    await mover.move(By.HOUR)
    assert time.monotonic() - began >= PATIENCE_SECONDS
    gone = mover.clock.now() - NOW
    assert timedelta(hours=1, seconds=2) < gone < timedelta(hours=1, minutes=1)


async def test_a_bot_that_is_busy_is_waited_for(
    mover: Mover, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it takes, as long as each look finds it further."""
    further = itertools.count()
    monkeypatch.setattr(moves, "how_far", lambda _: (next(further),))
    moving = asyncio.create_task(mover.move(By.HOUR))
    await asyncio.sleep(3 * PATIENCE_SECONDS)
    assert not moving.done()
    store.write(lambda session: session.execute(sa.delete(InboxUpdate)))
    await asyncio.wait_for(moving, LONG_SECONDS)


async def test_what_the_bot_hears_shows_that_it_gets_further(mover: Mover, store: Store) -> None:
    before = store.read(how_far)
    _arrives(store, 2)
    assert store.read(how_far) != before


async def test_a_bot_that_is_done_is_not_waited_for(
    mover: Mover, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "PATIENCE_SECONDS", LONG_SECONDS)
    store.write(lambda session: session.execute(sa.delete(InboxUpdate)))
    await asyncio.wait_for(mover.move(By.HOUR), LONG_SECONDS / 2)


async def test_a_stride_of_days_ends_in_the_morning(
    mover: Mover, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What falls due at night is not done at night when only the days count."""
    monkeypatch.setattr(moves, "PATIENCE_SECONDS", LONG_SECONDS)
    store.write(lambda session: session.execute(sa.delete(InboxUpdate)))
    due = NOW + timedelta(days=1, hours=18, minutes=13)
    how = Posting(not_before=due, expires_at=due + timedelta(hours=1))
    store.write(lambda s: outbox.say(s, now=NOW, chat_id=1, copy="home", how=how))
    moving = asyncio.create_task(mover.go_to(NOW + timedelta(days=9), grain=timedelta(days=2)))
    while mover.clock.now() < due:  # noqa: ASYNC110 - a clock gives no event
        await asyncio.sleep(0.01)
    assert (mover.clock.now().day, mover.clock.now().hour) == (5, 10)
    moving.cancel()
