"""Ready-made reminders, and bank holidays."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.model import Broadcast, Stage
from bot.pairs.model import Cohort, Workshop
from bot.settings import Nation
from tests.facilitating import cohort_called, facilitator
from tests.world import World

GOOD_FRIDAY = date(2027, 3, 26)


def workshop(world: World, number: int, day: date, venue: str | None = None) -> None:
    """Move a workshop, and say where it is."""

    def work(session: Session) -> None:
        found = session.scalars(sa.select(Workshop).where(Workshop.number == number)).one()
        found.day, found.venue = day, venue

    world.app.store.write(work)


def in_nation(world: World, nation: Nation) -> None:
    """Say whose bank holidays count for the cohort."""

    def work(session: Session) -> None:
        session.execute(sa.update(Cohort).values(nation=nation))

    world.app.store.write(work)


def at(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


async def test_a_reminder_is_shown_a_day_before_it_goes(world: World) -> None:
    """With the day and the venue in words; then it goes by itself, once."""
    asha, tom = world.joined_pair()
    workshop(world, 1, date(2027, 3, 3), "The Old Library & Café, from 9.30 am")
    fiona = facilitator(world)
    world.jumps_to(at(23, 9, month=2))
    await world.moves_to(at(23, 9, 59, month=2))
    fiona.sees_not("goes by itself")
    await world.moves_to(at(23, 10, 0, month=2))
    shown = fiona.sees("goes by itself to 2 people in Oxford 2027")
    assert "Wednesday 24 February at 10 am" in shown.text
    assert "Hello Fiona. Workshop 1 is a week away, on Wednesday 3 March." in shown.text
    assert "Where: The Old Library & Café, from 9.30 am." in shown.text
    asha.sees_not("a week away")
    await world.moves_to(at(24, 10, 1, month=2))
    asha.sees("Hello Asha. Workshop 1 is a week away")
    tom.sees("Hello Tom. Workshop 1 is a week away")
    world.jumps_to(at(1, 9))
    await world.moves_to(at(2, 11))
    asha.sees("See you tomorrow, Wednesday 3 March")
    await world.moves_to(at(4, 11))
    asha.sees("Thank you for yesterday, Asha")
    asha.sees("We meet again on Wednesday 7 April")
    received = [message.text for message in asha.person.received]
    assert sum("a week away" in text for text in received) == 1


async def test_a_facilitator_can_stop_it_or_change_it(world: World) -> None:
    """Nothing goes that they do not want to go."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    world.jumps_to(at(23, 10, month=2))
    await world.settles()
    assert "Tap “Change it” to write them in" in fiona.sees("goes by itself").text
    await fiona.taps("Cancel")
    await world.moves_to(at(24, 11, month=2))
    asha.never_received("a week away")
    world.jumps_to(at(1, 10))
    await world.settles()
    await fiona.taps("Change it")
    await fiona.taps("Other words")
    await fiona.sends("Bring a raincoat, {name}")
    await world.moves_to(at(2, 11))
    asha.never_received("See you tomorrow")
    await fiona.taps("Send now")
    await world.moves(minutes=2)
    asha.sees("Bring a raincoat, Asha")


async def test_a_reminder_does_not_break_in_on_what_is_being_written(world: World) -> None:
    """A facilitator who is asked for a message when it is shown can go on."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    world.jumps_to(at(23, 9, 58, month=2))
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await world.moves(minutes=5)
    fiona.sees("goes by itself")
    await fiona.sends("News from the ward")
    await fiona.taps("Send now")
    await world.moves(minutes=2)
    asha.sees("News from the ward")


async def test_a_moved_workshop_takes_its_reminders_along(world: World) -> None:
    """What named the old day never goes; the right one comes for the new day."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    world.jumps_to(at(23, 10, month=2))
    await world.settles()
    fiona.sees("on Wednesday 3 March")
    workshop(world, 1, date(2027, 3, 17))
    await world.moves_to(at(24, 12, month=2))
    fiona.sees("Workshop 1 of Oxford 2027 has moved")
    asha.never_received("a week away")
    assert [b.stage for b in world.rows(Broadcast)] == [Stage.DRAFT]
    world.jumps_to(at(9, 10))
    await world.moves_to(at(10, 11))
    asha.sees("Workshop 1 is a week away, on Wednesday 17 March")


async def test_on_a_bank_holiday_it_goes_only_if_the_facilitator_says_so(world: World) -> None:
    """The day before a workshop on Easter Saturday is Good Friday."""
    asha, _ = world.joined_pair()
    workshop(world, 1, date(2027, 3, 27))
    fiona = facilitator(world)
    world.jumps_to(at(25, 9))
    await world.moves_to(at(25, 11))
    fiona.sees("Friday 26 March is Good Friday. Send this to 2 people in Oxford 2027 all the same")
    await world.moves_to(at(26, 11))
    asha.never_received("See you tomorrow")
    workshop(world, 2, date(2027, 5, 4))
    world.jumps_to(datetime(2027, 5, 2, 8, tzinfo=UTC))
    await world.moves_to(datetime(2027, 5, 2, 11, tzinfo=UTC))
    fiona.sees("is May Day. Send this")
    await fiona.taps("Send it all the same")
    await world.moves_to(datetime(2027, 5, 3, 11, tzinfo=UTC))
    asha.sees("See you tomorrow, Tuesday 4 May")


async def test_holidays_are_those_of_the_cohorts_nation(world: World) -> None:
    """Easter Monday is none in Scotland, and 17 March is one in Northern Ireland."""
    world.joined_pair()
    in_nation(world, Nation.NORTHERN_IRELAND)
    fiona = facilitator(world)
    for said, holiday in (("17 March 9am", "Saint Patrick"), ("29 March 9am", "Easter Monday")):
        await fiona.sends("/broadcast")
        await fiona.taps("Write it")
        await fiona.sends("See you on Monday")
        await fiona.taps("Schedule")
        await fiona.sends(said)
        assert holiday in fiona.sees("Send it all the same?").text
    in_nation(world, Nation.SCOTLAND)
    await fiona.sends("29 March 9am")
    fiona.sees("Is that right?")


async def test_sending_on_a_bank_holiday_is_asked_about(world: World) -> None:
    """And a yes sends it, with the usual minute to stop it."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    world.jumps_to(at(26, 12))
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends("Happy Easter")
    await fiona.taps("Send now")
    fiona.sees("This is Good Friday. Send it to 2 people all the same?")
    await world.moves(minutes=5)
    asha.never_received("Happy Easter")
    await fiona.taps("Send it all the same")
    await world.moves(minutes=2)
    asha.sees("Happy Easter")


async def test_a_cohort_that_begins_late_gets_no_heap(world: World) -> None:
    """What should have gone before is left out, and so is what nobody could look at in time."""
    asha, _ = world.joined_pair(workshops=(date(2027, 2, 16), date(2027, 4, 7), date(2027, 5, 5)))
    facilitator(world)
    await world.moves_to(at(16, 12, month=2))
    asha.never_received("week away")
    asha.never_received("See you tomorrow")


async def test_nothing_goes_where_nobody_runs_the_cohort(world: World) -> None:
    """It waits for somebody to look at it, until its hour has passed."""
    asha, _ = world.joined_pair()
    other = cohort_called(world, "Leeds")
    fiona = facilitator(world, cohorts=(other,))
    world.jumps_to(at(23, 9, month=2))
    await world.moves_to(at(24, 11, month=2))
    asha.never_received("a week away")
    fiona.sees_not("a week away")
