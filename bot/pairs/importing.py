"""The import of a cohort: adds what is new and reports what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from zoneinfo import available_timezones

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import ExpectedError
from bot.pairs.model import Challenge, Cohort, Pair, Workshop
from bot.pairs.roster import RosterRow
from bot.people.invitations import Secrets, invite_member, release_place
from bot.people.model import Member, Role
from bot.settings import Nation


class CohortError(ExpectedError):
    """A cohort cannot be imported, or a place not renewed; the text says what would be right."""


@dataclass(frozen=True, kw_only=True)
class CohortPlan:
    """What a cohort is to be."""

    name: str
    programme: str
    workshops: tuple[date, ...]
    workshops_wanted: int
    """How many the programme has."""
    timezone: str | None
    """None: the default for a new cohort, whatever it has for one that exists."""
    default_timezone: str
    venues: tuple[str | None, ...] = ()
    """Where each workshop is, as far as that is known."""
    nation: Nation | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """One member's place; secrets only where this run made an invitation."""

    pair: str
    name: str
    role: Role
    secrets: Secrets | None


@dataclass(frozen=True, kw_only=True)
class Imported:
    """Every row of the file in its order, and what differs from what Tandem holds."""

    places: tuple[Place, ...]
    differences: tuple[str, ...]


def import_cohort(
    session: Session, *, now: datetime, plan: CohortPlan, rows: Sequence[RosterRow]
) -> Imported:
    """Add the cohort, pairs and members that are new; what exists stays as it is.

    Raises `CohortError` when the dates or the zone cannot be right; then nothing changed.
    """
    _check(plan)
    cohort = session.scalar(sa.select(Cohort).where(Cohort.name == plan.name))
    if cohort is None:
        return import_people(session, now=now, cohort=add_cohort(session, plan, now=now), rows=rows)
    differences = tuple(_cohort_differences(session, cohort, plan))
    imported = import_people(session, now=now, cohort=cohort, rows=rows)
    return Imported(places=imported.places, differences=differences + imported.differences)


def import_people(
    session: Session, *, now: datetime, cohort: Cohort, rows: Sequence[RosterRow]
) -> Imported:
    """Add the pairs and members that are new to a cohort; who is there stays as they are."""
    differences: list[str] = []
    places = []
    for row in rows:
        pair, is_new = _pair(session, cohort, row.pair, now=now)
        if row.challenge is not None:
            differences.extend(_challenge(session, pair, row, is_new=is_new, now=now))
        member = newest_place(session, pair, row.role)
        secrets = None
        if member is None:
            member = _add_member(session, pair, row)
            secrets = invite_member(session, now=now, member=member)
        else:
            differences.extend(_member_differences(pair, member, row))
        places.append(Place(pair=pair.label, name=member.name, role=row.role, secrets=secrets))
    return Imported(places=tuple(places), differences=tuple(differences))


def renew_place(
    session: Session,
    *,
    now: datetime,
    cohort: str,
    pair: str,
    role: Role,
    name: str | None = None,
) -> Place:
    """Make a new invitation to a place; the earlier one no longer opens it.

    Where the person has left, a new place is made for whoever follows, called `name`.
    Raises `CohortError` when there is no such place, or it is taken.
    """
    found = _find_pair(session, cohort=cohort, label=pair)
    if found.dissolved_at is not None:
        raise CohortError(f"pair {found.label} was dissolved; add a new pair instead")
    member = newest_place(session, found, role)
    if member is None:
        raise CohortError(f"pair {found.label} has no {role} place")
    if member.left_at is not None:
        if name is None:
            raise CohortError(
                f"the {role} member of pair {found.label} has left; give --name for who follows"
            )
        member = Member(pair_id=found.id, role=role, place=member.place + 1, name=name)
        session.add(member)
        session.flush()
    elif member.consented_at is not None:
        raise CohortError(f"{member.name} has joined already, so the place is taken")
    elif name is not None:
        member.name = name
    release_place(session, member=member)
    secrets = invite_member(session, now=now, member=member)
    return Place(pair=found.label, name=member.name, role=role, secrets=secrets)


def newest_place(session: Session, pair: Pair, role: Role) -> Member | None:
    """Return the row of the newest person in this place of a pair."""
    places = sa.select(Member).where(Member.pair_id == pair.id, Member.role == role)
    return session.scalar(places.order_by(Member.place.desc()).limit(1))


