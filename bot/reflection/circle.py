"""One member with all that a prompt needs to know around them, read for many at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, NamedTuple, TypedDict, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Challenge, Cohort, Pair
from bot.people.model import Member
from bot.people.model import Role as MemberRole
from bot.reflection.changes import plans
from bot.store.among import among
from prompts.loader import load_programme
from prompts.schema import Programme
from prompts.standins import stand_ins
from prompts.wording import Role, Wording

LONGEST_CHALLENGE = 100
"""Characters of a challenge inside a question, which must stay short."""
_OTHER = {Role.LAY.value: Role.PROFESSIONAL.value, Role.PROFESSIONAL.value: Role.LAY.value}


class Plain(NamedTuple):
    """A person as a plain row: an object that can be changed takes several times as long."""

    id: int
    pair_id: int
    role: MemberRole
    name: str
    chat_id: int | None
    joined_at: datetime | None
    left_at: datetime | None
    timezone: str | None
    prompt_time: str
    prompt_days: int
    paused_until: date | None


Person = Member | Plain
PersonT = TypeVar("PersonT", Member, Plain)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who is asked, with what a question needs to know around them."""

    member: Person
    partner: Person | None
    cohort: Cohort
    programme: Programme
    skipped: frozenset[str] = frozenset()
    """Prompts that this cohort is not asked."""
    challenge: str | None

    @cached_property
    def zone(self) -> ZoneInfo:
        """Where the member lives."""
        return ZoneInfo(self.member.timezone or self.cohort.timezone)

    @property
    def role(self) -> Role:
        """The member's role, as programmes name it."""
        return Role(self.member.role.value)

    @property
    def partner_name(self) -> str:
        """The partner's name, or what stands for it."""
        return self.partner.name if self.partner else stand_ins(self.programme.locale).partner

    def words(self, wording: Wording) -> str:
        """Return a wording as this member reads it."""
        challenge = self.challenge or stand_ins(self.programme.locale).challenge
        if len(challenge) > LONGEST_CHALLENGE:
            challenge = challenge[: LONGEST_CHALLENGE - 1].rstrip() + "…"
        return wording.fill(
            self.role, name=self.member.name, partner=self.partner_name, challenge=challenge
        )


@dataclass(frozen=True, kw_only=True)
class Circle(Asked):
    """A member, their partner if there is one now, and their programme."""

    member: Member
    partner: Member | None


@cache
def programme_named(name: str) -> Programme:
    """Return the programme of a cohort; raises ProgrammeError when there is none."""
    return load_programme(name)


def circle_of(session: Session, member: Member) -> Circle:
    """Return one member's circle."""
    return circles(session, [member.id])[member.id]


def circles(session: Session, member_ids: Iterable[int]) -> dict[int, Circle]:
    """Return the circles of several members, by id, in four queries; of nobody without any."""
    ids = set(member_ids)
    found = session.execute(_members, {"ids": ids}).all() if ids else []
    people: list[tuple[Member, int]] = [(member, cohort) for member, cohort in found]
    return {
        member.id: Circle(member=member, partner=partner, **around)
        for member, partner, around in _around(session, ids, people)
    }


def asked(session: Session, member_ids: Iterable[int]) -> dict[int, Asked]:
    """Return the same of people who are only read, as plain rows."""
    ids = set(member_ids)
    found = session.connection().execute(_plain_members, {"ids": ids}).all() if ids else []
    people = [(Plain(*row[:-1]), row[-1]) for row in found]
    return {
        member.id: Asked(member=member, partner=partner, **around)
        for member, partner, around in _around(session, ids, people)
    }


class _Around(TypedDict):
    cohort: Cohort
    programme: Programme
    skipped: frozenset[str]
    challenge: str | None


def _with_partners(*what: Any) -> sa.Select[Any]:
    pairs = sa.select(Member.pair_id).where(among(Member.id))
    return (
        sa.select(*what, Pair.cohort_id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Member.pair_id.in_(pairs))
        .order_by(Member.place)
    )


_members = _with_partners(Member)
_plain_members = _with_partners(*(getattr(Member, name) for name in Plain._fields))


def _around(
    session: Session, ids: set[int], everyone: Sequence[tuple[PersonT, int]]
) -> Iterator[tuple[PersonT, PersonT | None, _Around]]:
    """Yield each member with their partner and what both share, given their cohorts."""
    newest = {(each.pair_id, each.role.value): each for each, _ in everyone}
    cohorts = _cohorts(session, {cohort_id for _, cohort_id in everyone})
    challenges = _challenges(session, {pair_id for pair_id, _ in newest})
    cohort_plans = plans(
        session, {cohort.id: programme_named(cohort.programme) for cohort in cohorts.values()}
    )
    for member, cohort_id in everyone:
        if member.id in ids:
            around: _Around = {
                "cohort": cohorts[cohort_id],
                "programme": cohort_plans[cohort_id].programme,
                "skipped": cohort_plans[cohort_id].skipped,
                "challenge": challenges.get(member.pair_id),
            }
            yield member, _partner(member, newest), around


def _cohorts(session: Session, cohort_ids: set[int]) -> dict[int, Cohort]:
    return {cohort.id: cohort for cohort in session.scalars(_the_cohorts, {"ids": cohort_ids})}


def _partner(member: PersonT, newest: Mapping[tuple[int, str], PersonT]) -> PersonT | None:
    other = newest.get((member.pair_id, _OTHER[member.role.value]))
    here = other is not None and other.joined_at is not None and other.left_at is None
    return other if here else None


def _challenges(session: Session, pair_ids: set[int]) -> dict[int, str]:
    return dict(session.execute(_that_count, {"ids": pair_ids}).all())


_the_cohorts = sa.select(Cohort).where(among(Cohort.id))
_that_count = (
    sa.select(Challenge.pair_id, Challenge.wording)
    .where(among(Challenge.pair_id), ~Challenge.waits)
    .order_by(Challenge.version)
)
