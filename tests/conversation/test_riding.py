"""An answer is claimed in the transaction that it comes of, and nothing is lost by it."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.post import outbox
from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.telegram.turn import Turn
from tests.phone import Phone
from tests.world import World


async def a_phone(world: World) -> Phone:
    """Return a phone on which the bot has answered, and nothing is under way."""
    sam = world.phone(5, "Sam")
    await sam.sends("/help")
    return sam


async def test_an_answer_leaves_without_a_transaction_of_the_senders(world: World) -> None:
    sam = await a_phone(world)
    before = len(sam.person.received)
    sam.person.sends("/help")
    await world.app.poller.poll(wait=0)
    assert Sending.CLAIMED in {row.state for row in world.rows(OutboxMessage)}
    await world.app.sender.drain()
    assert len(sam.person.received) > before
    await world.settles()
    assert {row.state for row in world.rows(OutboxMessage)} == {Sending.SENT}


async def test_an_update_that_is_handled_as_it_comes_is_never_stored_with_its_words(
    world: World,
) -> None:
    sam = await a_phone(world)
    sam.person.sends("/help")
    await world.app.poller.poll(wait=0)
    assert {(row.state, row.raw) for row in world.rows(InboxUpdate)} == {(Arrival.HANDLED, None)}


async def test_a_tap_finds_the_message_that_arrived_a_moment_ago(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What became of it is written down before the tap is handled."""
    sam = await a_phone(world)
    sam.person.sends("/help")
    await world.app.poller.poll(wait=0)
    (carried,) = world.app.sender._flying.values()
    await carried
    assert world.rows(OutboxMessage)[-1].message_id is None
    found: list[OutboxMessage | None] = []

    def tap(turn: Turn) -> None:
        number = sam.person.received[-1].message_id
        found.append(outbox.find(turn.session, chat_id=sam.id, message_id=number))

    monkeypatch.setattr(world.app.dispatcher.batches.router, "handle", tap)
    sam.person.sends("as if it were a tap")
    await world.app.poller.poll(wait=0)
    assert found[0] is not None


async def test_what_is_cancelled_with_the_same_update_does_not_leave(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = await a_phone(world)

    def say_and_take_back(turn: Turn) -> None:
        turn.say("old-button").state = Sending.CANCELLED

    monkeypatch.setattr(world.app.dispatcher.batches.router, "handle", say_and_take_back)
    before = len(sam.person.received)
    sam.person.sends("hello")
    await world.settles()
    assert len(sam.person.received) == before
    assert world.rows(OutboxMessage)[-1].state is Sending.CANCELLED


async def test_a_commit_that_fails_sends_nothing_and_loses_nothing(world: World) -> None:
    """Telegram brings the update again, and it is answered once."""
    sam = await a_phone(world)
    before = len(sam.person.received)

    def fail(_: sa.Connection) -> None:
        raise sa.exc.OperationalError("", None, Exception("no room on the disk"))

    sam.person.sends("/help")
    sa.event.listen(world.app.store.engine, "commit", fail)
    with pytest.raises(sa.exc.OperationalError):
        await world.app.poller.poll(wait=0)
    sa.event.remove(world.app.store.engine, "commit", fail)
    await world.app.sender.drain()
    assert len(sam.person.received) == before
    await world.settles()
    answers = sam.person.received[before:]
    assert answers
    assert len({answer.body.text for answer in answers}) == len(answers)
    assert {row.state for row in world.rows(OutboxMessage)} == {Sending.SENT}


async def test_a_commit_of_which_nobody_heard_is_sent_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it claimed was not sent: it is taken back, and leaves then."""
    sam = await a_phone(world)
    before, run = len(sam.person.received), world.app.store.run

    async def run_and_be_cut_off(*args: Any, **more: Any) -> None:
        await run(*args, **more)
        raise sa.exc.OperationalError("", None, Exception("the line to the database broke"))

    sam.person.sends("/help")
    monkeypatch.setattr(world.app.store, "run", run_and_be_cut_off)
    with pytest.raises(sa.exc.OperationalError):
        await world.app.poller.poll(wait=0)
    monkeypatch.setattr(world.app.store, "run", run)
    assert Sending.CLAIMED in {row.state for row in world.rows(OutboxMessage)}
    await world.settles()
    answers = sam.person.received[before:]
    assert answers
    assert len({answer.body.text for answer in answers}) == len(answers)
    assert {row.state for row in world.rows(OutboxMessage)} == {Sending.SENT}