def _check(plan: CohortPlan) -> None:
    if len(plan.workshops) != plan.workshops_wanted:
        given = len(plan.workshops)
        dates = "date was" if given == 1 else "dates were"
        raise CohortError(
            f"{plan.programme} has {plan.workshops_wanted} workshops, but {given} {dates} "
            f"given; give {plan.workshops_wanted}, with commas between"
        )
    if list(plan.workshops) != sorted(set(plan.workshops)):
        raise CohortError("the workshop dates must each be later than the one before")
    if plan.timezone is not None and plan.timezone not in available_timezones():
        raise CohortError(f"there is no time zone {plan.timezone!r}; write one like Europe/London")


def add_cohort(session: Session, plan: CohortPlan, *, now: datetime) -> Cohort:
    """Add a cohort with its workshops, and nobody in it."""
    cohort = Cohort(
        name=plan.name,
        programme=plan.programme,
        timezone=plan.timezone or plan.default_timezone,
        nation=plan.nation,
        created_at=now,
    )
    session.add(cohort)
    session.flush()
    session.add_all(
        Workshop(cohort_id=cohort.id, number=number, day=day, venue=venue)
        for number, (day, venue) in enumerate(zip_longest(plan.workshops, plan.venues), start=1)
    )
    session.flush()
    return cohort


def _cohort_differences(session: Session, cohort: Cohort, plan: CohortPlan) -> Iterator[str]:
    held = session.scalars(
        sa.select(Workshop.day).where(Workshop.cohort_id == cohort.id).order_by(Workshop.number)
    )
    compared = (
        ("programme", cohort.programme, plan.programme),
        ("time zone", cohort.timezone, plan.timezone or cohort.timezone),
        ("workshops", _dates(held), _dates(plan.workshops)),
    )
    for what, here, given in compared:
        if here != given:
            yield f"cohort {cohort.name}: {what} stays {here} (given now: {given})"


def _dates(days: Sequence[date] | sa.ScalarResult[date]) -> str:
    return ",".join(day.isoformat() for day in days)


def _pair(session: Session, cohort: Cohort, label: str, *, now: datetime) -> tuple[Pair, bool]:
    pair = _pair_called(session, cohort, label)
    if pair is not None:
        return pair, False
    pair = Pair(cohort_id=cohort.id, label=label, created_at=now)
    session.add(pair)
    session.flush()
    return pair, True


def _pair_called(session: Session, cohort: Cohort, label: str) -> Pair | None:
    # Compared in Python: the databases fold the case of other scripts differently.
    pairs = session.scalars(sa.select(Pair).where(Pair.cohort_id == cohort.id))
    return next((pair for pair in pairs if pair.label.casefold() == label.casefold()), None)


def _find_pair(session: Session, *, cohort: str, label: str) -> Pair:
    found = session.scalar(sa.select(Cohort).where(Cohort.name == cohort))
    if found is None:
        names = session.scalars(sa.select(Cohort.name).order_by(Cohort.name)).all()
        raise CohortError(f"there is no cohort {cohort!r}; there are: {', '.join(names) or 'none'}")
    pair = _pair_called(session, found, label)
    if pair is None:
        raise CohortError(f"cohort {cohort} has no pair {label!r}")
    return pair


def _challenge(
    session: Session, pair: Pair, row: RosterRow, *, is_new: bool, now: datetime
) -> Iterator[str]:
    """Keep the imported challenge of a new pair; report another than an older one's."""
    imported = session.scalar(
        sa.select(Challenge.wording).where(Challenge.pair_id == pair.id, Challenge.version == 1)
    )
    if imported is None and (is_new or newest_place(session, pair, row.role) is None):
        session.add(Challenge(pair_id=pair.id, version=1, wording=row.challenge, written_at=now))
        session.flush()
    elif imported != row.challenge:
        yield f"pair {pair.label}: the challenge stays as it is (row {row.row} has another)"


def _add_member(session: Session, pair: Pair, row: RosterRow) -> Member:
    member = Member(
        pair_id=pair.id,
        role=row.role,
        name=row.name,
        organisation=row.organisation,
        email=row.email,
    )
    session.add(member)
    session.flush()
    return member


def _member_differences(pair: Pair, member: Member, row: RosterRow) -> Iterator[str]:
    if member.left_at is not None:
        return
    # Once joined, the name is what the person chose to be called.
    name = member.name if member.joined_at is None else row.name
    compared = (
        ("name", name, row.name),
        ("organisation", member.organisation, row.organisation),
        ("e-mail", member.email, row.email),
    )
    for what, here, given in compared:
        if here != given:
            yield (
                f"pair {pair.label}, {row.role}: {what} stays {here or 'empty'} "
                f"(row {row.row}: {given or 'empty'})"
            )
