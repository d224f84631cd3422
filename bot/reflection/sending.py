"""The planner's parts: prompts, reminders and closings that are due, found by an index."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.local import next_waking
from bot.post.model import OutboxMessage, Sending
from bot.reflection import keep
from bot.reflection.asking import prompt_of, stop_waiting, take_card_down
from bot.reflection.calendar import monday_of
from bot.reflection.cards import Cards, unasked
from bot.reflection.circle import Circle, circles
from bot.reflection.flow import next_question
from bot.reflection.model import (
    DUES_TO_CLOSE,
    DUES_TO_REMIND,
    DUES_TO_SEND,
    Due,
    DueState,
    PlainDue,
)
from bot.reflection.opening import due_of, is_over, offer_alone, offer_other, waits_for
from bot.reflection.ordinary import LONGEST_DAY, send_ordinary
from bot.reflection.planning import replan_member
from bot.reflection.putting import begin
from bot.reflection.timing import free_from, next_turn, today
from bot.store.among import among
from bot.store.due import part

AT_ONCE = 250
"""Prompts in one transaction: a twentieth of a second."""
_EXPIRED = OutboxMessage.state == Sending.EXPIRED
_UNSENT = (Due.state == DueState.OPEN, Due.answered_at.is_(None))
"""Prompts that could not leave before the night, if their card expired: Telegram was away."""
_ANY_UNSENT = sa.exists().where(
    _EXPIRED, sa.exists().where(Due.card_id == OutboxMessage.id, *_UNSENT)
)
"""From the few cards that expired, or SQLite would look at the card of every open prompt."""


@part(DUES_TO_SEND, at_once=AT_ONCE)
def send_due(session: Session, now: datetime, limit: int) -> int:
    """Send the prompts whose time has come: one a day for each person, the rest planned anew."""
    dues = DUES_TO_SEND.plain(PlainDue, session, now, limit)
    others = send_ordinary(session, dues, now=now)
    if others:
        _send_each(session, others, now=now)
    return len(dues)


def _send_each(session: Session, ids: Sequence[int], *, now: datetime) -> None:
    """Send these, or see what else is to become of each, the longest due first."""
    dues = session.scalars(
        sa.select(Due).where(among(Due.id)).order_by(Due.due_at, Due.id), {"ids": ids}
    ).all()
    around = circles(session, {due.member_id for due in dues})
    answers = keep.newest_of_all(session, ids)
    had_one = _had_one_today(session, around, now)
    crowded: set[int] = set()
    cards = Cards(now)
    with session.no_autoflush:  # what is asked about others does not hang on this batch
        for due in dues:
            circle = around[due.member_id]
            if _cannot_go_now(circle, due, now):
                continue
            fresh = due.sent_at is None
            if fresh and due.member_id in had_one:
                crowded.add(due.member_id)
                continue
            had_one.add(due.member_id)
            if fresh and _is_late(circle, due, now):
                crowded.add(due.member_id)
            due.due_at = None
            how, known = unasked(circle, due, now), answers.get(due.id, {})
            question = begin(session, now=now, circle=circle, due=due, answered=known, how=how)
            if question is not None:
                cards.add(session, circle, due, question, answered=known, how=how)
        cards.put_in(session)
    session.flush()
    for member_id in crowded:
        replan_member(session, now=now, member=around[member_id].member)


def _cannot_go_now(circle: Circle, due: Due, now: datetime) -> bool:
    """Move a prompt to a time when it may come, or note that there is none."""
    if circle.member.left_at is not None or circle.member.chat_id is None:
        due.state = DueState.DROPPED
        return True
    if due.sent_at is None:
        turn = next_turn(circle, now)
    else:  # put off: the member named the day
        turn = next_waking(free_from(circle, now), circle.zone)
    if due.closes_at <= turn:
        due.state = DueState.MISSED if due.sent_at is None else DueState.CLOSED
        return True
    if turn > now:
        due.due_at = turn
        return True
    return False


def _is_late(circle: Circle, due: Due, now: datetime) -> bool:
    planned = due.due_at or now
    return monday_of(today(circle, planned)) != monday_of(today(circle, now))


def _had_one_today(session: Session, around: dict[int, Circle], now: datetime) -> set[int]:
    lately = session.scalars(
        sa.select(Due).where(among(Due.member_id), Due.sent_at > now - LONGEST_DAY),
        {"ids": set(around)},
    )
    return {
        due.member_id
        for due in lately
        if due.sent_at is not None
        and prompt_of(around[due.member_id], due).core
        and today(around[due.member_id], due.sent_at) == today(around[due.member_id], now)
    }


@part(DUES_TO_REMIND, at_once=AT_ONCE)
def remind_due(session: Session, now: datetime, limit: int) -> int:
    """Remind, once, those who have not answered."""
    dues = DUES_TO_REMIND.rows(session, now, limit)
    around = circles(session, {due.member_id for due in dues})
    answers = keep.newest_of_all(session, [due.id for due in dues])
    cards = Cards(now)
    with session.no_autoflush:
        for due in dues:
            circle, known = around[due.member_id], answers.get(due.id, {})
            turn = next_turn(circle, now)
            due.remind_at = turn if now < turn < due.closes_at else None
            question = next_question(prompt_of(circle, due), known)
            if due.answered_at is None and question is not None and turn == now < due.closes_at:
                how = unasked(circle, due, now)
                cards.add(session, circle, due, question, answered=known, how=how, reminder=True)
        cards.put_in(session)
    session.flush()
    return len(dues)


@part(_ANY_UNSENT)
def send_again(session: Session, now: datetime, limit: int) -> int:
    """Plan anew what could not leave before the night, because Telegram was away."""
    unsent = sa.select(Due).join(OutboxMessage, Due.card_id == OutboxMessage.id)
    unsent = unsent.where(_EXPIRED, *_UNSENT, Due.closes_at > now)
    dues = session.scalars(unsent.limit(limit)).all()
    around = circles(session, {due.member_id for due in dues})
    for due in dues:
        due.card_id, due.sent_at, due.state = None, None, DueState.PLANNED
        due.due_at = next_turn(around[due.member_id], now)
    return len(dues)


@part(DUES_TO_CLOSE)
def close_due(session: Session, now: datetime, limit: int) -> int:
    """Close the prompts whose window has passed, answered or not."""
    dues = DUES_TO_CLOSE.rows(session, now, limit)
    around = circles(session, {due.member_id for due in dues})
    for due in dues:
        was_planned = due.state is DueState.PLANNED and due.due_at is not None
        due.state = DueState.MISSED if was_planned and due.sent_at is None else DueState.CLOSED
        due.remind_at = None
    session.flush()
    for due in dues:
        _close(session, around[due.member_id], due, now=now)
    return len(dues)


def _close(session: Session, circle: Circle, due: Due, *, now: datetime) -> None:
    if due.answered_at is None:
        take_card_down(session, due, now=now)
        stop_waiting(session, circle, due)
    if circle.partner is None or circle.member.left_at is not None:
        return
    other = due_of(session, circle.partner, due.prompt_id)
    if waits_for(due, circle.partner):
        if other is None or is_over(session, other):
            offer_alone(session, now=now, circle=circle, due=due)
    elif is_over(session, due):
        offer_other(session, now=now, circle=circle, due=due)
