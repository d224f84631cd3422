"""The cohort of a rehearsal: imported like any other, two of its members with a phone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.errors import ExpectedError
from bot.pairs.importing import CohortPlan, Imported, import_cohort
from bot.pairs.roster import read_roster
from bot.people.model import Role
from bot.store.engine import Store

ZONE = "Europe/London"
NAME = "Rehearsal"
PAIR_ON_PHONES = "1"
_FIRST_PERSON = 70_001
_OPENS_AT = time(10)
_BEFORE_FIRST = timedelta(days=10)
_BETWEEN = timedelta(weeks=5)
_WEDNESDAY = 2
_TITLES = {Role.LAY: "lay partner", Role.PROFESSIONAL: "professional"}


@dataclass(frozen=True, kw_only=True)
class Player:
    """A member with a phone on the page, and their way in."""

    id: int
    name: str
    title: str
    link_secret: str
    code: str


def opening_instant(now: datetime) -> datetime:
    """Return when a rehearsal begins: the next ten in the morning, so that nobody sleeps."""
    local = now.astimezone(ZoneInfo(ZONE))
    day = local.date() + timedelta(days=1 if local.time() > _OPENS_AT else 0)
    return datetime.combine(day, _OPENS_AT, ZoneInfo(ZONE))


def workshop_days(opening: date, count: int) -> tuple[date, ...]:
    """Return Wednesdays five weeks apart, the first at least ten days after the opening."""
    first = opening + _BEFORE_FIRST
    first += timedelta(days=(_WEDNESDAY - first.weekday()) % 7)
    return tuple(first + number * _BETWEEN for number in range(count))


def import_sample(
    store: Store, *, now: datetime, programme: str, workshops: int
) -> tuple[Player, ...]:
    """Import the sample cohort; returns those of its members who have a phone."""
    plan = CohortPlan(
        name=NAME,
        programme=programme,
        workshops=workshop_days(now.astimezone(ZoneInfo(ZONE)).date(), workshops),
        workshops_wanted=workshops,
        timezone=ZONE,
        default_timezone=ZONE,
    )
    roster = read_roster(files("bot.rehearsal").joinpath("sample.csv").read_bytes())
    if roster.faults:
        raise ExpectedError(f"sample.csv, row {roster.faults[0].row}: {roster.faults[0].problem}")
    imported = store.write(
        lambda session: import_cohort(session, now=now, plan=plan, rows=roster.rows)
    )
    return tuple(_players(imported))


def _players(imported: Imported) -> list[Player]:
    on_phones = [place for place in imported.places if place.pair == PAIR_ON_PHONES]
    return [
        Player(
            id=_FIRST_PERSON + number,
            name=place.name,
            title=_TITLES[place.role],
            link_secret=place.secrets.token,
            code=place.secrets.code,
        )
        for number, place in enumerate(on_phones)
        if place.secrets is not None
    ]
