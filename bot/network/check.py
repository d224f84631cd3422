"""The check of words before another pair sees them: patients, and who wrote them.

As `bot.sharing.rules` it finds and asks, it never alters; a nickname passes.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.sharing.rules import find_identifiers


class GivesAway(StrEnum):
    """What tells who asks, beside what `bot.sharing.rules.FindingKind` finds."""

    NAME = "name"
    ORGANISATION = "organisation"
    USERNAME = "username"
    """What Telegram makes a link to a person of."""


_EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        "will may mark hope grace faith joy rose bill pat rob sue art dawn eve drew chase frank "
        "jack june april ray dean penny robin ivy daisy heather lily olive rich guy miles victor "
        "iris an my so see do young long day good",
    )
)
"""Names that are words too: these count only as a name is written."""
_USERNAME = re.compile(r"(?<![\w@/.])@[a-z]\w{3,31}\b|\bt\.me/\w+|\btg://\S+", re.IGNORECASE)
_SUFFIXES = frozenset({"nhs", "foundation", "trust", "ltd", "limited", "cic", "plc", "charity"})
_SHORTEST = 2


def findings(
    session: Session, *, now: datetime, words: str, member: Member, named: bool
) -> list[str]:
    """Return what `words` seem to hold, each kind once: of `FindingKind` and `GivesAway`.

    Names and organisations of the writer's pair only count where it writes without names.
    """
    found = [each.kind.value for each in find_identifiers(words, today=now.date())]
    if leads_to_somebody(words):
        found.append(GivesAway.USERNAME)
    if not named:
        found += _giveaways(session, words, member)
    return list(dict.fromkeys(found))


def _giveaways(session: Session, words: str, member: Member) -> Iterator[GivesAway]:
    plain = _plain(words)
    pair = session.scalars(sa.select(Member).where(Member.pair_id == member.pair_id)).all()
    if any(says_name(plain, each.name) for each in pair):
        yield GivesAway.NAME
    if any(says_organisation(plain, each.organisation or "") for each in pair):
        yield GivesAway.ORGANISATION


def leads_to_somebody(words: str) -> bool:
    """Tell whether Telegram would make a link to a person of something in the words."""
    return _USERNAME.search(words) is not None


def says_name(words: str, name: str) -> bool:
    """Tell whether any part of a name stands in the words: "asha" for "Asha Patel"."""
    text = _plain(words)
    parts = [part for part in re.split(r"[\s.,-]+", _plain(name)) if len(part) >= _SHORTEST]
    return any(_stands_in(text, part, exactly=part.casefold() in _EVERYDAY) for part in parts)


def says_organisation(words: str, organisation: str) -> bool:
    """Tell whether an organisation is named, with or without "NHS Foundation Trust"."""
    parts = _plain(organisation).split()
    while len(parts) > 1 and parts[-1].casefold() in _SUFFIXES:
        parts.pop()
    short = " ".join(parts)
    return len(short) > _SHORTEST and _stands_in(_plain(words), short, exactly=False)


def _stands_in(text: str, part: str, *, exactly: bool) -> bool:
    flags = re.NOFLAG if exactly else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text, flags) is not None


def _plain(text: str) -> str:
    """Return the text without accents, with one kind of apostrophe and single spaces."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())
