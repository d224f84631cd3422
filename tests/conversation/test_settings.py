"""Settings, pauses and /cancel, on the phone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.people.model import Member
from bot.reflection.model import Due, DueState
from tests.world import Phone, World

LONDON = ZoneInfo("Europe/London")


def asha_of(world: World) -> Member:
    """Return Asha's row."""
    return world.rows(Member)[0]


def due_times(world: World, zone: ZoneInfo = LONDON) -> list[datetime]:
    """Return when Asha's planned prompts come, in local time."""
    asha = asha_of(world)
    return [
        due.due_at.astimezone(zone)
        for due in world.rows(Due)
        if due.member_id == asha.id and due.state is DueState.PLANNED and due.due_at is not None
    ]


@pytest.fixture
def asha(world: World) -> Phone:
    """Give Asha's phone; she and Tom have joined and their prompts are planned."""
    return world.joined_pair(plan=True)[0]


async def test_settings_show_everything_at_once(world: World, asha: Phone) -> None:
    """The time, the days, the name, the place and whether there is a pause."""
    await asha.sends("/settings")
    for shown in ("Name: Asha", "around 6.30 pm, on any day", "Place: London", "No pause"):
        asha.sees(shown)


async def test_a_tapped_time_moves_the_prompts(world: World, asha: Phone) -> None:
    """What is still to come follows at once."""
    await asha.sends("/settings")
    await asha.taps("Time")
    await asha.taps("Morning: 8 am")
    asha.sees("around 8 am")
    assert asha_of(world).prompt_time == "08:00"
    assert sum(at.hour == 8 for at in due_times(world)) > 5
    await asha.taps("Back")
    asha.sees("Your settings")


async def test_a_typed_time_is_understood_or_asked_again(world: World, asha: Phone) -> None:
    """Wrong input keeps the question."""
    await asha.sends("/settings")
    await asha.taps("Time")
    await asha.sends("whenever")
    asha.sees("did not understand")
    await asha.sends("3 am")
    asha.sees("little early or late")
    await asha.sends("quarter past nine")
    asha.sees("around 9.15 am")
    assert asha_of(world).prompt_time == "09:15"


async def test_days_are_tapped_on_and_off(world: World, asha: Phone) -> None:
    """Prompts come on chosen days only, and one day stays."""
    await asha.sends("/settings")
    await asha.taps("Days")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sunday"):
        await asha.taps(f"{day}: yes")
    await asha.taps("Saturday: yes")
    assert "at least one day" in asha.toast
    await asha.taps("That is it")
    asha.sees("on 1 day of the week")
    assert asha_of(world).prompt_days == 0b010_0000
    assert {at.weekday() for at in due_times(world) if at.time().hour == 18} == {5}


async def test_a_tap_on_an_old_screen_of_days_is_a_change_like_any(
    world: World, asha: Phone
) -> None:
    """Each tap turns its day; a double tap ends where it began, and shows it."""
    await asha.sends("/settings")
    await asha.taps("Days")
    screen = asha.sees("On which days")
    await asha.taps_on(screen, "Monday: yes")
    assert "Monday: no" in screen.labels
    await asha.taps_on(screen, "Monday: no")
    assert asha_of(world).prompt_days == 0b111_1111


async def test_the_name_is_typed(world: World, asha: Phone) -> None:
    """An unusable one is refused and the question stays."""
    await asha.sends("/settings")
    await asha.taps("Name")
    await asha.sends("...")
    asha.sees("could not use that")
    await asha.sends("Ash")
    asha.sees("From now on you are Ash")
    assert asha_of(world).name == "Ash"


async def test_a_name_that_is_asked_for_is_forgotten_after_an_hour(
    world: World, asha: Phone
) -> None:
    """What is typed much later is about something else."""
    await asha.sends("/settings")
    await asha.taps("Name")
    await world.moves(hours=2)
    await asha.sends("Met the ward sister")
    assert asha_of(world).name == "Asha"
    assert len(asha.news) == 1


