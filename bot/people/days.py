"""Days as people type them, for "by when?"."""

import calendar
import re
import unicodedata
from datetime import date, timedelta

_GAPS = re.compile(r"\s+")
_STRAY = re.compile(
    r"[,!?]|\.(?!\d)|\b(?:please|pls|thanks|maybe|about|around|coming|morning|afternoon|evening"
    r"|lunchtime|night)\b"
)
_LEADING = re.compile(r"^(?:(?:by|before|on|until|till|for|at)\s+)+")
_NAMED = {"today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST_WAIT = 8 * 12 + 1  # months: from one 29 February to the next across 2100
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "a": 1, "an": 1, "couple of": 2, "a couple of": 2,
}  # fmt: skip

_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_WEEKDAY_SAID = rf"(?P<day>{_WEEKDAY})(?P<after> week)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"


def parse_day(text: str, today: date) -> date | None:
    """Read "tomorrow", "next Tuesday", "in two weeks", "12 May", "12/5" or "end of the month".

    The day comes before the month. The answer is today or later, a date without its year the
    next there is; None when the words are not understood or name a day that has passed.
    "Friday" is the next one after today, "next Friday" that of the week after this one.
    """
    said = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    said = _LEADING.sub("", _GAPS.sub(" ", _STRAY.sub(" ", said)).strip()).removeprefix("the ")
    for shape, read in _READERS:
        if match := shape.fullmatch(said):
            try:
                day = read(match, today)
            except (ValueError, OverflowError):  # 31 April, or a day after the year 9999
                return None
            return day if day >= today else None
    return None


def _named(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_NAMED[match[0]])


def _weekday(match: re.Match[str], today: date) -> date:
    wanted = _WEEKDAYS.index(match["day"][:3])
    if match["which"] == "next":
        return _monday(today) + timedelta(days=7 + wanted)
    ahead = (wanted - today.weekday()) % 7
    if ahead == 0 and match["which"] is None:
        ahead = 7
    return today + timedelta(days=ahead + (7 if match["before"] or match["after"] else 0))


def _weekend(match: re.Match[str], today: date) -> date:
    if match["which"] == "next":
        return _monday(today) + timedelta(days=7 + _SATURDAY)
    return max(today, _monday(today) + timedelta(days=_SATURDAY))


def _span(match: re.Match[str], today: date) -> date:
    said = match["count"]
    return _later(today, int(_COUNTS.get(said, said)), match["unit"])


def _next_span(match: re.Match[str], today: date) -> date:
    return _later(today, 1, match["unit"])


def _end_of_span(match: re.Match[str], today: date) -> date:
    start = _later(today, 1, match["unit"]) if match["which"] == "next" else today
    if match["unit"] == "week":
        friday = _monday(start) + timedelta(days=_FRIDAY)
        return friday if friday >= today else _monday(start) + timedelta(days=_SUNDAY)
    return _last_day(start.year, start.month if match["unit"] == "month" else 12)


def _end_of_month(match: re.Match[str], today: date) -> date:
    month = _month(match["month"])
    end = _last_day(today.year, month)
    return end if end >= today else _last_day(today.year + 1, month)


def _dated(match: re.Match[str], today: date) -> date:
    parts = match.groupdict()
    day = int(parts["day"])
    month = _month(parts["month"]) if parts.get("month") else None
    if month is not None and parts.get("year"):
        year = int(parts["year"])
        return date(year if year >= 100 else 2000 + year, month, day)  # noqa: PLR2004 - "27"
    return _next_dated(day, month, today)


def _next_dated(day: int, month: int | None, today: date) -> date:
    """Return the first such day from today on; ValueError where there is none."""
    for ahead in range(_LONGEST_WAIT):
        years, index = divmod(today.month - 1 + ahead, 12)
        last = _last_day(today.year + years, index + 1)
        if month in (None, index + 1) and day <= last.day and last.replace(day=day) >= today:
            return last.replace(day=day)
    raise ValueError(day)


def months_later(day: date, count: int) -> date:
    """Return the same day so many months later (below 0: earlier), or that month's last day."""
    years, index = divmod(day.month - 1 + count, 12)
    last = _last_day(day.year + years, index + 1)
    return last.replace(day=min(day.day, last.day))


def _later(today: date, count: int, unit: str) -> date:
    if unit in ("month", "year"):
        return months_later(today, count * (12 if unit == "year" else 1))
    return today + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month(said: str) -> int:
    return int(said) if said.isdecimal() else _MONTHS.index(said[:3]) + 1


_READERS = tuple(
    (re.compile(shape), read)
    for shape, read in (
        (r"today|tonight|tomorrow|day after tomorrow", _named),
        (
            rf"(?:(?P<which>this|next) |(?P<before>(?:a )?week on ))?{_WEEKDAY_SAID}",
            _weekday,
        ),
        (r"(?:(?P<which>this|next) )?weekend", _weekend),
        (
            rf"(?:in |within )?{_COUNT} {_UNIT}(?:(?:'s?)? ?(?:time|from now|from today|today))?",
            _span,
        ),
        (r"(?:in )?(?:a )?(?P<unit>fortnight)(?:'s)?(?: time)?", _next_span),
        (rf"next {_UNIT}", _next_span),
        (r"(?:end of (?:the |this |(?P<which>next) )?)(?P<unit>week|month|year)", _end_of_span),
        (r"(?P<which>this) (?P<unit>week|month|year)", _end_of_span),
        (rf"end of {_MONTH}", _end_of_month),
        (r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", _dated),
        (rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})(?:[-/.]{_YEAR})?", _dated),
        (rf"(?:{_WEEKDAY} )?(?:the )?{_DAY} ?(?:of )?{_MONTH}(?: {_YEAR})?", _dated),
        (rf"(?:{_WEEKDAY} )?{_MONTH} (?:the )?{_DAY}(?: {_YEAR})?", _dated),
        (rf"(?:{_WEEKDAY} )?(?:the )?(?P<day>\d{{1,2}}) ?(?:st|nd|rd|th)", _dated),
    )
)
