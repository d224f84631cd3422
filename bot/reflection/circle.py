"""One member with all that a prompt needs to know around them, read for many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
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

    @property
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
    wanted = sa.select(Member, Cohort).join(Pair, Pair.id == Member.pair_id)
    rows = session.execute(
        wanted.join(Cohort, Cohort.id == Pair.cohort_id).where(Member.id.in_(ids))
    ).all()
    pair_ids = {member.pair_id for member, _ in rows}
    pairs = _newest_places(session, pair_ids)
    challenges = _challenges(session, pair_ids)
    cohort_plans = plans(
        session, {cohort.id: programme_named(cohort.programme) for _, cohort in rows}
    )
    return {
        member.id: Circle(
            member=member,
            partner=_partner(member, pairs),
            cohort=cohort,
            programme=cohort_plans[cohort.id].programme,
            skipped=cohort_plans[cohort.id].skipped,
            challenge=challenges.get(member.pair_id),
        )
        for member, cohort in rows
    }


Places = Mapping[tuple[int, str], Member]


def _newest_places(session: Session, pair_ids: set[int]) -> Places:
    everyone = sa.select(Member).where(Member.pair_id.in_(pair_ids)).order_by(Member.place)
    return {(each.pair_id, each.role.value): each for each in session.scalars(everyone)}


def _partner(member: Member, places: Places) -> Member | None:
    (role,) = set(Role) - {Role(member.role.value)}
    other = places.get((member.pair_id, role.value))
    here = other is not None and other.joined_at is not None and other.left_at is None
    return other if here else None


def _challenges(session: Session, pair_ids: set[int]) -> dict[int, str]:
    that_count = (
        sa.select(Challenge)
        .where(Challenge.pair_id.in_(pair_ids), ~Challenge.waits)
        .order_by(Challenge.version)
    )
    return {each.pair_id: each.wording for each in session.scalars(that_count)}