@pytest.mark.parametrize("typed", ["new york", "America/New_York", "NEW YORK"])
async def test_a_typed_place_moves_the_prompts(world: World, asha: Phone, typed: str) -> None:
    """Prompts come by the clock where the member is."""
    await asha.sends("/settings")
    await asha.taps("Place")
    await asha.sends("Atlantis")
    asha.sees("do not know that place")
    await asha.sends(typed)
    asha.sees("by the clock in New York, where it is 4 am")
    there = ZoneInfo("America/New_York")
    assert sum(at.hour == 18 for at in due_times(world, there)) > 5


async def test_a_tapped_place(world: World, asha: Phone) -> None:
    """The commonest need no typing."""
    await asha.sends("/settings")
    await asha.taps("Place")
    await asha.taps("Paris")
    asha.sees("by the clock in Paris, where it is 10 am")
    assert asha_of(world).timezone == "Europe/Paris"


@pytest.mark.parametrize(
    ("tapped", "until"),
    [("A week", "2027-02-22"), ("Two weeks", "2027-03-01"), ("A month", "2027-03-15")],
)
async def test_a_pause_by_one_tap(world: World, asha: Phone, tapped: str, until: str) -> None:
    """No prompt is planned inside it."""
    await asha.sends("/pause")
    await asha.taps(tapped)
    asha.sees("Have a good rest")
    assert asha_of(world).paused_until == date.fromisoformat(until)
    assert min(due_times(world)).date() >= date.fromisoformat(until)


async def test_a_pause_until_a_typed_day(world: World, asha: Phone) -> None:
    """A day that is no day, today or years away is refused kindly."""
    await asha.sends("/pause")
    await asha.taps("Until another day")
    for typed, answer in (
        ("soonish", "did not understand that day"),
        ("today", "after today"),
        ("1 June 2031", "more than a year"),
    ):
        await asha.sends(typed)
        asha.sees(answer)
    assert asha_of(world).paused_until is None
    await asha.sends("12 April")
    asha.sees("Monday 12 April")
    assert asha_of(world).paused_until == date(2027, 4, 12)
    await asha.sends("/settings")
    asha.sees("Paused until Monday 12 April")


async def test_a_pause_ends_by_itself(world: World, asha: Phone) -> None:
    """At seven in the morning, silently, once."""
    await asha.sends("/pause")
    await asha.taps("A week")
    await world.moves(days=6.9)
    asha.never_received("Welcome back")
    await world.moves(days=0.2)
    welcome = asha.sees("Welcome back, Asha")
    assert welcome.silent
    assert asha_of(world).paused_until is None
    received = [m for m in asha.person.received if "Welcome back" in m.body.text]
    await world.moves(days=2)
    assert [m for m in asha.person.received if "Welcome back" in m.body.text] == received


async def test_a_pause_can_be_ended_by_hand_once(world: World, asha: Phone) -> None:
    """The old button says that there is none any more."""
    await asha.sends("/pause")
    await asha.taps("A month")
    screen = asha.sees("Have a good rest")
    assert min(due_times(world)).date() >= date(2027, 3, 15)
    await asha.taps("End the pause")
    asha.sees("Questions come again as usual")
    assert min(due_times(world)).date() < date(2027, 3, 15)
    await asha.taps_on(screen, "End the pause")
    asha.sees("There is no pause now")
    await world.moves(days=30)
    asha.never_received("Your rest is over")


async def test_a_pause_that_runs_is_shown_and_can_be_changed(world: World, asha: Phone) -> None:
    """A second /pause begins with the first."""
    await asha.sends("/pause")
    await asha.taps("A week")
    await asha.sends("/pause")
    asha.sees("having a rest until Monday 22 February")
    await asha.taps("Two weeks")
    assert asha_of(world).paused_until == date(2027, 3, 1)


async def test_cancel_ends_what_is_asked(world: World, asha: Phone) -> None:
    """The next words are no name."""
    await asha.sends("/settings")
    await asha.taps("Name")
    await asha.sends("/cancel")
    asha.sees("not waiting for anything")
    await asha.sends("Zebra")
    assert asha_of(world).name == "Asha"


async def test_who_has_left_cannot_tap_old_settings(world: World, asha: Phone) -> None:
    """Rights are decided at the tap."""
    await asha.sends("/settings")

    def leaves(session: sa.orm.Session) -> None:
        session.execute(sa.update(Member).values(left_at=world.clock.now()))

    world.app.store.write(leaves)
    await asha.taps("Time")
    assert "You have left" in asha.toast
