"""What becomes of the clock's work when the process is told to end."""

import asyncio
import threading
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.planner import Planner
from bot.store.due import Part
from tests.world import World


async def test_a_tick_that_is_cut_off_says_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """A traceback for an ordinary `systemctl stop` would frighten who reads the log."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(_session: Session, _now: datetime, _limit: int) -> int:
        begun.set()
        go_on.wait(10)
        return 0

    world.app.leading.planner = Planner(
        store=world.app.store, clock=world.clock, parts=[Part(slow, standing=(sa.true(),))]
    )
    leading = asyncio.create_task(world.app.leading.run())
    assert await asyncio.to_thread(begun.wait, 10)
    leading.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await leading
    await asyncio.sleep(0)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
