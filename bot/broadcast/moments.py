"""When a broadcast goes, as facilitators type it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.people.days import months_later
from bot.people.local import at_local, local_day
from bot.people.phrases import EARLIEST, LATEST, TimeRefusal, parse_day, parse_time_of_day

_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBER = rf" (?P<number>\d{{1,2}}|{'|'.join(_COUNTS)})(?! ?(?:[ap]\.? ?m\b|o'?\s?clock))"
"""Not the hour of "the workshop 6 pm"."""
_NUMBER_AND_TIME = (
    rf"(?:(?:the|our|this) )?(?:next )?workshop(?:{_NUMBER})?(?: (?:at )?(?P<time>.+))?"
)
_AROUND_WORKSHOP = re.compile(
    rf"(?:(?:at )?(?P<early>.+?) )??(?:on )?"
    rf"(?:{_COUNT} (?P<unit>day|week|fortnight|month)s?|(?:the )?(?:day|evening)) "
    rf"(?P<side>before|after) {_NUMBER_AND_TIME}"
)
_ON_WORKSHOP = re.compile(rf"(?:on )?(?:(?:the )?(?:day|morning) of )?{_NUMBER_AND_TIME}")
_FROM_NOW = re.compile(
    rf"in (?:(?P<half>half an hour)|(?P<more>an hour and a half)|{_COUNT} "
    r"(?P<unit>minute|min|hour|hr)s?)"
)
_GAPS = re.compile(r"[\s,]+")
_WEEKDAY = r"((?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_SPELLINGS = tuple(
    (re.compile(shape), better)
    for shape, better in (
        (r"^(?:please )?(?:send|schedule)(?: it| this)?(?: out)?(?: for)? ", ""),
        (r"\btom+or+ow?\b", "tomorrow"),
        (r"\bthis (?=morning|afternoon|evening)", "today "),
        (rf"\b(?:on )?(?:next week {_WEEKDAY}|{_WEEKDAY} next week)\b", r"next \1\2"),
        *((rf"\b{said} workshop\b", f"workshop {n}") for n, said in enumerate(_ORDINALS, 1)),
    )
)
"""Ways to say the same, and the one that is read below."""
_NOW = frozenset(("now", "right now", "at once", "straight away", "immediately", "asap"))
_PAST = re.compile(r"\b(?:yesterday|ago|last (?:week|night|month|year|[a-z]+day))\b")
_LONG_AGO = timedelta(days=3653)


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
    NOW = "now"
    """That is a button of its own."""


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

    `workshops` has the day of each by number, None where the cohorts' days differ; a workshop
    without a number is the next one. A time alone is the next time it is that late. The moment
    is in the future, between 07:00 and 20:59 in `zone`, whatever the clocks do until then.
    """
    said = _GAPS.sub(" ", text).strip().casefold()
    for shape, better in _SPELLINGS:
        said = shape.sub(better, said)
    if said.rstrip("!.") in _NOW:
        return WhenRefusal.NOW
    found: When | WhenRefusal
    if match := _FROM_NOW.fullmatch(said):
        found = _from_now(match, now=now, zone=zone)
    elif match := _AROUND_WORKSHOP.fullmatch(said) or _ON_WORKSHOP.fullmatch(said):
        found = _anchored(match, now=now, zone=zone, workshops=workshops)
    else:
        found = _dated(said, now=now, zone=zone)
    has_passed = found.at <= now if isinstance(found, When) else _is_past(said, found, now, zone)
    return WhenRefusal.PAST if has_passed else found


def _is_past(said: str, refused: WhenRefusal, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether what cannot be used names the past: a day that was still to come long ago."""
    if refused is not WhenRefusal.NOT_UNDERSTOOD:
        return False
    before = _dated(said, now=now - _LONG_AGO, zone=zone)
    return _PAST.search(said) is not None or isinstance(before, When)


def _from_now(match: re.Match[str], *, now: datetime, zone: ZoneInfo) -> When | WhenRefusal:
    """Read "in 10 minutes": taken for a time of day, it would be ten o'clock."""
    if match["half"] or match["more"]:
        minutes = 30 if match["half"] else 90
    else:
        minutes = _count(match) * (60 if match["unit"] in ("hour", "hr") else 1)
    at = now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    inside = EARLIEST <= at.astimezone(zone).time() <= LATEST
    return When(at=at) if inside else WhenRefusal.OUTSIDE


def _anchored(
    match: re.Match[str],
    *,
    now: datetime,
    zone: ZoneInfo,
    workshops: Mapping[int, date | None],
) -> When | WhenRefusal:
    parts = match.groupdict()
    said = parts["number"] or _next_number(workshops, local_day(now, zone))
    number = int(_COUNTS.get(said, said))
    if number not in workshops:
        return WhenRefusal.NO_WORKSHOP
    day = workshops[number]
    if day is None:
        return WhenRefusal.WORKSHOPS_DIFFER
    time_said = parts["time"] or parts.get("early")
    if time_said is None:
        return WhenRefusal.NO_TIME
    clock = parse_time_of_day(time_said)
    if isinstance(clock, TimeRefusal):
        return _time_refusal(clock)
    anchor = Anchor(workshop=number, days=_days(match, day), clock=f"{clock:%H:%M}")
    return When(at=anchor.instant(day, zone), anchor=anchor)


def _next_number(workshops: Mapping[int, date | None], today: date) -> str:
    """Return which is the next; where the cohorts' days differ nobody can tell, and it is that."""
    ahead = (number for number, day in sorted(workshops.items()) if day is None or day >= today)
    return str(next(ahead, 0))


def _days(match: re.Match[str], workshop_day: date) -> int:
    """Return how many days after the workshop's day it is; a month is one of the calendar."""
    parts = match.groupdict()
    if parts.get("side") is None:
        return 0
    sign = -1 if parts["side"] == "before" else 1
    if parts["unit"] == "month":
        return (months_later(workshop_day, sign * _count(match)) - workshop_day).days
    return sign * _count(match) * {"week": 7, "fortnight": 14}.get(parts["unit"] or "day", 1)


def _count(match: re.Match[str]) -> int:
    said = match["count"] or "1"
    return int(_COUNTS.get(said, said))


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
