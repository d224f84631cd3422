"""What becomes of messages when Telegram or the line is in trouble, through real HTTP."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post import outbox
from bot.post.model import InboxUpdate, OutboxMessage, Sending
from bot.rehearsal.standin.faults import Fault, Trouble
from tests.world import Phone, World

SEND = frozenset({"sendMessage"})


def reached(world: World) -> Phone:
    """Return the phone of somebody who has opened the chat."""
    phone = world.phone(5, "Sam")
    phone.person._require_usable()
    return phone


def queue(world: World, copy: str = "old-button") -> int:
    """Queue one message for Sam."""

    def work(session: Session) -> int:
        return outbox.say(session, now=world.clock.now(), chat_id=5, copy=copy).id

    return world.app.store.write(work)


def state_of(world: World, row_id: int) -> Sending:
    """Return how a message stands."""
    return world.app.store.read(lambda s: s.get_one(OutboxMessage, row_id).state)


async def test_a_cut_line_after_the_message_was_taken_repeats_it_once(world: World) -> None:
    """We cannot know that it arrived, so it is sent once more and no more."""
    sam = reached(world)
    world.standin.faults.order(Fault(trouble=Trouble.CUT_AFTER, times=1, methods=SEND))
    row = queue(world)
    await world.settles()
    assert len(sam.person.received) == 2
    assert state_of(world, row) is Sending.SENT


async def test_a_second_doubt_is_reported_and_not_sent_again(world: World) -> None:
    """Two cut lines leave the message in doubt; a third copy would annoy."""
    sam = reached(world)
    world.standin.faults.order(Fault(trouble=Trouble.CUT_AFTER, times=2, methods=SEND))
    row = queue(world)
    await world.settles()
    assert len(sam.person.received) == 2
    assert state_of(world, row) is Sending.IN_DOUBT


async def test_a_429_is_waited_out(world: World) -> None:
    """Nothing is called inside the wait, and the message arrives after it."""
    sam = reached(world)
    world.standin.faults.order(
        Fault(trouble=Trouble.ANSWER, code=429, retry_after=3000, methods=SEND)
    )
    queue(world)
    await world.settles()
    await world.moves(minutes=49)
    assert sam.person.received == []
    await world.moves(minutes=2)
    assert len(sam.person.received) == 1


async def test_a_person_who_comes_back_is_reachable_again(world: World) -> None:
    """Blocked is noticed at the first refusal, and forgotten at the first sign of life."""
    sam = reached(world)
    sam.person.chat.status = sam.person.chat.status.__class__.BLOCKED
    first = queue(world)
    await world.settles()
    assert state_of(world, first) is Sending.UNREACHABLE
    sam.person.unblocks()
    await sam.sends("/start")
    assert sam.news


async def test_a_batch_that_could_not_be_answered_is_not_lost(world: World) -> None:
    """A broken poll answer costs nothing: the updates come again and are handled once."""
    sam = world.phone(5, "Sam")
    world.standin.faults.order(
        Fault(trouble=Trouble.BROKEN_JSON, times=1, methods=frozenset({"getUpdates"}))
    )
    sam.person.sends("hello")
    await world.settles()
    await world.settles()
    kept = world.app.store.read(lambda s: s.scalar(sa.select(sa.func.count(InboxUpdate.id))))
    assert kept == 1
    assert len(sam.person.received) == 1


async def test_a_forged_button_changes_nothing(world: World) -> None:
    """Data that was never on a button of ours is answered and forgotten."""
    sam = world.phone(5, "Sam")
    await sam.sends("hello")
    sam.person.forges(sam.person.received[0].message_id, "zz:1:2")
    await world.settles()
    assert "/home" in sam.toast
