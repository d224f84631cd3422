"""Calendar rules: the day a prompt means, and the instant it is sent at."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reflection.calendar import send_instant
from prompts.moment import EARLIEST, LATEST, parse_moment

LONDON = ZoneInfo("Europe/London")
ZONES = [
    "Europe/London",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "Asia/Tehran",
    "America/St_Johns",
    "Pacific/Kiritimati",
    "UTC",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(min_value=date(2005, 1, 1), max_value=date(2037, 12, 1))
times = st.times()
chosen = st.frozensets(st.integers(min_value=0, max_value=6), min_size=1)


@given(day=days, at=times, zone=zones, on=chosen)
def test_nothing_is_sent_outside_the_window_or_on_a_day_not_chosen(
    day: date, at: time, zone: ZoneInfo, on: frozenset[int]
) -> None:
    """Whatever is asked for, local time is 07:00-20:59 on a chosen day, a fortnight off at most."""
    local = send_instant(day, at, zone, on).astimezone(zone)
    assert EARLIEST <= local.time() <= LATEST
    assert local.weekday() in on
    assert timedelta(0) <= local.date() - day <= timedelta(days=13)


@given(day=days, at=times, zone=zones, on=chosen)
def test_later_days_are_never_sent_earlier(
    day: date, at: time, zone: ZoneInfo, on: frozenset[int]
) -> None:
    """The order of days is the order of instants; two chosen days that exist never coincide."""
    first, second = (send_instant(each, at, zone, on) for each in (day, day + timedelta(days=1)))
    assert first <= second
    if first.astimezone(zone).date() == day:
        assert first < second


@given(day=days, at=st.times(min_value=EARLIEST, max_value=LATEST), zone=zones)
def test_the_wall_time_asked_for_is_the_wall_time_kept(day: date, at: time, zone: ZoneInfo) -> None:
    """Going to UTC and back gives the same minute, where that day exists at all."""
    local = send_instant(day, at, zone).astimezone(zone)
    if local.date() == day:
        assert local.time() == at.replace(second=0, microsecond=0)
    else:
        assert (zone.key, day) == ("Pacific/Apia", date(2011, 12, 30))


def test_a_day_the_date_line_swallowed_moves_to_the_next() -> None:
    """Samoa had no 30 December 2011."""
    apia = ZoneInfo("Pacific/Apia")
    sent = send_instant(date(2011, 12, 30), time(18, 30), apia)
    assert sent == datetime(2011, 12, 31, 18, 30, tzinfo=apia)


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (date(2027, 3, 27), 18),
        (date(2027, 3, 28), 17),
        (date(2026, 10, 24), 17),
        (date(2026, 10, 25), 18),
    ],
)
def test_half_past_six_in_london_stays_half_past_six(day: date, utc_hour: int) -> None:
    """Both clock changes move the UTC hour, not the local one."""
    sent = send_instant(day, time(18, 30), LONDON)
    assert sent == datetime(day.year, day.month, day.day, utc_hour, 30, tzinfo=UTC)


def test_a_time_the_clocks_skip_becomes_the_next_valid_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """01:30 on the spring Sunday does not exist in London; 02:00 summer time follows 00:59."""
    monkeypatch.setattr("bot.reflection.calendar.EARLIEST", time(0, 0))
    sent = send_instant(date(2027, 3, 28), time(1, 30), LONDON)
    assert sent == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_a_time_that_comes_twice_is_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """01:30 comes twice on the autumn Sunday; the first is summer time."""
    monkeypatch.setattr("bot.reflection.calendar.EARLIEST", time(0, 0))
    sent = send_instant(date(2026, 10, 25), time(1, 30), LONDON)
    assert sent == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_no_chosen_day_is_refused() -> None:
    """A week without a day would never end."""
    with pytest.raises(ValueError, match="at least one day"):
        send_instant(date(2027, 3, 1), time(9), LONDON, frozenset())


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on workshop 1", date(2026, 8, 31)),
        ("1 week before workshop 1", date(2026, 8, 24)),
        ("3 days after workshop 1", date(2026, 9, 3)),
        ("3 months after workshop 1", date(2026, 11, 30)),
        ("6 months after workshop 1", date(2027, 2, 28)),
        ("2 days after joining", date(2026, 9, 2)),
    ],
)
def test_moments_are_counted_from_their_anchor(words: str, day: date) -> None:
    """Days, weeks and months, before and after; a short month ends early."""
    assert parse_moment(words).day(date(2026, 8, 31)) == day
