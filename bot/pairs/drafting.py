"""A new cohort, put together step by step in the chat."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.importing import CohortPlan, add_cohort
from bot.pairs.model import Cohort, CohortDraft
from bot.people.model import Facilitator, FacilitatorCohort
from bot.settings import Nation

LONGEST_NAME = 60
LONGEST_VENUE = 200
"""Characters."""
KEPT_FOR = timedelta(days=30)
"""A draft that nobody goes on with."""
KEPT_AT = "kept_at"
"""Where a row says when its draft was last changed."""


class Step(StrEnum):
    """What is to be said next."""

    NAME = "name"
    PROGRAMME = "programme"
    DAY = "day"
    VENUE = "venue"
    NATION = "nation"
    ZONE = "zone"
    CHECK = "check"
    """All is said: only the yes is missing."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was said so far about a cohort that is not there yet."""

    name: str | None = None
    programme: str | None = None
    workshops: int = 0
    """How many the programme has."""
    days: tuple[date, ...] = ()
    venues: tuple[str, ...] = ()
    """One for each day that has been asked about; empty where it is not known yet."""
    nation: Nation | None = None
    zone: str | None = None
    file_id: str | None = None
    """The file of people that is read once the cohort is there."""

    @property
    def step(self) -> Step:
        """The first thing that is missing."""
        if self.name is None:
            return Step.NAME
        if self.programme is None:
            return Step.PROGRAMME
        if len(self.venues) < len(self.days):
            return Step.VENUE
        if len(self.days) < self.workshops:
            return Step.DAY
        if self.nation is None:
            return Step.NATION
        return Step.ZONE if self.zone is None else Step.CHECK

    @property
    def answers(self) -> int:
        """How many questions are answered."""
        told = (self.name, self.programme, self.nation, self.zone)
        return sum(each is not None for each in told) + len(self.days) + len(self.venues)

    @property
    def number(self) -> int:
        """The workshop that is asked about, from 1."""
        return len(self.venues) + 1


def one_back(draft: Draft) -> Draft:
    """Forget the last answer, to be asked for it again."""
    if draft.zone is not None:
        return replace(draft, zone=None)
    if draft.nation is not None:
        return replace(draft, nation=None)
    if draft.days and len(draft.venues) == len(draft.days):
        return replace(draft, venues=draft.venues[:-1])
    if draft.days:
        return replace(draft, days=draft.days[:-1])
    return replace(draft, programme=None) if draft.programme else replace(draft, name=None)


def draft_of(session: Session, facilitator: Facilitator) -> Draft | None:
    """Return what this facilitator has said of a new cohort."""
    row = session.get(CohortDraft, facilitator.id)
    return _read(row.said) if row is not None else None


def keep_draft(session: Session, *, now: datetime, facilitator: Facilitator, draft: Draft) -> None:
    """Remember what was said so far."""
    row = session.get(CohortDraft, facilitator.id)
    if row is None:
        row = CohortDraft(facilitator_id=facilitator.id)
        session.add(row)
    row.said = _write(draft) | {KEPT_AT: now.isoformat()}
    session.flush()


def forget_draft(session: Session, facilitator: Facilitator) -> None:
    """Forget what was said."""
    session.execute(sa.delete(CohortDraft).where(CohortDraft.facilitator_id == facilitator.id))


def forget_old_drafts(session: Session, *, now: datetime) -> int:
    """Forget what nobody went on with; return how many went."""
    # What was said may be encrypted, so that the database could not compare it.
    old = [
        row
        for row in session.scalars(sa.select(CohortDraft))
        if row.said.get(KEPT_AT, "") < (now - KEPT_FOR).isoformat()
    ]
    for row in old:
        session.delete(row)
    session.flush()
    return len(old)


def take_name(session: Session, draft: Draft, text: str) -> Draft:
    """Take a cohort's name; raises `RefusalError` for one that is taken or too long."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise RefusalError("cohorts-name-wrong")
    # Compared in Python: the databases fold the case of other scripts differently.
    taken = (each.casefold() for each in session.scalars(sa.select(Cohort.name)))
    if name.casefold() in taken:
        raise RefusalError("cohorts-name-taken", name=name)
    return replace(draft, name=name)


def take_day(draft: Draft, day: date) -> Draft:
    """Take a workshop's day; raises `RefusalError` unless it comes after the one before."""
    if draft.days and day <= draft.days[-1]:
        raise RefusalError("cohorts-day-order", before=draft.days[-1].isoformat())
    return replace(draft, days=(*draft.days, day))


def take_venue(draft: Draft, text: str) -> Draft:
    """Take where a workshop is; an empty text for not known yet."""
    venue = read_venue(text)
    return replace(draft, venues=(*draft.venues, venue))


def with_file(draft: Draft, file_id: str) -> Draft:
    """Remember the file that is to be read once the cohort is there."""
    return replace(draft, file_id=file_id)


def read_venue(text: str) -> str:
    """Return a venue on one line; raises `RefusalError` when it is too long."""
    venue = " ".join(text.split())
    if len(venue) > LONGEST_VENUE:
        raise RefusalError("cohorts-venue-long")
    return venue


def make_cohort(
    session: Session, *, now: datetime, facilitator: Facilitator, draft: Draft
) -> Cohort:
    """Make the cohort of a finished draft, run by who made it; raises `RefusalError`."""
    if draft.step is not Step.CHECK or draft.name is None or draft.programme is None:
        raise RefusalError("cohorts-not-finished")
    take_name(session, replace(draft, name=None), draft.name)  # somebody may have been quicker
    plan = CohortPlan(
        name=draft.name,
        programme=draft.programme,
        workshops=draft.days,
        workshops_wanted=draft.workshops,
        timezone=draft.zone,
        default_timezone=draft.zone or "",
        venues=tuple(venue or None for venue in draft.venues),
        nation=draft.nation,
    )
    cohort = add_cohort(session, plan, now=now)
    if not facilitator.organiser:
        session.add(FacilitatorCohort(facilitator_id=facilitator.id, cohort_id=cohort.id))
    forget_draft(session, facilitator)
    return cohort


def _write(draft: Draft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "programme": draft.programme,
        "workshops": draft.workshops,
        "days": [day.isoformat() for day in draft.days],
        "venues": list(draft.venues),
        "nation": draft.nation,
        "zone": draft.zone,
        "file_id": draft.file_id,
    }


def _read(said: dict[str, Any]) -> Draft:
    fields = {name: value for name, value in said.items() if name != KEPT_AT}
    return Draft(
        **{
            **fields,
            "days": tuple(date.fromisoformat(day) for day in said["days"]),
            "venues": tuple(said["venues"]),
            "nation": Nation(said["nation"]) if said["nation"] else None,
        }
    )
