"""Waking hours and places."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.local import after_waking_hours, next_waking
from bot.people.zones import city_of, parse_zone

ZONES = [ZoneInfo(key) for key in ("Europe/London", "America/New_York", "Asia/Kathmandu")]


@given(
    st.datetimes(
        min_value=datetime(2026, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
        max_value=datetime(2028, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    st.sampled_from(ZONES),
)
def test_the_next_waking_instant_is_awake_and_near(now: datetime, zone: ZoneInfo) -> None:
    """Never earlier than now, never between 21:00 and 07:00, never put off needlessly."""
    found = next_waking(now, zone)
    assert found >= now
    assert 7 <= found.astimezone(zone).hour <= 20
    if 7 <= now.astimezone(zone).hour <= 20:
        assert found == now
    else:
        assert found.astimezone(zone).strftime("%H:%M:%S") == "07:00:00"
        assert (found - now).total_seconds() <= 11 * 3600


@pytest.mark.parametrize(
    ("since", "hours", "then"),
    [
        ("2027-02-15 09:00", 4, "2027-02-15 13:00"),
        ("2027-02-15 18:00", 4, "2027-02-16 08:00"),
        ("2027-02-15 17:00", 4, "2027-02-16 07:00"),
        ("2027-02-15 23:00", 4, "2027-02-16 11:00"),
        ("2027-02-15 03:00", 8, "2027-02-15 15:00"),
        ("2027-02-15 14:00", 8, "2027-02-16 08:00"),
        ("2027-02-15 09:00", 30, "2027-02-17 11:00"),
        ("2027-03-27 20:30", 1, "2027-03-28 06:30"),
    ],
)
def test_waking_hours_stand_still_at_night(since: str, hours: int, then: str) -> None:
    """Fourteen of them are in a day; on the last Sunday of March the day begins earlier."""
    now = datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert after_waking_hours(now, ZONES[0], hours) == datetime.fromisoformat(then).replace(
        tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("London", "Europe/London"),
        (" new  york! ", "America/New_York"),
        ("Europe/paris", "Europe/Paris"),
        ("Europe/London", "Europe/London"),
        ("UK", "Europe/London"),
        ("kathmandu", "Asia/Kathmandu"),
        ("Atlantis", None),
        ("", None),
        ("Etc/GMT+5", None),
    ],
)
def test_places_are_known_by_their_names(typed: str, key: str | None) -> None:
    """Cities, countries of the UK and whole names of zones, whatever their case."""
    zone = parse_zone(typed)
    assert (zone.key if zone else None) == key


def test_a_zone_is_called_by_its_city() -> None:
    """As a person would say it."""
    assert city_of(ZoneInfo("America/New_York")) == "New York"
