"""Instants as they fall in a person's own day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.people.phrases import EARLIEST, LATEST

BEDTIME = time(21)
"""When waking hours are over: the minute after `LATEST`."""


def next_waking(now: datetime, zone: ZoneInfo) -> datetime:
    """Return `now` if it is between 07:00 and 20:59 in `zone`, else the next 07:00 there."""
    local = now.astimezone(zone)
    wall = local.time()
    if EARLIEST <= wall.replace(second=0, microsecond=0) <= LATEST:
        return now
    day = local.date() if wall < EARLIEST else local.date() + timedelta(days=1)
    return at_local(day, EARLIEST, zone)


def after_waking_hours(now: datetime, zone: ZoneInfo, hours: int) -> datetime:
    """Return when so many hours between 07:00 and 21:00 in `zone` have gone by since `now`."""
    at, left = next_waking(now, zone), timedelta(hours=hours)
    while left >= (rest := at_local(local_day(at, zone), BEDTIME, zone) - at):
        left -= rest
        at = next_waking(at + rest, zone)
    return at + left


def at_local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, of a wall time between 07:00 and 20:59 on a day.

    No zone of the world changes its clocks by day except at a change of its whole offset;
    there a time in the gap becomes the one after it and a doubled time the first.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def local_day(now: datetime, zone: ZoneInfo) -> date:
    """Return the date that it is in `zone`."""
    return now.astimezone(zone).date()
