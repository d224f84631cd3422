"""What arrives does not wait until a whole batch of earlier updates is handled."""

import asyncio
import json
import threading

import pytest

from bot.errors import RefusalError
from bot.post.inbox import RawUpdate
from bot.post.intake import Coming
from bot.post.model import Arrival, InboxUpdate, OutboxMessage
from bot.store.engine import Store
from bot.telegram import batch, dispatch
from bot.telegram.turn import Turn
from tests.world import World


async def test_a_batch_gives_way_and_goes_on_after(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four people write: alone three share a commit, beside others each has its own."""
    monkeypatch.setattr(batch, "GIVES_WAY_SECONDS", 0.0)
    people = [world.phone(number, f"P{number}") for number in (5, 6, 7, 8)]
    for wanted, batches in ((False, [3, 0]), (True, [1, 1, 1, 0])):
        for phone in people:
            phone.person.sends("/help")
        world.app.dispatcher.wake()  # as if earlier ones waited
        await world.app.poller.poll(wait=0)  # handles the first
        monkeypatch.setattr(Store, "is_wanted", wanted)
        assert [await world.app.dispatcher.step() for _ in batches] == batches


async def test_what_comes_while_nothing_waits_shares_the_commit_that_takes_it_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handled at once, as far as Telegram may be kept waiting; the others right after."""
    await world.settles()
    people = [world.phone(number, f"P{number}") for number in (5, 6, 7)]
    for patience, left in ((60.0, [0]), (0.0, [2, 0])):
        monkeypatch.setattr(batch, "GIVES_WAY_SECONDS", patience)
        for phone in people:
            phone.person.sends("/help")
        await world.app.poller.poll(wait=0)
        assert [await world.app.dispatcher.step() for _ in left] == left


@pytest.mark.parametrize("has_written", [False, True])
async def test_what_is_refused_leaves_nothing_behind(
    world: World, monkeypatch: pytest.MonkeyPatch, *, has_written: bool
) -> None:
    """Where the handler had changed nothing yet, it is not called again to find that out."""
    await world.settles()
    calls: list[int] = []

    def refuse(turn: Turn) -> None:
        calls.append(turn.chat_id)
        if has_written:
            turn.say("old-button")
        raise RefusalError("refused-file")

    monkeypatch.setattr(world.app.dispatcher.batches.router, "handle", refuse)
    stranger = world.phone(5, "Sam")
    stranger.person.sends("hello")
    await world.app.poller.poll(wait=0)
    assert [row.copy for row in world.rows(OutboxMessage)] == ["refused-file"]
    assert [row.state for row in world.rows(InboxUpdate)] == [Arrival.HANDLED]
    if has_written or not world.app.store.is_sqlite:
        assert calls == [5, 5]
    else:
        assert calls == [5]


async def test_a_crowd_is_taken_in_before_anything_of_it_is_handled(world: World) -> None:
    """Telegram hears of them sooner."""
    await world.settles()
    message = {"message_id": 1, "date": 1_800_000_000, "text": "/help"}
    updates = []
    for person in range(7, 7 + dispatch.FEW + 1):
        own = {"from": {"id": person}, "chat": {"id": person, "type": "private"}}
        raw = json.dumps({"update_id": person, "message": message | own})
        updates.append(RawUpdate(update_id=person, chat_id=person, raw=raw))
    await world.app.dispatcher.take_in(Coming(updates=updates, now=world.clock.now()))
    assert {row.state for row in world.rows(InboxUpdate)} == {Arrival.WAITING}
    assert [await world.app.dispatcher.step() for _ in range(2)] == [len(updates), 0]


async def test_an_update_that_fails_when_it_comes_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept, and the others of its commit are handled; then it has its further tries."""
    await world.settles()
    sound, sick = world.phone(5, "Sam"), world.phone(6, "Ola")
    handle = world.app.dispatcher.batches.router.handle

    def fail_for_ola(turn: Turn) -> None:
        if turn.chat_id == sick.id:
            raise ValueError
        handle(turn)

    monkeypatch.setattr(world.app.dispatcher.batches.router, "handle", fail_for_ola)
    sick.person.sends("/help")
    sound.person.sends("/help")
    await world.app.poller.poll(wait=0)
    attempts = {row.chat_id: (row.state, row.attempts) for row in world.rows(InboxUpdate)}
    assert attempts == {sick.id: (Arrival.WAITING, 1), sound.id: (Arrival.HANDLED, 0)}
    await world.settles()
    states = {row.chat_id: row.state for row in world.rows(InboxUpdate)}
    assert states == {sick.id: Arrival.SET_ASIDE, sound.id: Arrival.HANDLED}


async def test_a_store_says_that_others_wait(world: World) -> None:
    """From when something urgent is asked for until it begins."""
    store, go_on = world.app.store, threading.Event()
    first = asyncio.create_task(store.run(lambda _: go_on.wait(60)))
    patient = asyncio.create_task(store.run(lambda _: None))
    await asyncio.sleep(0.01)
    assert not store.is_wanted
    second = asyncio.create_task(store.run(lambda _: store.is_wanted, urgent=True))
    await asyncio.sleep(0.01)
    assert store.is_wanted
    go_on.set()
    await asyncio.gather(first, patient)
    assert await second is False
