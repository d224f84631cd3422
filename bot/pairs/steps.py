"""Next steps: what, by when, and who."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.cohorts import zone_of
from bot.pairs.model import NextStep, Owner, ProgressUpdate, StepState
from bot.pairs.partners import partner_of
from bot.pairs.reminding import plan_reminders
from bot.pairs.taps import StepDay
from bot.pairs.workshops import next_workshop
from bot.people.local import local_day
from bot.people.model import Member
from bot.post import outbox
from bot.sharing import actions as sharing
from bot.sharing import pieces
from bot.sharing.actions import ToShare
from bot.sharing.model import Shares
from bot.sharing.said import Said

STEP = "step"
"""The kind of a step's pieces."""
LONGEST = 300
AHEAD = {StepDay.TOMORROW: 1, StepDay.WEEK: 7, StepDay.TWO_WEEKS: 14}
UNSETTLED = (StepState.OPEN, StepState.ASKED, StepState.DECLINED)


def start(
    session: Session, *, now: datetime, member: Member, update: ProgressUpdate | None, said: Said
) -> NextStep:
    """Write a next step: the writer's own and without a day, until they say more.

    Raises `RefusalError` for a file without words and for more than 300 characters.
    """
    check_words(said)
    step = NextStep(
        pair_id=member.pair_id,
        update_id=update.id if update else None,
        member_id=member.id,
        owner=Owner.ME,
        what=said.text,
        state=StepState.OPEN,
        written_at=now,
    )
    session.add(step)
    session.flush()
    pieces.add_piece(session, now=now, member=member, kind=STEP, ref_id=step.id, said=said)
    return step


def check_words(said: Said) -> None:
    """Raise `RefusalError` unless this can be a step."""
    if not said.text:
        raise RefusalError("step-words-only")
    if len(said.text) > LONGEST:
        raise RefusalError("step-long", longest=LONGEST)


def is_being_written(session: Session, step: NextStep) -> bool:
    """Tell whether its day and owner can still be answered: the partner knows nothing of it."""
    waits = sharing.live_hold(session, kind=Shares.STEP, ref_id=step.id)
    return step.state is StepState.OPEN and step.shared_at is None and waits is None


def day_before_workshop(session: Session, member: Member, *, now: datetime) -> date | None:
    """Return the day before the next workshop, if that is still to come."""
    today = local_day(now, zone_of(session, member))
    workshop = next_workshop(session, member.pair_id, today=today + timedelta(days=1))
    return workshop.day - timedelta(days=1) if workshop else None


def day_tapped(session: Session, *, now: datetime, member: Member, by: StepDay) -> date | None:
    """Return the day that a tap means for this member."""
    if by is StepDay.WORKSHOP:
        return day_before_workshop(session, member, now=now)
    if by is StepDay.NONE:
        return None
    return local_day(now, zone_of(session, member)) + timedelta(days=AHEAD[by])


def set_day(session: Session, *, now: datetime, step: NextStep, due_on: date | None) -> None:
    """Set by when a step is to be done; it comes back to its owners on that day."""
    step.due_on = due_on
    plan_reminders(session, now=now, step=step)


def set_owner(
    session: Session, *, now: datetime, member: Member, step: NextStep, owner: Owner
) -> None:
    """Say who does it; the partner gets it, as news or as a request, after the two minutes."""
    partner = partner_of(session, member)
    step.owner = owner if partner else Owner.ME
    plan_reminders(session, now=now, step=step)
    if partner is not None:
        hold(session, now=now, member=member, partner=partner, step=step)


def hold(
    session: Session, *, now: datetime, member: Member, partner: Member, step: NextStep
) -> None:
    """Start, or start anew, the two minutes of a step."""
    thing = ToShare(
        kind=Shares.STEP,
        ref_id=step.id,
        words=step.what,
        copy="step-held",
        args={"partner": partner.name, "who": step.owner.value},
    )
    sharing.hold(session, now=now, member=member, thing=thing)


