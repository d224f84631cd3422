"""How soon a message leaves."""

import asyncio

import pytest

from bot.post import outbox, sender
from tests.world import World


async def test_an_answer_waits_for_nothing_to_be_gathered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has arrived may wait to be settled with more; whoever waits for an answer may not."""
    monkeypatch.setattr(sender, "GATHER_SECONDS", 60.0)
    monkeypatch.setattr(sender, "SETTLE_SECONDS", 60.0)
    people = [world.phone(number, f"P{number}").person for number in (5, 6, 7)]
    sending = asyncio.create_task(world.app.sender.run())
    now = world.clock.now()
    for person in people:
        person._require_usable()
        await world.app.store.run(
            lambda session, to=person.id: outbox.say(  # type: ignore[misc] # a default binds it
                session, now=now, chat_id=to, copy="old-button"
            )
        )
        world.app.sender.wake()
        async with asyncio.timeout(60):
            while not person.received:  # noqa: ASYNC110 - looks at the phone from outside
                await asyncio.sleep(0.01)
    world.app.sender.stop()
    sending.cancel()
