"""What the other half of a pair is told about a next step: news, request, and its answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.pairs.model import NextStep, Owner, StepState
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.pairs.reminding import plan_reminders
from bot.pairs.taps import DeclineStep, DropStep, TakeStep
from bot.people.model import Member
from bot.post.content import Button, Buttons


def share_step(session: Session, *, now: datetime, member: Member, step: NextStep) -> None:
    """Let the partner have a step; what is for them is a request."""
    partner = partner_of(session, member)
    if partner is None or step.state is not StepState.OPEN:
        step.owner = Owner.ME
        return
    step.shared_at = now
    buttons: Buttons = ()
    if step.owner is Owner.PARTNER:
        step.state = StepState.ASKED
        buttons = request_buttons(step)
    plan_reminders(session, now=now, step=step)
    _tell(session, partner, member, step, now=now, copy="step-told", buttons=buttons)


def request_buttons(step: NextStep) -> Buttons:
    """Return what can be said to a request."""
    take, decline = TakeStep(step=step.id), DeclineStep(step=step.id)
    return ((Button("step-take", take), Button("step-decline", decline)),)


def tell_answer(session: Session, *, now: datetime, member: Member, step: NextStep) -> None:
    """Tell the writer of a request what its reader said."""
    writer = session.get_one(Member, step.member_id)
    if writer.id == member.id:
        return
    buttons: Buttons = ()
    copy = "step-taken"
    if step.state is StepState.DECLINED:
        copy = "step-declined"
        take, drop = TakeStep(step=step.id), DropStep(step=step.id)
        buttons = ((Button("step-take", take), Button("step-drop", drop)),)
    _tell(session, writer, member, step, now=now, copy=copy, buttons=buttons)


def tell_done(session: Session, *, now: datetime, member: Member, step: NextStep) -> None:
    """Tell the other half that a step both know of is done."""
    partner = partner_of(session, member)
    if partner is not None and step.shared_at is not None:
        _tell(session, partner, member, step, now=now, copy="step-done-told", buttons=())


def tell_change(session: Session, *, now: datetime, member: Member, step: NextStep) -> None:
    """Tell who asked for a step that whoever took it has moved it or let it go."""
    if step.owner is not Owner.PARTNER or step.member_id == member.id:
        return
    writer = session.get_one(Member, step.member_id)
    copy = "step-dropped-told" if step.state is StepState.DROPPED else "step-moved-told"
    _tell(session, writer, member, step, now=now, copy=copy, buttons=())


def keep_step(session: Session, *, now: datetime, step: NextStep) -> None:
    """Leave a step to its writer alone."""
    step.owner = Owner.ME
    plan_reminders(session, now=now, step=step)


def _tell(
    session: Session,
    reader: Member,
    writer: Member,
    step: NextStep,
    *,
    now: datetime,
    copy: str,
    buttons: Buttons,
) -> None:
    due_on = step.due_on.isoformat() if step.due_on else ""
    args = {"name": writer.name, "who": step.owner.value, "day": due_on, "dated": bool(due_on)}
    news = News(copy=copy, args=args, words=step.what, buttons=buttons, about=f"step:{step.id}")
    tell(session, now=now, reader=reader, news=news)
