"""Pairs that could do with a hand: gone quiet, stuck, or somebody cannot be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.learning.report import members_in, pairs_in
from bot.pairs.cohorts import IN_PROGRAMME
from bot.pairs.model import Cohort, Pair, ProgressUpdate
from bot.pairs.states import ProgressState
from bot.people.local import local_day
from bot.people.model import Member
from bot.post.model import Chat
from bot.reflection.model import Due
from bot.store.base import Instant

QUIET = timedelta(days=14)
ASKED_LATELY = timedelta(days=42)
"""Who was not asked anything since then is not quiet: the programme is over, or resting."""


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a facilitator may want to know of one pair; whether, and never what."""

    pair_id: int
    label: str
    names: str
    quiet_since: date | None
    stuck_since: date | None
    lost: tuple[str, ...]
    """Who joined and cannot be reached any more."""
    awaited: tuple[str, ...]
    """Who has not joined yet."""
    resting_until: date | None
    """The day on which prompts come again for a pair of which everybody rests."""
    can_be_reached: bool
    """Whether somebody is there to write to."""


def needs_of(session: Session, *, now: datetime, cohort: Cohort) -> list[Needs]:
    """Return the pairs of a cohort that need something, in the order of their labels."""
    zone = ZoneInfo(cohort.timezone)
    members = members_in(session, cohort)
    lost = _lost(session, cohort)
    active = _last_activity(session, cohort)
    asked = _last_asked(session, cohort)
    stuck = _stuck(session, cohort)
    found = []
    for pair in pairs_in(session, cohort):
        here = members.get(pair.id, [])
        quiet = _quiet_since(here, lost, active.get(pair.id), asked.get(pair.id), now=now)
        needs = Needs(
            pair_id=pair.id,
            label=pair.label,
            names=" & ".join(member.name for member in here),
            quiet_since=local_day(quiet, zone) if quiet else None,
            stuck_since=local_day(stuck[pair.id], zone) if pair.id in stuck else None,
            lost=tuple(member.name for member in here if member.id in lost),
            awaited=tuple(member.name for member in here if member.joined_at is None),
            resting_until=_resting_until(here, lost, now=now),
            can_be_reached=any(
                member.joined_at is not None and member.id not in lost for member in here
            ),
        )
        if needs.quiet_since or needs.stuck_since or needs.lost or needs.awaited:
            found.append(needs)
    return found


def _resting_until(members: Sequence[Member], lost: set[int], *, now: datetime) -> date | None:
    there = [m for m in members if m.joined_at is not None and m.id not in lost]
    resting = [
        m.paused_until
        for m in there
        if m.paused_until is not None and m.resumes_at is not None and m.resumes_at > now
    ]
    return min(resting) if resting and len(resting) == len(there) else None


def _quiet_since(
    members: Sequence[Member],
    lost: set[int],
    active: datetime | None,
    asked: datetime | None,
    *,
    now: datetime,
) -> datetime | None:
    """Return since when a pair has been silent although it was asked; None if it is not."""
    there = [m for m in members if m.joined_at is not None and m.id not in lost]
    if asked is None or all(m.resumes_at is not None and m.resumes_at > now for m in there):
        return None
    joined = [member.joined_at for member in there if member.joined_at is not None]
    since = max([*joined, *([active] if active else [])])
    silent = since <= now - QUIET and since < asked and asked > now - ASKED_LATELY
    return since if silent else None


def _lost(session: Session, cohort: Cohort) -> set[int]:
    return set(
        session.scalars(
            sa.select(Member.id)
            .join(Chat, Chat.id == Member.chat_id)
            .join(Pair, Pair.id == Member.pair_id)
            .where(
                Pair.cohort_id == cohort.id,
                IN_PROGRAMME,
                Member.left_at.is_(None),
                Member.joined_at.is_not(None),
                Chat.unreachable_since.is_not(None),
            )
        )
    )


def _last_activity(session: Session, cohort: Cohort) -> dict[int, datetime]:
    answered = _newest(session, cohort, Due.answered_at)
    said = session.execute(
        sa.select(ProgressUpdate.pair_id, sa.func.max(ProgressUpdate.said_at))
        .join(Pair, Pair.id == ProgressUpdate.pair_id)
        .where(Pair.cohort_id == cohort.id)
        .group_by(ProgressUpdate.pair_id)
    )
    for pair_id, at in said:
        answered[pair_id] = max(answered.get(pair_id, at), at)
    return answered


def _last_asked(session: Session, cohort: Cohort) -> dict[int, datetime]:
    return _newest(session, cohort, Due.sent_at)


def _newest(
    session: Session, cohort: Cohort, when: InstrumentedAttribute[datetime | None]
) -> dict[int, datetime]:
    """Return the newest such instant of each pair's prompts."""
    found = session.execute(
        sa.select(Member.pair_id, sa.func.max(sa.type_coerce(when, Instant())))
        .join(Due, Due.member_id == Member.id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Pair.cohort_id == cohort.id, when.is_not(None))
        .group_by(Member.pair_id)
    )
    return dict(found.all())


def _stuck(session: Session, cohort: Cohort) -> dict[int, datetime]:
    """Return when the pairs whose newest update says so said that they are stuck."""
    newest = (
        sa.select(sa.func.max(ProgressUpdate.id))
        .join(Pair, Pair.id == ProgressUpdate.pair_id)
        .where(Pair.cohort_id == cohort.id)
        .group_by(ProgressUpdate.pair_id)
    )
    found = session.execute(
        sa.select(ProgressUpdate.pair_id, ProgressUpdate.said_at).where(
            ProgressUpdate.id.in_(newest), ProgressUpdate.state == ProgressState.STUCK
        )
    )
    return dict(found.all())
