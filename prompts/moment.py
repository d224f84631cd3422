"""When a prompt is due: so many days, weeks or months from a workshop or from joining."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from prompts.wording import fault

EARLIEST = time(7, 0)
LATEST = time(20, 59)
_MOMENT = re.compile(
    r"(?:on|(?P<amount>\d{1,3}) (?P<unit>day|week|month)s? (?P<way>before|after)) "
    r"(?:(?P<joining>joining)|workshop (?P<workshop>\d{1,2}))"
)
_INSTEAD = "write for example `3 days after workshop 1`, `on workshop 2` or `2 days after joining`"


class Unit(StrEnum):
    """What an offset is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """`amount` units after (or, below zero, before) workshop `workshop`; None means joining."""

    workshop: int | None
    amount: int
    unit: Unit

    def day(self, anchor: date) -> date:
        """Return the day this moment falls on when its anchor falls on `anchor`."""
        if self.unit is Unit.MONTH:
            return _months_later(anchor, self.amount)
        days = self.amount * (7 if self.unit is Unit.WEEK else 1)
        return anchor + timedelta(days=days)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def parse_moment(value: object) -> Moment:
    """Read `1 week before workshop 1`; raises a programme fault for anything else."""
    found = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise fault(f"“{value}” is not a moment", _INSTEAD)
    before = found["way"] == "before"
    if before and found["joining"]:
        raise fault("nothing can be sent before joining", _INSTEAD)
    amount = int(found["amount"] or 0)
    return Moment(
        workshop=int(found["workshop"]) if found["workshop"] else None,
        amount=-amount if before else amount,
        unit=Unit(found["unit"] or Unit.DAY),
    )


def parse_time(value: object) -> time | None:
    """Read `18:30`, a time from 07:00 to 20:59; None for anything else."""
    found = re.fullmatch(r"(\d\d):([0-5]\d)", value) if isinstance(value, str) else None
    if found and int(found[1]) < 24:  # noqa: PLR2004 - hours of a day
        at = time(int(found[1]), int(found[2]))
        if EARLIEST <= at <= LATEST:
            return at
    return None
