"""Puts a member's prompts into the calendar when they join, and again when their days change."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Workshop
from bot.people.model import Member
from bot.reflection.calendar import PlannedPrompt, plan, send_instant
from bot.reflection.changes import without
from bot.reflection.circle import Circle, circle_of
from bot.reflection.model import Due, DueState, Visibility
from bot.reflection.timing import free_from, next_turn, preferences
from bot.store.upsert import insert_new
from prompts.moment import EARLIEST, Unit

EARLY = timedelta(days=3)
"""How long before its day a prompt can be answered, though not before the workshop it follows."""


LEFT_OUT = (DueState.MISSED, DueState.DROPPED)


def plan_member(session: Session, *, now: datetime, member: Member) -> None:
    """Plan every prompt that is still to come, once; a second call plans nothing anew."""
    circle = circle_of(session, member)
    insert_new(
        session, Due, [_row(circle, each) for each in _plan(session, circle, now=now, sent={})]
    )


def replan_member(session: Session, *, now: datetime, member: Member, anew: bool = False) -> None:
    """Move what was not sent yet after a change of days, time, zone or pause.

    `anew`: the workshops, the prompts themselves or a pause have changed, so that some come
    that had been left out before.
    """
    circle = circle_of(session, member)
    dues = session.scalars(sa.select(Due).where(Due.member_id == member.id)).all()
    known = {prompt.id for prompt in circle.programme.prompts}
    sent = {
        due.prompt_id: due.sent_at.astimezone(circle.zone).date()
        for due in dues
        if due.sent_at is not None and due.prompt_id in known
    }
    planned = {
        each.prompt_id: each
        for each in _plan(session, circle, now=free_from(circle, now), sent=sent)
    }
    if anew:
        insert_new(session, Due, [_row(circle, each) for each in planned.values()])
    for due in dues:
        if anew and due.state in LEFT_OUT and due.sent_at is None and due.prompt_id in planned:
            due.state, due.due_at = DueState.PLANNED, planned[due.prompt_id].due_at
        if due.state is DueState.PLANNED:
            _move(circle, due, planned, now=now)
        if due.remind_at is not None and due.remind_at < free_from(circle, now):
            remind_at = next_turn(circle, now)
            due.remind_at = remind_at if remind_at < due.closes_at else None


def _move(circle: Circle, due: Due, planned: Mapping[str, PlannedPrompt], *, now: datetime) -> None:
    if due.sent_at is not None:  # put off by the member: only a pause moves it
        if due.due_at is not None:
            due.due_at = max(due.due_at, next_turn(circle, max(now, due.due_at)))
        return
    moved = planned.get(due.prompt_id)
    if moved is None:
        if due.prompt_id in circle.skipped:
            due.state = DueState.DROPPED
        elif due.due_at is not None:
            due.state = DueState.MISSED
        return
    due.due_at = moved.due_at if moved.unasked else None
    due.opens_at, due.closes_at = _opens_at(circle, moved), moved.closes_at
    due.remind_at = moved.remind_at


def _plan(
    session: Session, circle: Circle, *, now: datetime, sent: Mapping[str, date]
) -> list[PlannedPrompt]:
    days = session.scalars(
        sa.select(Workshop.day)
        .where(Workshop.cohort_id == circle.cohort.id)
        .order_by(Workshop.number)
    ).all()
    return plan(
        without(circle.programme, circle.skipped.difference(sent)),
        circle.role,
        circle.member.joined_at or now,
        days,
        preferences(circle),
        after=now,
        sent=sent,
    )


def _row(circle: Circle, planned: PlannedPrompt) -> dict[str, object]:
    prompt = circle.programme.prompt(planned.prompt_id)
    return {
        "member_id": circle.member.id,
        "prompt_id": planned.prompt_id,
        "state": DueState.PLANNED,
        "visibility": Visibility(prompt.visibility.value),
        "due_at": planned.due_at if planned.unasked else None,
        "opens_at": _opens_at(circle, planned),
        "closes_at": planned.closes_at,
        "remind_at": planned.remind_at,
    }


def _opens_at(circle: Circle, planned: PlannedPrompt) -> datetime:
    """An extra opens at its time; what is sent can be answered a little earlier."""
    prompt = circle.programme.prompt(planned.prompt_id)
    if not prompt.core:
        return planned.due_at
    amount, unit = prompt.when.amount, prompt.when.unit
    early = timedelta(days=amount) if unit is Unit.DAY and amount >= 0 else EARLY
    first_day = planned.day - min(early, EARLY)
    return min(planned.due_at, send_instant(first_day, EARLIEST, circle.zone))
