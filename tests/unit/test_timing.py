"""When a prompt may come next: days, hours, pause, and what later and tomorrow mean."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pairs.model import Cohort
from bot.people.model import EVERY_DAY, Member, Role
from bot.reflection.circle import Circle
from bot.reflection.timing import is_paused, later_today, next_day, next_turn, tomorrow, tonight
from prompts.loader import shipped

LONDON = ZoneInfo("Europe/London")
ZONES = ["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo"]


def somebody(
    *,
    zone: str = "Europe/London",
    days: int = EVERY_DAY,
    at: str = "18:30",
    paused_until: date | None = None,
) -> Circle:
    """Return a member who likes to be written to at these times."""
    member = Member(
        id=1, role=Role.LAY, name="Asha", timezone=zone, prompt_time=at, prompt_days=days,
        paused_until=paused_until,
    )  # fmt: skip
    programme = shipped()["leading-together"]
    return Circle(member=member, partner=None, cohort=Cohort(), programme=programme, challenge=None)


def london(*parts: int) -> datetime:
    """Return an instant by the clocks of London."""
    year, month, day, hour, minute = (*parts, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


NOON = london(2027, 3, 4, 12)  # a Thursday


@pytest.mark.parametrize(
    ("who", "now", "turn"),
    [
        (somebody(), NOON, NOON),
        (somebody(), london(2027, 3, 4, 23), london(2027, 3, 5, 18, 30)),
        (somebody(), london(2027, 3, 4, 5), london(2027, 3, 4, 18, 30)),
        (somebody(days=0b000_0001), NOON, london(2027, 3, 8, 18, 30)),  # Mondays only
        (somebody(paused_until=date(2027, 3, 9)), NOON, london(2027, 3, 9, 18, 30)),
        (
            somebody(paused_until=date(2027, 3, 9), days=0b000_0001, at="07:00"),
            NOON,
            london(2027, 3, 15, 7),
        ),
        (somebody(paused_until=date(2027, 3, 4)), NOON, NOON),  # the pause ended today
        (somebody(zone="Asia/Tokyo"), NOON, datetime(2027, 3, 5, 9, 30, tzinfo=UTC)),
    ],
)
def test_the_next_turn(who: Circle, now: datetime, turn: datetime) -> None:
    assert next_turn(who, now) == turn


def test_later_and_tomorrow() -> None:
    """Later is three hours on, by half past eight; tomorrow is at one's own time."""
    who = somebody(days=0b000_0001)
    assert later_today(who, NOON) == london(2027, 3, 4, 15)
    assert later_today(who, london(2027, 3, 4, 18)) == london(2027, 3, 4, 20, 30)
    assert later_today(who, london(2027, 3, 4, 20, 10)) == london(2027, 3, 5, 18, 30)
    assert later_today(who, london(2027, 3, 4, 23)) == london(2027, 3, 5, 18, 30)
    assert tomorrow(who, NOON) == london(2027, 3, 5, 18, 30)  # asked for, though a Friday
    assert next_day(somebody(), NOON) == london(2027, 3, 5, 18, 30)
    assert tonight(who, NOON) == london(2027, 3, 4, 21)


@given(
    zone=st.sampled_from(ZONES),
    days=st.integers(min_value=1, max_value=EVERY_DAY),
    at=st.times(min_value=time(7), max_value=time(20, 59)),
    now=st.datetimes(
        min_value=datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        max_value=datetime(2028, 1, 1),  # noqa: DTZ001 - as above
        timezones=st.just(UTC),
    ),
    paused=st.none() | st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 1, 1)),
)
def test_every_turn_is_a_good_one(
    zone: str, days: int, at: time, now: datetime, paused: date | None
) -> None:
    """Never at night, never on another day, never in a pause, and never before now."""
    who = somebody(zone=zone, days=days, at=f"{at:%H:%M}", paused_until=paused)
    turn = next_turn(who, now)
    local = turn.astimezone(who.zone)
    assert turn >= now
    assert time(7) <= local.time() < time(21)
    assert days >> local.weekday() & 1
    assert not is_paused(who, turn)
    assert next_turn(who, turn) == turn  # moved once, it goes
