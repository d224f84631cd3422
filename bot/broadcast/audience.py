"""Whom a broadcast is for, and who that is at a given instant."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.model import Delivery
from bot.pairs.cohorts import IN_PROGRAMME, cohorts_run_by
from bot.pairs.model import Cohort, Pair, ProgressUpdate
from bot.people.model import Facilitator, Member, Role
from bot.reflection.model import Due, DueState

DAYS_OFFERED = (7, 14, 28)


@dataclass(frozen=True, kw_only=True)
class Audience:
    """What was tapped together; never wider than the facilitator's own cohorts."""

    cohorts: tuple[int, ...] = ()
    """Empty means all of the facilitator's."""
    role: Role | None = None
    unanswered: bool = False
    """Only who has not answered a prompt that is open."""
    quiet_days: int = 0
    """Only pairs without progress for so many days; 0 for any."""
    with_paused: bool = False
    silent_to: int = 0
    """Only who got this broadcast and tapped no answer; 0 for any."""
    pair: int = 0
    """Only this pair; 0 for any."""

    def to_document(self) -> dict[str, Any]:
        """Return the JSON object for the row."""
        return asdict(self)


def audience_from(document: dict[str, Any]) -> Audience:
    """Return the audience that a row holds."""
    role = document["role"]
    return Audience(
        **{
            **document,
            "cohorts": tuple(document["cohorts"]),
            "role": Role(role) if role else None,
        }
    )


def toggle_cohort(audience: Audience, cohort_id: int) -> Audience:
    """Put a cohort in or take it out."""
    chosen = set(audience.cohorts) ^ {cohort_id}
    return replace(audience, cohorts=tuple(sorted(chosen)))


def next_quiet_days(audience: Audience) -> Audience:
    """Go to the next number of days that is offered, and from the last back to any."""
    steps = (0, *DAYS_OFFERED)
    place = steps.index(audience.quiet_days) if audience.quiet_days in steps else 0
    return replace(audience, quiet_days=steps[(place + 1) % len(steps)])


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many an audience is, and who is left out."""

    count: int
    paused: int
    """Left out because they take a break."""
    not_joined: int
    """Cannot be reached yet."""


def cohorts_in(session: Session, facilitator: Facilitator, audience: Audience) -> Sequence[Cohort]:
    """Return the cohorts that are meant and that the facilitator runs now."""
    mine = cohorts_run_by(session, facilitator)
    return [c for c in mine if not audience.cohorts or c.id in audience.cohorts]


def zone_for(cohorts: Sequence[Cohort], default: str) -> ZoneInfo:
    """Return the zone of these cohorts, or the default where they differ."""
    zones = {cohort.timezone for cohort in cohorts}
    return ZoneInfo(zones.pop() if len(zones) == 1 else default)


def reach(session: Session, facilitator: Facilitator, audience: Audience, now: datetime) -> Reach:
    """Count an audience as it is now."""
    ids = [cohort.id for cohort in cohorts_in(session, facilitator, audience)]
    everyone = _count(session, _here(replace(audience, with_paused=True), ids, now))
    count = everyone if audience.with_paused else _count(session, _here(audience, ids, now))
    return Reach(
        count=count,
        paused=everyone - count,
        not_joined=_count(session, _awaited(audience, ids)),
    )


def _count(session: Session, which: Sequence[sa.ColumnElement[bool]]) -> int:
    counted = sa.select(sa.func.count(Member.id)).join(Pair, Pair.id == Member.pair_id)
    return session.scalar(counted.where(*which)) or 0


def names(
    session: Session, facilitator: Facilitator, audience: Audience, *, now: datetime, limit: int
) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Return up to `limit` names each: who gets it, has not joined yet, is left out resting."""
    ids = [cohort.id for cohort in cohorts_in(session, facilitator, audience)]
    resting = [*_here(replace(audience, with_paused=True), ids, now), Member.resumes_at > now]
    return (
        _names(session, _here(audience, ids, now), limit=limit),
        _names(session, _awaited(audience, ids), limit=limit),
        [] if audience.with_paused else _names(session, resting, limit=limit),
    )


def _names(
    session: Session, which: Sequence[sa.ColumnElement[bool]], *, limit: int
) -> Sequence[str]:
    found = (
        sa.select(Member.name)
        .join(Pair, Pair.id == Member.pair_id)
        .where(*which)
        .order_by(Pair.cohort_id, Pair.id, Member.id)
        .limit(limit)
    )
    return session.scalars(found).all()


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One person whom a broadcast reaches."""

    member_id: int
    chat_id: int
    name: str
    zone: ZoneInfo


def recipients_after(
    session: Session,
    facilitator: Facilitator,
    audience: Audience,
    *,
    now: datetime,
    cursor: int,
    limit: int,
) -> list[Recipient]:
    """Return the next so many of an audience, by member id after `cursor`."""
    ids = [cohort.id for cohort in cohorts_in(session, facilitator, audience)]
    found = session.execute(
        sa.select(Member.id, Member.chat_id, Member.name, Member.timezone, Cohort.timezone)
        .join(Pair, Pair.id == Member.pair_id)
        .join(Cohort, Cohort.id == Pair.cohort_id)
        .where(*_here(audience, ids, now), Member.id > cursor)
        .order_by(Member.id)
        .limit(limit)
    )
    return [
        Recipient(member_id=key, chat_id=chat_id or 0, name=name, zone=ZoneInfo(own or cohorts))
        for key, chat_id, name, own, cohorts in found
    ]


def _places(audience: Audience, cohort_ids: Sequence[int]) -> list[sa.ColumnElement[bool]]:
    which: list[sa.ColumnElement[bool]] = [
        Pair.cohort_id.in_(cohort_ids),
        IN_PROGRAMME,
        Member.left_at.is_(None),
    ]
    if audience.role is not None:
        which.append(Member.role == audience.role)
    if audience.pair:
        which.append(Member.pair_id == audience.pair)
    return which


def _awaited(audience: Audience, cohort_ids: Sequence[int]) -> list[sa.ColumnElement[bool]]:
    return [*_places(audience, cohort_ids), Member.joined_at.is_(None)]


def _here(
    audience: Audience, cohort_ids: Sequence[int], now: datetime
) -> list[sa.ColumnElement[bool]]:
    which = [
        *_places(audience, cohort_ids),
        Member.joined_at.is_not(None),
        Member.chat_id.is_not(None),
    ]
    if not audience.with_paused:
        which.append(sa.or_(Member.resumes_at.is_(None), Member.resumes_at <= now))
    if audience.unanswered:
        which.append(
            sa.exists().where(
                Due.member_id == Member.id,
                Due.state == DueState.OPEN,
                Due.sent_at.is_not(None),
                Due.answered_at.is_(None),
            )
        )
    if audience.quiet_days:
        since = now - timedelta(days=audience.quiet_days)
        which.append(
            ~sa.exists().where(
                ProgressUpdate.pair_id == Member.pair_id, ProgressUpdate.said_at > since
            )
        )
    if audience.silent_to:
        which.append(
            sa.exists().where(
                Delivery.broadcast_id == audience.silent_to,
                Delivery.member_id == Member.id,
                Delivery.answer.is_(None),
            )
        )
    return which
