"""When a broadcast goes, as facilitators type it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.people.local import at_local, local_day
from bot.people.phrases import EARLIEST, LATEST, TimeRefusal, parse_day, parse_time_of_day

_COUNTS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_WORKSHOP = re.compile(
    rf"(?:on )?(?:(?P<same>the day of)|(?P<next>the day)|(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)}) "
    r"(?P<unit>day|week)s?) ?(?P<side>before|after)? ?(?:the )?workshop (?P<number>\d{1,2})"
    r"(?:,? (?:at )?(?P<time>.+))?"
)
_FROM_NOW = re.compile(
    rf"in (?:(?P<half>half an hour)|(?P<count>\d{{1,3}}|an|{'|'.join(_COUNTS)}) "
    r"(?P<unit>minute|min|hour)s?)"
)
_GAPS = re.compile(r"[\s,]+")


class WhenRefusal(StrEnum):
    """Why a typed moment cannot be used."""

    NOT_UNDERSTOOD = "not_understood"
    NO_TIME = "no_time"
    """The day is clear, the time of day is missing."""
    OUTSIDE = "outside"
    """Not between 07:00 and 20:59."""
    PAST = "past"
    NO_WORKSHOP = "no_workshop"
    WORKSHOPS_DIFFER = "workshops_differ"
    """The cohorts have this workshop on different days."""


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A moment that hangs on a workshop: so many days after its day (before: below 0)."""

    workshop: int
    days: int
    clock: str
    """Local wall time `HH:MM`."""

    def to_document(self) -> dict[str, Any]:
        """Return the JSON object for the row."""
        return asdict(self)

    def instant(self, workshop_day: date, zone: ZoneInfo) -> datetime:
        """Return the instant, when the workshop is on that day."""
        day = workshop_day + timedelta(days=self.days)
        return at_local(day, time.fromisoformat(self.clock), zone)


@dataclass(frozen=True, kw_only=True)
class When:
    """A moment that was understood."""

    at: datetime
    anchor: Anchor | None = None


def parse_when(
    text: str, *, now: datetime, zone: ZoneInfo, workshops: Mapping[int, date | None]
) -> When | WhenRefusal:
    """Read "tomorrow 8am", "in 2 hours" or "3 days before workshop 2 at 18:00".

    `workshops` has the day of each by number, None where the cohorts' days differ. A time
    alone is the next time it is that late. The moment is in the future, between 07:00 and
    20:59 in `zone`, whatever the clocks do until then.
    """
    said = _GAPS.sub(" ", text).strip().casefold()
    found: When | WhenRefusal
    if match := _FROM_NOW.fullmatch(said):
        found = _from_now(match, now=now, zone=zone)
    elif match := _WORKSHOP.fullmatch(said):
        found = _anchored(match, zone=zone, workshops=workshops)
    else:
        found = _dated(said, now=now, zone=zone)
    return WhenRefusal.PAST if isinstance(found, When) and found.at <= now else found


def _from_now(match: re.Match[str], *, now: datetime, zone: ZoneInfo) -> When | WhenRefusal:
    """Read "in 10 minutes": taken for a time of day, it would be ten o'clock."""
    said = match["count"]
    count = 30 if match["half"] else 1 if said == "an" else int(_COUNTS.get(said, said))
    minutes = count * 60 if match["unit"] == "hour" else count
    at = now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    inside = EARLIEST <= at.astimezone(zone).time() <= LATEST
    return When(at=at) if inside else WhenRefusal.OUTSIDE


def _anchored(
    match: re.Match[str], *, zone: ZoneInfo, workshops: Mapping[int, date | None]
) -> When | WhenRefusal:
    if (match["side"] is None) != (match["same"] is not None):
        return WhenRefusal.NOT_UNDERSTOOD
    number = int(match["number"])
    if number not in workshops:
        return WhenRefusal.NO_WORKSHOP
    day = workshops[number]
    if day is None:
        return WhenRefusal.WORKSHOPS_DIFFER
    if match["time"] is None:
        return WhenRefusal.NO_TIME
    clock = parse_time_of_day(match["time"])
    if isinstance(clock, TimeRefusal):
        return _time_refusal(clock)
    anchor = Anchor(workshop=number, days=_days(match), clock=f"{clock:%H:%M}")
    return When(at=anchor.instant(day, zone), anchor=anchor)


def _days(match: re.Match[str]) -> int:
    if match["same"]:
        return 0
    count = match["count"] or "1"
    days = int(_COUNTS.get(count, count)) * (7 if match["unit"] == "week" else 1)
    return -days if match["side"] == "before" else days


def _dated(said: str, *, now: datetime, zone: ZoneInfo) -> When | WhenRefusal:
    today = local_day(now, zone)
    alone = parse_time_of_day(said)
    if isinstance(alone, time):
        at = at_local(today, alone, zone)
        return When(at=at if at > now else at_local(today + timedelta(days=1), alone, zone))
    refused = _time_refusal(alone)
    words = said.split(" ")
    for border in range(1, len(words)):
        first, second = " ".join(words[:border]), " ".join(words[border:])
        for day_said, time_said in ((first, second), (second, first)):
            day = parse_day(day_said, today)
            if day is None:
                continue
            clock = parse_time_of_day(time_said)
            if isinstance(clock, time):
                return When(at=at_local(day, clock, zone))
            if clock is TimeRefusal.OUTSIDE:
                refused = WhenRefusal.OUTSIDE
    if refused is WhenRefusal.NOT_UNDERSTOOD and parse_day(said, today) is not None:
        return WhenRefusal.NO_TIME
    return refused


def _time_refusal(refusal: TimeRefusal) -> WhenRefusal:
    outside = refusal is TimeRefusal.OUTSIDE
    return WhenRefusal.OUTSIDE if outside else WhenRefusal.NOT_UNDERSTOOD


def to_minutes(at: datetime) -> int:
    """Return a moment as Unix time in minutes, which is how buttons carry it."""
    return int(at.timestamp()) // 60


def from_minutes(minutes: int) -> datetime:
    """Return the moment that a button carries."""
    return datetime.fromtimestamp(minutes * 60, UTC)
