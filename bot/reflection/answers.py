"""The prompts and answers of one member: what waits, what is answered, and erasing one."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.post import outbox
from bot.reflection import keep
from bot.reflection.asking import prompt_of, stop_waiting, take_card_down
from bot.reflection.circle import Circle, circle_of
from bot.reflection.model import OVER, Answer, Due, DueState
from bot.reflection.opening import relayed
from bot.reflection.settling import withdraw_hold
from bot.store.quick import Objects

_IN_ORDER = (sa.func.coalesce(Due.sent_at, Due.opens_at), Due.id)
_OPEN = Objects(
    Due,
    Due.member_id == sa.bindparam("member"),
    Due.answered_at.is_(None),
    sa.or_(
        Due.state == DueState.OPEN,
        sa.and_(Due.state == DueState.PLANNED, Due.sent_at.is_not(None)),
    ),
).in_order(*_IN_ORDER)


def open_dues(session: Session, member: Member) -> Sequence[Due]:
    """Return the prompts that were sent to a member and wait for an answer, oldest first."""
    return _OPEN.all(session, {"member": member.id})


def takeable_dues(session: Session, member: Member, *, now: datetime) -> Sequence[Due]:
    """Return the other prompts that can be answered now: extras, early ones, skipped ones."""
    return _dues(
        session,
        member,
        Due.answered_at.is_(None),
        Due.opens_at <= now,
        Due.closes_at > now,
        sa.or_(
            Due.state == DueState.SKIPPED,
            sa.and_(Due.state == DueState.PLANNED, Due.sent_at.is_(None)),
        ),
    )


def answered_dues(session: Session, member: Member) -> Sequence[Due]:
    """Return the prompts that hold an answer, or a part of one, the newest first."""
    holds_answer = sa.select(Answer.id).where(Answer.due_id == Due.id).exists()
    return _dues(session, member, holds_answer)[::-1]


def _dues(session: Session, member: Member, *conditions: sa.ColumnElement[bool]) -> Sequence[Due]:
    asked = sa.select(Due).where(Due.member_id == member.id, *conditions)
    return session.scalars(asked.order_by(*_IN_ORDER)).all()


def title_of(circle: Circle, due: Due) -> str:
    """Return a prompt's title; its id when the programme has it no more."""
    try:
        return prompt_of(circle, due).title
    except KeyError:
        return due.prompt_id


def delete_answer(session: Session, *, now: datetime, member: Member, due: Due) -> None:
    """Erase one answer in all its versions; the member's own messages leave their chat too.

    What a partner has received already is not called back.
    """
    withdraw_hold(session, due, now=now)
    outbox.cancel_about(session, now=now, about=relayed(due))
    for question_id in keep.newest_answers(session, due):
        keep.erase_answer(session, due, question_id, now=now)
    take_card_down(session, due, now=now)
    stop_waiting(session, circle_of(session, member), due)
    if due.opened_at is not None and due.state not in OVER:
        due.state = DueState.CLOSED
    due.answered_at, due.shared_at, due.partner_id = None, None, None


def mark_progress_answered(session: Session, *, now: datetime, due: Due) -> bool:
    """Note that a progress check-in was answered by a progress update; False when it was.

    The tapped message is the caller's to change.
    """
    if due.answered_at is not None or due.state in OVER or due.closes_at <= now:
        return False
    due.state, due.answered_at, due.sent_at = DueState.OPEN, now, due.sent_at or now
    due.remind_at, due.due_at, due.card_id = None, None, None
    session.flush()
    return True
