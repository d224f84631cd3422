"""Cohorts: where they are, who runs them, who is in them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import ExpectedError
from bot.pairs.model import Cohort, Pair
from bot.people.facilitators import facilitators_here
from bot.people.model import Facilitator, FacilitatorCohort, Member


class CohortUnknownError(ExpectedError):
    """No cohort has this name; the text lists those that there are."""


def zone_of(session: Session, member: Member) -> ZoneInfo:
    """Return the zone in which the member lives: their own choice, or the cohort's."""
    if member.timezone is not None:
        return ZoneInfo(member.timezone)
    pair = session.get_one(Pair, member.pair_id)
    return ZoneInfo(session.get_one(Cohort, pair.cohort_id).timezone)


def facilitators_of(session: Session, cohort: Cohort) -> Sequence[Facilitator]:
    """Return the cohort's facilitators who have joined, organisers among them."""
    return facilitators_here(session, cohort_id=cohort.id)


def cohorts_run_by(session: Session, facilitator: Facilitator) -> Sequence[Cohort]:
    """Return the facilitator's cohorts by name; an organiser has all."""
    every = sa.select(Cohort).order_by(Cohort.name)
    if facilitator.organiser:
        return session.scalars(every).all()
    mine = sa.select(FacilitatorCohort.cohort_id).where(
        FacilitatorCohort.facilitator_id == facilitator.id
    )
    return session.scalars(every.where(Cohort.id.in_(mine))).all()


IN_PROGRAMME = Pair.stayed_at.is_(None)
"""Leaves out who stayed in the network alone; see `bot.privacy.staying`."""


def members_joined(session: Session, cohort: Cohort) -> tuple[int, int]:
    """Return how many places of a cohort are joined, and how many there are."""
    places = sa.select(sa.func.count(Member.joined_at), sa.func.count()).join(
        Pair, Pair.id == Member.pair_id
    )
    joined, total = session.execute(
        places.where(Pair.cohort_id == cohort.id, IN_PROGRAMME, Member.left_at.is_(None))
    ).one()
    return joined, total


def cohorts_called(session: Session, names: Sequence[str]) -> list[int]:
    """Return the ids of the cohorts with these names; raises `CohortUnknownError`."""
    ids = {name: key for key, name in session.execute(sa.select(Cohort.id, Cohort.name))}
    unknown = [name for name in names if name not in ids]
    if unknown:
        there = ", ".join(sorted(ids)) or "none"
        raise CohortUnknownError(f"there is no cohort {unknown[0]!r}; there are: {there}")
    return [ids[name] for name in names]
