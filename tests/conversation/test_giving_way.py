"""What arrives does not wait until a whole batch of earlier updates is handled."""

import asyncio
import threading

import pytest

from bot.store.engine import Store
from bot.telegram import dispatch
from tests.world import World


async def test_a_batch_gives_way_and_goes_on_after(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three people write: alone they share a commit, beside others each has its own."""
    monkeypatch.setattr(dispatch, "GIVES_WAY_SECONDS", 0.0)
    people = [world.phone(number, f"P{number}") for number in (5, 6, 7)]
    for wanted, batches in ((False, [3, 0]), (True, [1, 1, 1, 0])):
        for phone in people:
            phone.person.sends("/help")
        await world.app.poller.poll(wait=0)
        monkeypatch.setattr(Store, "is_wanted", wanted)
        assert [await world.app.dispatcher.step() for _ in batches] == batches


async def test_a_store_says_that_others_wait(world: World) -> None:
    """From when something urgent is asked for until it begins."""
    store, go_on = world.app.store, threading.Event()
    first = asyncio.create_task(store.run(lambda _: go_on.wait(5)))
    patient = asyncio.create_task(store.run(lambda _: None))
    await asyncio.sleep(0.01)
    assert not store.is_wanted
    second = asyncio.create_task(store.run(lambda _: store.is_wanted, urgent=True))
    await asyncio.sleep(0.01)
    assert store.is_wanted
    go_on.set()
    await asyncio.gather(first, patient)
    assert await second is False
