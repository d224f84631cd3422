"""What a change for a whole cohort does to prompts: foreseen first, then done."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.cohorts import zone_of
from bot.pairs.model import Cohort, Workshop
from bot.pairs.telling import members_here
from bot.people.local import local_day
from bot.reflection.changes import plans
from bot.reflection.circle import programme_named
from bot.reflection.model import Due, DueState
from bot.reflection.planning import replan_member


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One prompt that comes on another day, for so many people; the days are the commonest."""

    title: str
    before: date | None
    """None: it did not come at all."""
    after: date | None
    """None: it will not come."""
    people: int


@dataclass(frozen=True, kw_only=True)
class Effects:
    """What a change does to the prompts of everybody who has joined."""

    shifts: tuple[Shift, ...]
    sent: tuple[str, ...]
    """Titles of the prompts in question that somebody has got already: they stay."""
    people: int
    """How many have joined."""


Days = dict[tuple[int, str], date]


def foresee(
    session: Session, *, now: datetime, cohort: Cohort, act: Callable[[], object]
) -> Effects:
    """Return what `act` would do to the prompts still to come; nothing stays done."""
    before, after, sent = _days(session, cohort), {}, _sent(session, cohort)
    titles = _titles(session, cohort)
    # What is shown is what happens: it is done here for real, and taken back.
    with suppress(_TakenBackError), session.begin_nested():
        act()
        replan_cohort(session, now=now, cohort=cohort)
        session.flush()
        after = _days(session, cohort)
        titles |= _titles(session, cohort)
        raise _TakenBackError
    return Effects(
        shifts=tuple(_shifts(before, after, titles)),
        sent=tuple(titles[key] for key in titles if key in sent),
        people=len(members_here(session, cohort)),
    )


class _TakenBackError(Exception):
    """Ends a trial."""


def replan_cohort(session: Session, *, now: datetime, cohort: Cohort) -> None:
    """Plan anew for everybody in a cohort what they have not been sent."""
    for member in members_here(session, cohort):
        replan_member(session, now=now, member=member, anew=True)


def move_workshop(
    session: Session, *, now: datetime, cohort: Cohort, workshop: Workshop, day: date
) -> None:
    """Put a workshop on another day; what hangs on it and was not sent follows."""
    workshop.day = day
    session.flush()
    replan_cohort(session, now=now, cohort=cohort)


def hanging_on(session: Session, cohort: Cohort, number: int) -> frozenset[str]:
    """Return the ids of a cohort's prompts that are planned from this workshop's day."""
    programme = plans(session, {cohort.id: programme_named(cohort.programme)})[cohort.id].programme
    return frozenset(each.id for each in programme.prompts if each.when.workshop == number)


def sent_titles(session: Session, cohort: Cohort, prompt_ids: frozenset[str]) -> list[str]:
    """Return the titles of those of these prompts that somebody has got, in the file's order."""
    sent = _sent(session, cohort)
    titles = _titles(session, cohort)
    return [title for key, title in titles.items() if key in sent & prompt_ids]


def _days(session: Session, cohort: Cohort) -> Days:
    """Return when each prompt that is still to come reaches each member."""
    zones = {member.id: zone_of(session, member) for member in members_here(session, cohort)}
    dues = session.scalars(
        sa.select(Due).where(
            Due.member_id.in_(zones), Due.state == DueState.PLANNED, Due.sent_at.is_(None)
        )
    )
    return {
        (due.member_id, due.prompt_id): local_day(due.due_at or due.opens_at, zones[due.member_id])
        for due in dues
    }


def _sent(session: Session, cohort: Cohort) -> set[str]:
    ids = [member.id for member in members_here(session, cohort)]
    return set(
        session.scalars(
            sa.select(Due.prompt_id)
            .where(Due.member_id.in_(ids), Due.sent_at.is_not(None))
            .distinct()
        )
    )


def _titles(session: Session, cohort: Cohort) -> dict[str, str]:
    plan = plans(session, {cohort.id: programme_named(cohort.programme)})[cohort.id]
    return {prompt.id: prompt.title for prompt in plan.programme.prompts}


def _shifts(before: Days, after: Days, titles: dict[str, str]) -> list[Shift]:
    changed = sorted(
        (key for key in before.keys() | after.keys() if before.get(key) != after.get(key)),
        key=lambda key: (key[1], key[0]),
    )
    shifts = []
    for prompt_id, keys in groupby(changed, key=lambda key: key[1]):
        ways = Counter((before.get(key), after.get(key)) for key in keys)
        (first, second), _ = ways.most_common(1)[0]
        title = titles.get(prompt_id, prompt_id)
        shifts.append(Shift(title=title, before=first, after=second, people=ways.total()))
    return sorted(shifts, key=lambda shift: shift.after or shift.before or date.max)