def is_owner(step: NextStep, member: Member) -> bool:
    """Tell whether a step is this member's to do, alone or with the partner."""
    if step.member_id == member.id:
        return step.owner is not Owner.PARTNER or step.state is StepState.DECLINED
    theirs = step.owner in (Owner.BOTH, Owner.PARTNER)
    return theirs and step.shared_at is not None and step.state is StepState.OPEN


def is_asked_of(step: NextStep, member: Member) -> bool:
    """Tell whether a step is a request that this member has not answered."""
    waits = step.state is StepState.ASKED and step.shared_at is not None
    return waits and step.member_id != member.id


def take(session: Session, *, now: datetime, member: Member, step: NextStep) -> bool:
    """**I'll do it**: by whom it was asked of, or by its writer after a no.

    Returns False when it was taken already; raises `RefusalError` when it is not theirs to take.
    """
    if step.member_id == member.id:
        if step.state is StepState.OPEN and step.owner is Owner.ME:
            return False
        if step.state is not StepState.DECLINED:
            raise RefusalError("step-over")
        step.owner = Owner.ME
    elif step.state is StepState.OPEN and step.owner is Owner.PARTNER:
        return False
    elif not is_asked_of(step, member):
        raise RefusalError("step-over")
    step.state = StepState.OPEN
    plan_reminders(session, now=now, step=step)
    return True


def decline(*, member: Member, step: NextStep) -> bool:
    """**Not me**; returns False when that was said already, raises when it is over."""
    if step.state is StepState.DECLINED and step.member_id != member.id:
        return False
    if not is_asked_of(step, member):
        raise RefusalError("step-over")
    step.state = StepState.DECLINED
    return True


def close(
    session: Session, *, now: datetime, member: Member, step: NextStep, state: StepState
) -> bool:
    """Note a step as done or dropped; returns False when it was closed before."""
    if step.state in (StepState.DONE, StepState.DROPPED):
        return False
    if not is_owner(step, member):
        raise RefusalError("refused-not-yours")
    step.state, step.closed_at = state, now
    step.remind_at = step.remind_partner_at = None
    outbox.cancel_about(session, now=now, about=day_about(step))
    return True


def may_move(step: NextStep, member: Member) -> None:
    """Raise `RefusalError` unless this member may give an open step another day."""
    if step.state in (StepState.DONE, StepState.DROPPED):
        raise RefusalError("step-over")
    if not is_owner(step, member):
        raise RefusalError("refused-not-yours")


def erase(session: Session, *, now: datetime, step: NextStep) -> None:
    """Erase a step's words, here and in the chat."""
    pieces.scrub(session, now=now, kind=STEP, ref_id=step.id)
    step.what, step.state, step.closed_at = "", StepState.DROPPED, now
    step.remind_at = step.remind_partner_at = None


def open_steps(session: Session, viewer: Member, *, limit: int) -> Sequence[NextStep]:
    """Return the open steps that this member may see, the soonest first."""
    return session.scalars(
        sa.select(NextStep)
        .where(NextStep.state.in_(UNSETTLED), _visible(session, viewer))
        .order_by(NextStep.due_on.is_(None), NextStep.due_on, NextStep.id)
        .limit(limit)
    ).all()


def count_steps(session: Session, viewer: Member) -> tuple[int, int]:
    """Return how many of the steps that this member may see are open and how many done."""
    rows = session.execute(
        sa.select(NextStep.state, sa.func.count())
        .where(_visible(session, viewer))
        .group_by(NextStep.state)
    )
    found = {row[0]: row[1] for row in rows}
    return sum(found.get(state, 0) for state in UNSETTLED), found.get(StepState.DONE, 0)


def _visible(session: Session, viewer: Member) -> sa.ColumnElement[bool]:
    """Their own steps; and those that their present partner let them have."""
    own = NextStep.member_id == viewer.id
    partner = partner_of(session, viewer)
    if partner is None:
        return own
    theirs = NextStep.member_id == partner.id
    return sa.or_(own, sa.and_(theirs, NextStep.shared_at >= viewer.joined_at))


def day_about(step: NextStep) -> str:
    """What a step's coming back concerns, as outbox rows say it."""
    return f"step-day:{step.id}"
