"""The check of words before another person sees them.

It finds what could identify a patient, so that a text can be held and its writer asked. It
is a net with known holes, not a guarantee: a name alone passes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.clock import SystemClock
from bot.sharing.birthdays import birth_dates

Span = tuple[int, int]


class FindingKind(StrEnum):
    """What could identify somebody, the surest sign first."""

    NHS_NUMBER = "nhs_number"
    EMAIL = "email"
    DATE_OF_BIRTH = "date_of_birth"
    PHONE = "phone"
    POSTCODE = "postcode"
    MY_PATIENT = "my_patient"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One sign: `text[start:end]`, counted in Python characters."""

    kind: FindingKind
    start: int
    end: int


_GAP = r"[\s.\-\u2010-\u2015_/]{0,2}"  # spaces, dots and any dash
# Each start is tried (a lookahead takes nothing), so that a year before the number hides none.
_TEN_DIGITS = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}\d){{9}})(?!\d))")
_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
# Numbers that only look British: misdialled ones and those kept for examples.
_BRITISH_PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00)44|\(?0)(?:[\s().-]{0,2}\d){9,11}(?!\d)")
# The shapes of BS 7666, with or without the space; but "Ward B2 3rd floor" is no postcode.
_POSTCODE = re.compile(
    r"\b(?:GIR\s?0AA|[A-PR-UWYZ](?:[A-HK-Y]?\d{1,2}|[A-HK-Y]\d[A-Z]|\d[A-Z])"
    r"(?!\s\d(?-i:st|nd|rd|th)\b)\s{0,2}\d[ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_ONE = r"(?:patient|service[\s-]user)"
# "My patient partner" is the lay partner; "our patient group" is nobody in particular.
_NOBODY = (
    r"(?!s\b)(?![\s-]+(?:partner|leader|led|group|forum|panel|council|voice|rep|champion|advocate"
    r"|participation|involvement|engagement|experience|safety|feedback|survey|facing|cent|focus"
    r"|pathway|record|list|transport|flow|care|population|information|leaflet|education|and\s+public"
    r"|portal|app|liaison|representative|communit|network|colleague|side|perspective|view)s?)"
)
_PLAIN_WORD = (
    r"(?:(?!(?:as|an?|the|and|or|with|for|of|to|is|was|are|be|been|being|so|more|very|that)\b)"
    r"[\w-]+\s+)?"
)
_MY_PATIENT = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b(?:my|our)\s+{_PLAIN_WORD}{_ONE}\b{_NOBODY}",
        rf"\b{_ONE}s?\s+of\s+(?:mine|ours)\b",
        rf"\b(?:one|two|three|some|another)\s+of\s+(?:my|our)\s+(?:[\w-]+\s+)?{_ONE}s\b",
        rf"\b{_ONE},?\s+(?:called|named|whose\s+name)\b",
        rf"\b{_ONE},?\s+(?:mr|mrs|miss|ms|mx)\b",
        rf"\b{_ONE}\s+in\s+(?:bed|bay|room)\s+\d+",
        rf"\b{_ONE}\s+(?:that\s+|whom?\s+)?(?:i|we)\s+(?:see|saw|treat|treated|visited|met)\b",
    )
)


def find_identifiers(text: str, *, today: date | None = None) -> list[Finding]:
    """Return what could identify a patient in `text`, in order and never overlapping.

    Where two signs overlap the surer kind stands. `today` tells a date of birth from a
    near one; the machine's own day will do, as it need only be right within months.
    """
    found: list[Finding] = []
    for kind, spans in _signs(text, today=today or SystemClock().now().date()):
        for start, end in spans:
            if all(end <= other.start or other.end <= start for other in found):
                found.append(Finding(kind=kind, start=start, end=end))
    return sorted(found, key=lambda finding: finding.start)


def _signs(text: str, *, today: date) -> Iterator[tuple[FindingKind, Iterable[Span]]]:
    yield FindingKind.NHS_NUMBER, _nhs_numbers(text)
    yield FindingKind.EMAIL, _spans(text, _EMAIL)
    yield FindingKind.DATE_OF_BIRTH, birth_dates(text, today=today)
    yield FindingKind.PHONE, _phones(text)
    yield FindingKind.POSTCODE, _spans(text, _POSTCODE)
    yield FindingKind.MY_PATIENT, _spans(text, *_MY_PATIENT)


def _spans(text: str, *shapes: re.Pattern[str]) -> Iterator[Span]:
    for shape in shapes:
        for match in shape.finditer(text):
            yield match.span()


def _nhs_numbers(text: str) -> Iterator[Span]:
    """Ten digits whose last is right by Modulus 11; about 1 in 11 random ones pass too.

    The library's own `is_valid` also asks Scottish numbers for a real date; a mistyped one
    is held here all the same.
    """
    for match in _TEN_DIGITS.finditer(text):
        from nhs_number.validate import calculate_checksum

        digits = "".join(str(int(sign)) for sign in match[1] if sign.isdecimal())
        if calculate_checksum(digits[:9]) == int(digits[9]):
            yield match.span(1)


def _phones(text: str) -> Iterator[Span]:
    yield from _spans(text, _BRITISH_PHONE)
    if not any(sign.isdecimal() for sign in text):
        return
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(text, "GB"):
        yield match.start, match.end
