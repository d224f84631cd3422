"""Dates in a text that could be somebody's date of birth."""

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_DATES = tuple(
    re.compile(rf"(?<![\w/]){shape}(?![\w/])", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\s?[-/. ]\s?(?P<month>\d{1,2})\s?[-/. ]\s?(?P<year>\d{4})",
        r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})(?:[-/.](?P<year>\d{2}))?",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
        rf"{_DAY}[\s-]{{0,2}}(?:of\s+)?(?P<month>{_MONTH})\.?(?:,?[\s-]{{0,2}}(?P<year>\d{{4}}|['’]?\d\d))?",
        rf"(?P<month>{_MONTH})\.?\s?{_DAY}(?:,?\s{{1,2}}(?P<year>\d{{4}}))?",
    )
)
_BIRTH_WORDS = re.compile(
    r"\b(?:born|birth(?:day|date)?s?|d\.?\s?o\.?\s?b|b'?day)\b|(?<![\w.])b\.", re.IGNORECASE
)
_NEAR = 30  # characters between such a word and the date it speaks of
_OLDEST = 120  # years
_RECENT = 2  # years: a younger date is far more often a meeting than a birth


def birth_dates(text: str, *, today: date) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each date that may be one of birth.

    Beside a word such as "born" any date counts, even without its year. Elsewhere only a
    full date between 2 and 120 years ago does, so that a workshop's date passes.
    """
    words = [match.span() for match in _BIRTH_WORDS.finditer(text)]
    for shape in _DATES:
        for match in shape.finditer(text):
            beside = any(
                start - _NEAR <= match.end() and match.start() <= end + _NEAR
                for start, end in words
            )
            if _may_be_birth(match, beside=beside, today=today):
                yield match.span()


def _may_be_birth(match: re.Match[str], *, beside: bool, today: date) -> bool:
    written = match["year"]
    # A leap year stands in for a year that was not written, so that 29 February is a date.
    year = 2000 if written is None else _year(written.strip("'’"), today=today)
    try:
        day = date(year, _month(match["month"]), int(match["day"]))
    except ValueError:
        return False
    if beside:
        return True
    if re.fullmatch(r"\d+\.\d+\.\d\d", match[0]):  # far more often a version or a section
        return False
    return written is not None and _RECENT < _age(day, today=today) <= _OLDEST


def _year(written: str, *, today: date) -> int:
    """Read a year; one of two digits is the latest that is not in the future."""
    year = int(written)
    if len(written) == len("1950"):
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century - 100 + year


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS.index(written[:3].casefold()) + 1


def _age(day: date, *, today: date) -> float:
    return (today - day).days / 365.25
