"""How a cohort goes: its weeks pair by pair, and figures that are over enough people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.learning.grid import Cell, Going, Grid, Row, Span, asked_in, in_order, span_of
from bot.pairs.cohorts import IN_PROGRAMME
from bot.pairs.model import Cohort, Pair, ProgressUpdate, Workshop
from bot.pairs.states import ProgressState
from bot.people.local import local_day
from bot.people.model import Member
from bot.reflection.model import Due

FEWEST = 5
"""Statistics over fewer people are withheld: somebody could work out who said what."""
LATELY = timedelta(weeks=4)
Place = tuple[int, int]
"""A pair's id and a week's number."""


def pairs_in(session: Session, cohort: Cohort) -> Sequence[Pair]:
    """Return the pairs of a cohort that were not dissolved, in the order of their labels."""
    here = sa.select(Pair).where(
        Pair.cohort_id == cohort.id, IN_PROGRAMME, Pair.dissolved_at.is_(None)
    )
    return sorted(session.scalars(here), key=lambda pair: in_order(pair.label))


def members_in(session: Session, cohort: Cohort) -> dict[int, list[Member]]:
    """Return who is in each pair of a cohort now, joined or not, by the pair's id."""
    found: defaultdict[int, list[Member]] = defaultdict(list)
    for member in session.scalars(
        sa.select(Member)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Pair.cohort_id == cohort.id, IN_PROGRAMME, Member.left_at.is_(None))
        .order_by(Member.id)
    ):
        found[member.pair_id].append(member)
    return found


def grid_of(session: Session, *, now: datetime, cohort: Cohort) -> Grid:
    """Return the cohort by weeks of its own zone."""
    zone = ZoneInfo(cohort.timezone)
    today = local_day(now, zone)
    workshops = session.execute(
        sa.select(Workshop.number, Workshop.day).where(Workshop.cohort_id == cohort.id)
    )
    days = dict(workshops.all())
    begins = min([local_day(cohort.created_at, zone), *days.values()])
    span = span_of(begins=begins, today=today, workshops=list(days.values()))
    asked = _asked(session, cohort, span, zone)
    going = _going(session, cohort, span, zone)
    members = members_in(session, cohort)
    rows = [
        Row(
            label=pair.label,
            names=" & ".join(member.name for member in members.get(pair.id, [])),
            cells=tuple(
                _cell(asked.get((pair.id, week)), going.get((pair.id, week)))
                for week in range(span.weeks)
            ),
        )
        for pair in pairs_in(session, cohort)
    ]
    shown = [(number, span.week_of(day)) for number, day in sorted(days.items())]
    return Grid(
        title=cohort.name,
        monday=span.monday,
        weeks=span.weeks,
        this_week=span.week_of(today),
        workshops=tuple((number, week) for number, week in shown if week is not None),
        rows=tuple(rows),
    )


def _cell(roles: set[str] | None, going: Going | None) -> Cell:
    return Cell(asked=asked_in(roles is not None, len(roles or ())), going=going or Going.NOTHING)


def _asked(session: Session, cohort: Cohort, span: Span, zone: ZoneInfo) -> dict[Place, set[str]]:
    """Return which roles answered the prompts of each week; nothing where none was sent."""
    reached = sa.func.coalesce(Due.sent_at, Due.answered_at)
    found = session.execute(
        sa.select(Member.pair_id, Member.role, Due.sent_at, Due.answered_at)
        .join(Due, Due.member_id == Member.id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Pair.cohort_id == cohort.id, reached.is_not(None))
    )
    asked: defaultdict[Place, set[str]] = defaultdict(set)
    for pair_id, role, sent_at, answered_at in found:
        at = sent_at or answered_at
        week = span.week_of(local_day(at, zone)) if at is not None else None
        if week is None:
            continue
        roles = asked[pair_id, week]
        if answered_at is not None:
            roles.add(role.value)
    return asked


def _going(session: Session, cohort: Cohort, span: Span, zone: ZoneInfo) -> dict[Place, Going]:
    found = session.execute(
        sa.select(ProgressUpdate.pair_id, ProgressUpdate.said_at, ProgressUpdate.state)
        .join(Pair, Pair.id == ProgressUpdate.pair_id)
        .where(Pair.cohort_id == cohort.id)
        .order_by(ProgressUpdate.said_at)
    )
    going = {}
    for pair_id, said_at, state in found:
        week = span.week_of(local_day(said_at, zone))
        if week is not None:
            stuck = state is ProgressState.STUCK
            going[pair_id, week] = Going.STUCK if stuck else Going.PROGRESS
    return going


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of so many people who were asked something lately, so many have answered something."""

    asked: int
    answered: int


def figures_of(session: Session, *, now: datetime, cohort: Cohort) -> Figures | None:
    """Return the figures of the last four weeks; None where they are over too few people."""
    asked, answered = session.execute(
        sa.select(
            sa.func.count(sa.distinct(Due.member_id)),
            sa.func.count(sa.distinct(sa.case((Due.answered_at.is_not(None), Due.member_id)))),
        )
        .join(Member, Member.id == Due.member_id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Pair.cohort_id == cohort.id, Due.sent_at > now - LATELY, Due.sent_at <= now)
    ).one()
    return Figures(asked=asked, answered=answered) if asked >= FEWEST else None
