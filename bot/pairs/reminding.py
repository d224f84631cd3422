"""Brings a next step back to its owners on its day."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.cohorts import zone_of
from bot.pairs.model import STEPS_TO_REMIND, STEPS_TO_REMIND_PARTNER, NextStep, Owner, StepState
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, is_paused, tell
from bot.pairs.taps import DropStep, MoveStep, StepDone
from bot.people.local import at_local, next_waking
from bot.people.model import Member
from bot.post.content import Button, Buttons
from bot.store.due import part

SOONEST = timedelta(hours=1)
"""A step for today whose time has passed comes back this much later."""


def plan_reminders(session: Session, *, now: datetime, step: NextStep) -> None:
    """Work out when a step comes back, to each of its owners at their own time."""
    step.remind_at = step.remind_partner_at = None
    if step.due_on is None or step.state is not StepState.OPEN:
        return
    writer = session.get_one(Member, step.member_id)
    partner = partner_of(session, writer)
    if step.owner is not Owner.PARTNER:
        step.remind_at = _instant(session, writer, step.due_on, now=now)
    if step.owner is not Owner.ME and partner is not None:
        step.remind_partner_at = _instant(session, partner, step.due_on, now=now)


def _instant(session: Session, member: Member, day: date, *, now: datetime) -> datetime:
    zone = zone_of(session, member)
    at = at_local(day, time.fromisoformat(member.prompt_time), zone)
    return next_waking(max(at, now + SOONEST), zone)


def step_buttons(step: NextStep) -> Buttons:
    """Return what can be done with an open step."""
    return (
        (Button("step-done", StepDone(step=step.id)), Button("step-move", MoveStep(step=step.id))),
        (Button("step-drop", DropStep(step=step.id)),),
    )


@part(STEPS_TO_REMIND, STEPS_TO_REMIND_PARTNER)
def remind_due(session: Session, now: datetime, limit: int) -> int:
    """Bring back the steps whose day has come: a part of the planner."""
    steps = session.scalars(
        sa.select(NextStep)
        .where(sa.or_(STEPS_TO_REMIND.has_come(now), STEPS_TO_REMIND_PARTNER.has_come(now)))
        .order_by(NextStep.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for step in steps:
        writer = session.get_one(Member, step.member_id)
        if step.remind_at is not None and step.remind_at <= now:
            step.remind_at = _remind(session, writer, step, now=now)
        if step.remind_partner_at is not None and step.remind_partner_at <= now:
            partner = partner_of(session, writer) if step.shared_at is not None else None
            step.remind_partner_at = _remind(session, partner, step, now=now) if partner else None
    return len(steps)


def _remind(session: Session, owner: Member, step: NextStep, *, now: datetime) -> datetime | None:
    """Bring a step back now, or return the instant after the owner's pause to do it."""
    if is_paused(session, owner, now) and owner.paused_until is not None:
        return _instant(session, owner, owner.paused_until, now=now)
    if owner.left_at is not None:
        return None
    news = News(
        copy="step-day-has-come",
        args={"own": step.member_id == owner.id},
        words=step.what,
        buttons=step_buttons(step),
        about=f"step-day:{step.id}",
    )
    tell(session, now=now, reader=owner, news=news)
    return None
