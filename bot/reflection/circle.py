"""One member with all that a prompt needs to know around them, read for many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Challenge, Cohort, Pair
from bot.people.model import Member
from bot.reflection.changes import plans
from prompts.loader import load_programme
from prompts.schema import Programme
from prompts.standins import stand_ins
from prompts.wording import Role, Wording

LONGEST_CHALLENGE = 100
"""Characters of a challenge inside a question, which must stay short."""
_OTHER = {Role.LAY.value: Role.PROFESSIONAL.value, Role.PROFESSIONAL.value: Role.LAY.value}


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A member, their partner if there is one now, and their programme."""

    member: Member
    partner: Member | None
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
    if not ids:
        return {}
    pairs = sa.select(Member.pair_id).where(Member.id.in_(ids))
    everyone = session.execute(
        sa.select(Member, Pair.cohort_id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Member.pair_id.in_(pairs))
        .order_by(Member.place)
    ).all()
    newest = {(each.pair_id, each.role.value): each for each, _ in everyone}
    cohorts = _cohorts(session, {cohort_id for _, cohort_id in everyone})
    challenges = _challenges(session, {pair_id for pair_id, _ in newest})
    cohort_plans = plans(
        session, {cohort.id: programme_named(cohort.programme) for cohort in cohorts.values()}
    )
    return {
        member.id: Circle(
            member=member,
            partner=_partner(member, newest),
            cohort=cohorts[cohort_id],
            programme=cohort_plans[cohort_id].programme,
            skipped=cohort_plans[cohort_id].skipped,
            challenge=challenges.get(member.pair_id),
        )
        for member, cohort_id in everyone
        if member.id in ids
    }


def _cohorts(session: Session, cohort_ids: set[int]) -> dict[int, Cohort]:
    found = session.scalars(sa.select(Cohort).where(Cohort.id.in_(cohort_ids)))
    return {cohort.id: cohort for cohort in found}


def _partner(member: Member, newest: Mapping[tuple[int, str], Member]) -> Member | None:
    other = newest.get((member.pair_id, _OTHER[member.role.value]))
    here = other is not None and other.joined_at is not None and other.left_at is None
    return other if here else None


def _challenges(session: Session, pair_ids: set[int]) -> dict[int, str]:
    that_count = (
        sa.select(Challenge.pair_id, Challenge.wording)
        .where(Challenge.pair_id.in_(pair_ids), ~Challenge.waits)
        .order_by(Challenge.version)
    )
    return dict(session.execute(that_count).all())
