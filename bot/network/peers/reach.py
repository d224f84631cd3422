"""Who is in reach of an ask: every pair, as far as finding peers goes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask
from bot.network.exchanging.model import Exchange, Why
from bot.network.labels import town_in
from bot.network.model import NetworkWish
from bot.network.peers.ranking import GRADUATE, RESTED, Peer, Sought
from bot.network.safety.apart import excluded_pairs
from bot.pairs.model import Cohort, Pair, Workshop
from bot.people.local import local_day
from bot.people.model import Member
from bot.post.model import Chat

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class _Way:
    """How far a cohort is, and where it meets."""

    stage: float
    place: str | None


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """Which asks were brought to a pair."""

    number: int
    last: datetime
    this_week: int


@dataclass(frozen=True, kw_only=True)
class _Person:
    """One of a pair who is here, and whether an ask may come to them now."""

    rests: bool
    unreachable: bool
    asks_a_week: int


def sought(session: Session, *, now: datetime, ask: Ask) -> Sought:
    """Return an ask as it is ranked; its meaning is there already."""
    pair = session.get_one(Pair, ask.pair_id)
    way = _ways(session, now=now)[pair.cohort_id]
    return Sought(
        pair_id=ask.pair_id,
        meaning=ask.meaning or "",
        topics=frozenset(ask.topics.split()),
        stage=way.stage,
        place=way.place,
    )


def peers(session: Session, *, now: datetime, ask: Ask) -> Sequence[Peer]:
    """Return every pair with somebody in it, and what keeps it from being asked."""
    ways, asked = _ways(session, now=now), _asked(session, now=now)
    apart = excluded_pairs(session, ask.pair_id)
    has_it = set(session.scalars(sa.select(Exchange.pair_id).where(Exchange.ask_id == ask.id)))
    here = session.execute(sa.select(Pair.id, Pair.cohort_id).where(Pair.dissolved_at.is_(None)))
    pairs = {pair_id: cohort_id for pair_id, cohort_id in here}  # noqa: C416 - rows, not pairs
    return [
        _peer(pair_id, people, ways[pairs[pair_id]], asked.get(pair_id), now=now,
              excluded=pair_id in apart, has_it=pair_id in has_it)
        for pair_id, people in _people(session, now=now).items()
        if pair_id in pairs
    ]  # fmt: skip


def _peer(
    pair_id: int,
    people: Sequence[_Person],
    way: _Way,
    asked: _Asked | None,
    *,
    now: datetime,
    excluded: bool,
    has_it: bool,
) -> Peer:
    awake = [person for person in people if not person.rests]
    most = min(person.asks_a_week for person in people)
    return Peer(
        pair_id=pair_id,
        stage=way.stage,
        place=way.place,
        asked=asked.number if asked else 0,
        last_asked=now - asked.last if asked else None,
        paused=not awake,
        unreachable=all(person.unreachable for person in awake),
        excluded=excluded,
        full=asked is not None and asked.this_week >= most,
        has_it=has_it,
    )


def _people(session: Session, *, now: datetime) -> Mapping[int, Sequence[_Person]]:
    """Return who has joined and not left, by pair; `bot.network.wishes` says it of one."""
    found = session.execute(
        sa.select(
            Member.pair_id,
            Member.resumes_at,
            NetworkWish.muted_until,
            sa.func.coalesce(NetworkWish.asks_a_week, 1),
            Chat.unreachable_since,
        )
        .outerjoin(NetworkWish, NetworkWish.member_id == Member.id)
        .outerjoin(Chat, Chat.id == Member.chat_id)
        .where(Member.joined_at.is_not(None), Member.left_at.is_(None))
    )
    by_pair: dict[int, list[_Person]] = defaultdict(list)
    for pair_id, resumes_at, muted_until, asks_a_week, unreachable_since in found:
        rests = any(until is not None and until > now for until in (resumes_at, muted_until))
        by_pair[pair_id].append(
            _Person(
                rests=rests,
                unreachable=unreachable_since is not None,
                asks_a_week=asks_a_week,
            )
        )
    return by_pair


def _asked(session: Session, *, now: datetime) -> Mapping[int, _Asked]:
    recent = sa.func.sum(sa.case((Exchange.asked_at > now - WEEK, 1), else_=0))
    found = session.execute(
        sa.select(Exchange.pair_id, sa.func.count(), sa.func.max(Exchange.asked_at), recent)
        .where(Exchange.asked_at > now - RESTED, Exchange.why != Why.FOUND)
        .group_by(Exchange.pair_id)
    )
    return {
        pair_id: _Asked(number=number, last=last, this_week=this_week)
        for pair_id, number, last, this_week in found
    }


def _ways(session: Session, *, now: datetime) -> Mapping[int, _Way]:
    """Return, by cohort, which part of its workshops is over, and its town."""
    meetings: dict[int, list[Workshop]] = defaultdict(list)
    for workshop in session.scalars(sa.select(Workshop).order_by(Workshop.day)):
        meetings[workshop.cohort_id].append(workshop)
    zones = session.execute(sa.select(Cohort.id, Cohort.timezone))
    return {
        cohort_id: _way(meetings[cohort_id], local_day(now, ZoneInfo(zone)))
        for cohort_id, zone in zones
    }


def _way(meetings: Sequence[Workshop], today: date) -> _Way:
    if not meetings:
        return _Way(stage=0.0, place=None)
    over = sum(workshop.day < today for workshop in meetings)
    venue = meetings[0].venue
    return _Way(stage=GRADUATE * over / len(meetings), place=town_in(venue) if venue else None)
