"""A broadcast on its way: sent, stopped, and what is seen of it meanwhile."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

from bot.people.model import Facilitator
from bot.post.model import OutboxMessage, Sending
from bot.privacy.model import AuditEntry
from tests.facilitating import FIONA, cohort_called, facilitator, members, remove
from tests.world import Phone, World


async def written(fiona: Phone, text: str = "See you on Monday") -> None:
    """Write a broadcast to everybody and look at it."""
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends(text)


async def sent(world: World, fiona: Phone, text: str = "See you on Monday") -> None:
    """Write a broadcast to everybody and let it go."""
    await written(fiona, text)
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)


async def some_go(world: World) -> None:
    """Let the sender take one load, and let that arrive."""
    await world.app.sender.step()
    await asyncio.gather(*world.app.sender._flying.values())


async def test_everybody_gets_it_a_minute_after_send(world: World) -> None:
    """The facilitator sees it as they will, has a minute to stop it, and then a report."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "See you on Monday, {name} & all")
    fiona.sees("See you on Monday, Fiona & all")
    fiona.sees("It goes to 2 people")
    await fiona.taps("Send now")
    fiona.sees("in one minute")
    await world.moves(minutes=0.9)
    asha.sees_not("Monday")
    await world.moves(minutes=0.2)
    asha.sees("See you on Monday, Asha & all")
    tom.sees("See you on Monday, Tom & all")
    fiona.sees("Delivered: 2 of 2")


async def test_stop_within_the_minute_takes_everything_back(world: World) -> None:
    """Nobody gets anything, and the words are kept as a draft."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    await fiona.taps("Send now")
    await world.moves(minutes=0.5)
    await fiona.taps("Stop")
    fiona.sees("Nothing was sent")
    await world.moves(hours=1)
    asha.never_received("Monday")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    asha.sees("Monday")


async def test_a_double_tap_on_send_sends_once(world: World) -> None:
    """The second tap finds that it is on its way."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    screen = fiona.sees("Nothing has left yet")
    fiona.person.taps_on(screen.message_id, "Send now")
    await fiona.taps_on(screen, "Send now")
    assert "on its way" in fiona.toast
    await world.moves(minutes=1.1)
    await fiona.taps_on(screen, "Send now")
    await world.moves(minutes=5)
    assert [m.text for m in asha.person.received] == ["See you on Monday"]


async def test_more_than_twenty_must_be_typed(world: World) -> None:
    """A large number is confirmed with the number itself, and a wrong one sends nothing."""
    fiona = facilitator(world)
    crowd = members(world, cohort_called(world, "Leeds"), [f"Member {n}" for n in range(21)])
    await written(fiona)
    await fiona.taps("Send now")
    fiona.sees("please type 21")
    await fiona.sends("20")
    fiona.sees("That is not the number")
    await world.moves(minutes=2)
    crowd[0].never_received("Monday")
    await fiona.sends("21")
    await world.moves(minutes=1.1)
    assert all("Monday" in phone.screen for phone in crowd)


async def test_wider_than_usual_must_be_typed_too(world: World) -> None:
    """Who usually writes to one person is asked before writing to three."""
    fiona = facilitator(world)
    leeds = cohort_called(world, "Leeds")
    members(world, leeds, ["Ann"])
    await sent(world, fiona)
    members(world, leeds, ["Ben", "Cat"], first_id=3001)
    await written(fiona)
    await fiona.taps("Send now")
    fiona.sees("please type 3")


async def test_stop_half_way_leaves_the_rest_unsent(world: World) -> None:
    """What has arrived stays; who waits in the queue never hears of it."""
    fiona = facilitator(world)
    crowd = members(world, cohort_called(world, "Leeds"), [f"Member {n}" for n in range(150)])
    await written(fiona)
    await fiona.taps("Send now")
    await fiona.sends("150")
    world.clock.instant = world.clock.instant.replace(minute=world.clock.instant.minute + 2)
    await world.app.planner.tick()
    await some_go(world)  # the facilitator's card among it
    fiona.sees("Going out")
    await fiona.taps("Stop")
    reached = sum("Monday" in phone.screen for phone in crowd)
    assert 0 < reached < 150
    fiona.sees(f"Not sent: {150 - reached}")
    await world.moves(hours=2)
    assert sum("Monday" in phone.screen for phone in crowd) == reached
    await fiona.taps("Names")
    fiona.sees("Not sent: stopped")


async def test_the_bar_moves_while_it_goes_out(world: World) -> None:
    """Every few seconds, in the one message; a slow line has one change at most to bring."""
    fiona = facilitator(world)
    members(world, cohort_called(world, "Leeds"), [f"Member {n}" for n in range(150)])
    await written(fiona)
    await fiona.taps("Send now")
    await fiona.sends("150")
    world.clock.instant += timedelta(minutes=2)
    await world.app.go_on_broadcasting()
    await some_go(world)
    first = fiona.sees("Going out")
    assert "0 of 150" in first.text
    await some_go(world)
    for _ in range(2):
        world.clock.instant += timedelta(seconds=5)
        await world.app.go_on_broadcasting()
    changes = [
        row
        for row in world.rows(OutboxMessage)
        if row.copy == "broadcast-sending" and row.state is Sending.QUEUED
    ]
    assert len(changes) == 1
    await some_go(world)
    assert 0 < int(re.findall(r"(\d+) of 150", first.text)[0]) < 150
    await world.settles()
    assert "Delivered: 150 of 150" in first.text


async def test_nothing_moves_while_all_wait_for_the_morning(world: World) -> None:
    """The bar is left alone until the first can leave."""
    world.joined_pair()
    fiona = facilitator(world)
    await world.moves_to(datetime(2027, 2, 15, 23, 0, tzinfo=UTC))
    await sent(world, fiona)
    await world.moves(minutes=1)  # the first look finds that there is nothing to see
    changes = len(world.rows(OutboxMessage))
    await world.moves_to(datetime(2027, 2, 16, 6, 59, tzinfo=UTC))
    assert len(world.rows(OutboxMessage)) == changes
    await world.moves(minutes=1)
    fiona.sees("Delivered: 2 of 2")


async def test_an_old_keyboard_of_a_removed_facilitator_does_nothing(world: World) -> None:
    """Neither a tap nor the broadcast they had scheduled reaches anybody."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    screen = fiona.sees("Nothing has left yet")
    await fiona.taps("Schedule")
    await fiona.sends("tomorrow 8am")
    await fiona.taps("Yes, schedule it")
    await written(fiona, "Another one")
    another = fiona.sees("Nothing has left yet")
    remove(world, FIONA)
    await fiona.taps_on(another, "Send now")
    await fiona.taps_on(screen, "Send now")
    assert "for facilitators" in fiona.toast
    await world.moves(days=1.2)
    asha.never_received("Monday")
    asha.never_received("Another")


async def test_what_a_facilitator_did_is_written_down_without_words(world: World) -> None:
    """Who, what, when and to whom."""
    world.joined_pair()
    fiona = facilitator(world)
    await sent(world, fiona, "Violet elephants")
    await fiona.sends("/desk")
    await fiona.taps("Audit log")
    log = fiona.sees("Audit log: who").text
    assert "Fiona · sent a broadcast to 2 people · Oxford 2027" in log
    assert "elephants" not in log
    entry = world.rows(AuditEntry)[-1]
    assert entry.actor == f"facilitator:{world.rows(Facilitator)[0].id}"
