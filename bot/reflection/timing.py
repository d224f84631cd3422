"""When a member may be written to next: their days, hours and pause."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from bot.people.local import next_waking
from bot.people.phrases import EARLIEST, LATEST
from bot.reflection.calendar import Preferences, send_instant
from bot.reflection.circle import Asked, Person

LATER = timedelta(hours=3)
LATEST_TODAY = time(20, 30)
"""A prompt put off until later today comes by then, or it comes tomorrow."""
SOON = timedelta(minutes=30)


def preferences(circle: Asked) -> Preferences:
    """Return when this member likes to be written to."""
    member = circle.member
    return Preferences(
        time=time.fromisoformat(member.prompt_time), zone=circle.zone, days=chosen_days(member)
    )


def chosen_days(member: Person) -> frozenset[int]:
    """Return the weekdays a member chose, Monday being 0."""
    return _days(member.prompt_days)


@cache
def _days(bits: int) -> frozenset[int]:
    return frozenset(day for day in range(7) if bits >> day & 1)


def is_paused(circle: Asked, now: datetime) -> bool:
    """Tell whether this member asked for quiet."""
    until = circle.member.paused_until
    return until is not None and today(circle, now) < until


def today(circle: Asked, now: datetime) -> date:
    """Return the date where the member lives."""
    return now.astimezone(circle.zone).date()


def free_from(circle: Asked, now: datetime) -> datetime:
    """Return `now`, or the first waking minute after a pause."""
    if not is_paused(circle, now) or circle.member.paused_until is None:
        return now
    return send_instant(circle.member.paused_until, EARLIEST, circle.zone)


def next_turn(circle: Asked, now: datetime) -> datetime:
    """Return `now` if a prompt may come now, else the next of the member's own times.

    Never at night, never on a day they did not choose, never while paused.
    """
    own = preferences(circle)
    start = free_from(circle, now)
    local = start.astimezone(own.zone)
    wall = local.time().replace(second=0, microsecond=0)
    if start == now and local.weekday() in own.days and EARLIEST <= wall <= LATEST:
        return now
    day = local.date() if wall <= own.time else local.date() + timedelta(days=1)
    return send_instant(day, own.time, own.zone, own.days)


def next_day(circle: Asked, now: datetime) -> datetime:
    """Return the member's own time on the next of their days after today."""
    own = preferences(circle)
    day = today(circle, now) + timedelta(days=1)
    return next_turn(circle, send_instant(day, own.time, own.zone, own.days))


def later_today(circle: Asked, now: datetime) -> datetime:
    """Return an instant some hours on, or tomorrow's when the evening is near."""
    latest = datetime.combine(today(circle, now), LATEST_TODAY, circle.zone).astimezone(UTC)
    at = next_waking(min(now + LATER, latest), circle.zone)
    return at if at - now >= SOON else tomorrow(circle, now)


def tomorrow(circle: Asked, now: datetime) -> datetime:
    """Return the member's own time tomorrow, whichever day that is: they asked for it."""
    own = preferences(circle)
    return send_instant(today(circle, now) + timedelta(days=1), own.time, own.zone)


def tonight(circle: Asked, now: datetime) -> datetime:
    """Return when today's waking hours end: what has not left by then must not leave today."""
    return send_instant(today(circle, now), LATEST, circle.zone) + timedelta(minutes=1)
