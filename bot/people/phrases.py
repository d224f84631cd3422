"""Names, times of day and days as people type them."""

import re
import unicodedata
from datetime import time
from enum import StrEnum

from bot.people.days import parse_day

__all__ = ["EARLIEST", "LATEST", "TimeRefusal", "parse_day", "parse_name", "parse_time_of_day"]

_LONGEST_NAME = 40
_JOINERS = "\u200c\u200d"  # hold letters of some scripts together
_GAPS = re.compile(r"\s+")


def parse_name(text: str) -> str | None:
    """Return the name to be called by, on one line and of 1 to 40 characters.

    None when nothing readable is left or it is too long. Control signs and those that turn
    the direction of writing are dropped.
    """
    kept = "".join(
        sign
        for sign in _GAPS.sub(" ", unicodedata.normalize("NFC", text))
        if sign in _JOINERS or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    name = _GAPS.sub(" ", kept).strip()
    readable = any(sign.isalnum() for sign in name)
    return name if readable and len(name) <= _LONGEST_NAME else None


class TimeRefusal(StrEnum):
    """Why a typed time cannot be used."""

    NOT_UNDERSTOOD = "not_understood"
    OUTSIDE = "outside"  # understood, but not between 07:00 and 20:59


EARLIEST = time(7)
LATEST = time(20, 59)

# fmt: off
_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}
_MINUTES = {
    "five": 5, "ten": 10, "fifteen": 15, "quarter": 15, "twenty": 20, "twenty five": 25,
    "half": 30, "thirty": 30, "forty": 40, "forty five": 45, "fifty": 50, "fifty five": 55,
}
_HALF_DAY = 12 * 60  # minutes
_NAMED = {
    "noon": _HALF_DAY, "midday": _HALF_DAY, "12 noon": _HALF_DAY, "12 midday": _HALF_DAY,
    "midnight": 0, "12 midnight": 0,
}
# fmt: on

_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})"
_MINUTE = rf"(?P<minute>\d{{1,2}}|{'|'.join(sorted(_MINUTES, key=len, reverse=True))})"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_MINUTE} (?P<before>to|till|before) {_HOUR}",
        rf"{_MINUTE} (?:past|after) {_HOUR}",
        rf"(?P<minute>half) {_HOUR}",  # "half six" is 6:30 in Britain
        r"(?P<hour>\d{1,2})\s?[:.h]?\s?(?P<minute>\d{2})h?",
        rf"{_HOUR}h?",
        rf"{_HOUR} {_MINUTE}",
    )
)
_FILLERS = re.compile(
    r"\b(?:at|around|about|roughly|maybe|say|by|from|please|pls|thanks|thank you|it'?s|the|a|in"
    r"|i'd like|i prefer|prefer|every day|daily|minutes?|mins?|o'?\s?clock|sharp|exactly)\b"
    r"|(?:\b|(?<=\d))ish\b"
)
_STRAY = re.compile(r"[,!?~]|\.(?!\d)|(?<=[a-z])-(?=[a-z])")
_AFTERNOON = re.compile(r"(?:\b|(?<=\d))(?:p\.?\s?m\b\.?|afternoon\b|evening\b|night\b|tonight\b)")
_MORNING = re.compile(r"(?:\b|(?<=\d))(?:a\.?\s?m\b\.?|morning\b)")


def parse_time_of_day(text: str) -> time | TimeRefusal:
    """Read "half past six", "18:30", "6pm", "8 in the morning" or "1830".

    Without a word for the half of the day, a time that lies inside 07:00-20:59 in only one
    half means that half ("half past six" is 18:30), otherwise it is read as it stands.
    """
    said = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    said, afternoons = _AFTERNOON.subn(" ", said)
    said, mornings = _MORNING.subn(" ", said)
    said = _GAPS.sub(" ", _STRAY.sub(" ", _FILLERS.sub(" ", said))).strip()
    clock = _read_clock(said)
    if clock is None or (mornings and afternoons):
        return TimeRefusal.NOT_UNDERSTOOD
    minutes, exact = clock
    if afternoons:
        minutes = minutes % _HALF_DAY + _HALF_DAY
    elif mornings:
        if minutes >= _HALF_DAY + 60:
            return TimeRefusal.NOT_UNDERSTOOD
        minutes %= _HALF_DAY
    elif not exact and not _inside(minutes) and _inside(minutes + _HALF_DAY):
        minutes += _HALF_DAY
    if not _inside(minutes):
        return TimeRefusal.OUTSIDE
    return time(minutes // 60, minutes % 60)


def _inside(minutes: int) -> bool:
    return EARLIEST <= time(minutes // 60 % 24, minutes % 60) <= LATEST


def _read_clock(said: str) -> tuple[int, bool] | None:
    """Return minutes after midnight, and whether the 24-hour clock was meant for sure."""
    if said in _NAMED:
        return _NAMED[said], True
    match = next((found for shape in _SHAPES if (found := shape.fullmatch(said))), None)
    if match is None:
        return None
    parts = match.groupdict()
    hour, minute = parts["hour"], parts.get("minute") or "0"
    hours = int(_HOURS.get(hour, hour))
    minutes = int(_MINUTES.get(minute, minute))
    try:
        exact = time(hours, minutes) >= time(13) or hour.startswith("0")
    except ValueError:
        return None
    past = -minutes if parts.get("before") else minutes
    return (hours * 60 + past) % (2 * _HALF_DAY), exact
