"""Broadcasts that go by themselves: what is typed, what is shown, and what restarts do."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.sending import follow_workshops
from bot.pairs.model import Cohort, Workshop
from bot.privacy.model import AuditEntry
from tests.conversation.test_broadcast import written
from tests.facilitating import cohort_called, facilitator, members, restart
from tests.world import Phone, World


async def scheduled(fiona: Phone, when: str, text: str = "See you on Monday") -> None:
    """Schedule a broadcast to everybody."""
    await written(fiona, text)
    await fiona.taps("Schedule")
    await fiona.sends(when)
    await fiona.taps("Yes, schedule it")


async def test_a_typed_moment_is_shown_back_with_weekday_and_zone(world: World) -> None:
    """Nothing is scheduled before the facilitator has seen what was understood."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    await fiona.taps("Schedule")
    await fiona.sends("tomorrow 8am")
    fiona.sees("Tuesday 16 February 2027 at 8 am, London time")
    await world.moves(days=1.2)
    asha.never_received("Monday")


async def test_it_goes_once_at_its_moment(world: World) -> None:
    """Neither before nor again."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await scheduled(fiona, "tomorrow 8am")
    await world.moves_to(datetime(2027, 2, 16, 7, 59, tzinfo=UTC))
    asha.never_received("Monday")
    await world.moves(minutes=1)
    asha.sees("Monday")
    fiona.sees("Delivered: 2 of 2")
    await world.moves(days=1)
    assert len(asha.person.received) == 1


async def test_it_keeps_its_wall_time_across_a_clock_change(world: World) -> None:
    """Scheduled in winter for a summer morning: 8 o'clock there is 7 UTC."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await scheduled(fiona, "29 March 8am")
    fiona.sees("Monday 29 March 2027 at 8 am")
    world.jumps_to(datetime(2027, 3, 29, 6, 59, tzinfo=UTC))
    await world.settles()
    asha.never_received("Monday")
    await world.moves(minutes=1)
    asha.sees("Monday")


async def test_it_survives_a_restart_and_goes_once(world: World) -> None:
    """A process that was off at the moment sends it when it is back, and no second time."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await scheduled(fiona, "tomorrow 8am")
    world.jumps_to(datetime(2027, 2, 16, 9, 30, tzinfo=UTC))
    await restart(world)
    await world.settles()
    asha.sees("Monday")
    await restart(world)
    await world.moves(hours=2)
    assert len(asha.person.received) == 1


async def test_it_hangs_on_a_workshop_and_moves_with_it(world: World) -> None:
    """3 days before workshop 2, wherever workshop 2 goes."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await scheduled(fiona, "3 days before workshop 2 at 18:00")
    fiona.sees("Sunday 4 April 2027 at 6 pm")

    def move(session: Session) -> int:
        workshop = session.scalars(sa.select(Workshop).where(Workshop.number == 2)).one()
        workshop.day = date(2027, 4, 14)
        cohort = session.scalars(sa.select(Cohort)).one()
        return len(follow_workshops(session, cohort=cohort, default_zone="Europe/London"))

    assert world.app.store.write(move) == 1
    world.jumps_to(datetime(2027, 4, 11, 16, 59, tzinfo=UTC))
    await world.settles()
    asha.never_received("Monday")
    await world.moves(minutes=1)
    asha.sees("Monday")


async def test_a_day_without_a_time_is_asked_for_the_time_alone(world: World) -> None:
    """What was typed of the day counts with the time that follows, and is shown back in words."""
    world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    await fiona.taps("Schedule")
    await fiona.sends("two days before the workshop")
    fiona.sees("And at what time?")
    await fiona.sends("at half past six")
    fiona.sees("Monday 1 March 2027 at 6.30 pm, London time. If workshop 1 moves, this moves with")
    await fiona.taps("Another time")
    await fiona.sends("9am")
    fiona.sees("Tuesday 16 February 2027 at 9 am")


async def test_it_can_be_listed_changed_and_cancelled(world: World) -> None:
    """The list says what is to come; a change makes it a draft that does not go by itself."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await scheduled(fiona, "tomorrow 8am", "First")
    await scheduled(fiona, "tomorrow 9am", "Second")
    await fiona.sends("/broadcast")
    await fiona.taps("Earlier and scheduled")
    await fiona.taps("16 Feb, 8 am: First")
    await fiona.taps("Cancel")
    fiona.sees("Thrown away")
    await fiona.sends("/broadcast")
    await fiona.taps("Earlier and scheduled")
    await fiona.taps("16 Feb, 9 am: Second")
    await fiona.taps("Change it")
    assert [entry.act for entry in world.rows(AuditEntry)][-1] == "broadcast-taken-back"
    await world.moves(days=1)
    asha.never_received("First")
    asha.never_received("Second")
    await fiona.taps("Other words")
    await fiona.sends("Third")
    await fiona.taps("Send now")
    await world.moves(minutes=2)
    asha.sees("Third")


async def test_what_cannot_be_meant_is_asked_again(world: World) -> None:
    """Each way of not being understood has its own answer, and the words are kept."""
    world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    await fiona.taps("Schedule")
    for typed, answer in (
        ("bananas", "did not understand"),
        ("tomorrow", "at what time"),
        ("tomorrow 5am", "nobody is woken"),
        ("today 8am", "has passed"),
        ("yesterday 9am", "has passed"),
        ("now", "Send now"),
        ("3 days before workshop 9 at 18:00", "no such workshop"),
    ):
        await fiona.sends(typed)
        assert answer in fiona.news[-1].text
        assert fiona.last_buttons == ["Back"]


async def test_at_night_it_waits_for_each_persons_morning(world: World) -> None:
    """Send now at eleven in the evening rings nobody before seven, each in their own zone."""
    leeds = cohort_called(world, "Leeds")
    tokyo = cohort_called(world, "Tokyo", zone="Asia/Tokyo")
    (ann,) = members(world, leeds, ["Ann"])
    (ken,) = members(world, tokyo, ["Ken"], first_id=3001)
    fiona = facilitator(world)
    await world.moves_to(datetime(2027, 2, 15, 23, 0, tzinfo=UTC))
    await written(fiona)
    await fiona.taps("Send now")
    fiona.sees("arrives at 7 in the morning")
    await world.moves(minutes=2)
    ken.sees("Monday")  # 8 in the morning there
    ann.never_received("Monday")
    await world.moves_to(datetime(2027, 2, 16, 7, 0, tzinfo=UTC))
    ann.sees("Monday")
    fiona.sees("Delivered: 2 of 2")
