"""The cohort of a rehearsal: imported like any other, with a facilitator."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import ExpectedError
from bot.pairs.importing import CohortPlan, import_cohort
from bot.pairs.model import Cohort
from bot.pairs.roster import read_roster
from bot.people.facilitators import invite_facilitator
from bot.people.invitations import Secrets
from bot.people.model import Role
from bot.store.engine import Store

ZONE = "Europe/London"
NAME = "Rehearsal"
FACILITATOR = "Fran"
_SHOWN = frozenset({"Asha", "Tom", "Bernard", FACILITATOR})
"""A pair, a member of a peer pair and the facilitator; the others can be added."""
_FIRST_PERSON = 70_001
_OPENS_AT = time(10)
_BEFORE_FIRST = timedelta(days=10)
_BETWEEN = timedelta(weeks=5)
_WEDNESDAY = 2
_TITLES = {Role.LAY: "lay partner", Role.PROFESSIONAL: "professional"}


@dataclass(frozen=True, kw_only=True)
class Player:
    """Somebody with a phone, and their way in."""

    id: int
    name: str
    title: str
    """What they are, for whoever looks on: `lay partner, pair 1`."""
    role: Role | None
    """None for the facilitator."""
    link_secret: str
    code: str
    is_shown: bool
    """Whether the phone is on the page from the beginning."""


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
    """Import the sample cohort; returns everybody who can have a phone."""
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

    def work(session: Session) -> list[Player]:
        imported = import_cohort(session, now=now, plan=plan, rows=roster.rows)
        cohort_id = session.scalars(sa.select(Cohort.id).where(Cohort.name == NAME)).one()
        invited = invite_facilitator(session, now=now, name=FACILITATOR, cohort_ids=[cohort_id])
        members = [
            _player(
                number,
                place.name,
                f"{_TITLES[place.role]}, pair {place.pair}",
                place.role,
                place.secrets,
            )
            for number, place in enumerate(imported.places)
            if place.secrets is not None
        ]
        return [*members, _player(len(members), FACILITATOR, "facilitator", None, invited.secrets)]

    return tuple(store.write(work))


def _player(number: int, name: str, title: str, role: Role | None, secrets: Secrets) -> Player:
    return Player(
        id=_FIRST_PERSON + number,
        name=name,
        title=title,
        role=role,
        link_secret=secrets.token,
        code=secrets.code,
        is_shown=name in _SHOWN,
    )
