"""What a member decides about a prompt: when, whether, who sees it, and what is erased."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.model import Note
from bot.pairs.notes import unplace
from bot.people.model import Member
from bot.post import outbox
from bot.post.model import OutboxMessage
from bot.reflection import keep
from bot.reflection.asking import prompt_of, question_card, stop_waiting, take_card_down, wait_for
from bot.reflection.circle import Circle, circle_of
from bot.reflection.flow import next_question
from bot.reflection.model import Answer, Due, DueState, Visibility
from bot.reflection.recording import check_answerable
from bot.reflection.settling import hold_again, withdraw_hold
from bot.reflection.timing import later_today, tomorrow


def put_off(
    session: Session, *, now: datetime, member: Member, due: Due, until_tomorrow: bool
) -> datetime | None:
    """Bring a prompt back later; returns when, or None when it stands so already."""
    check_answerable(due, now=now)
    _check_unanswered(due)
    if due.state is DueState.PLANNED and due.due_at is not None and due.due_at > now:
        return None
    circle = circle_of(session, member)
    due_at = tomorrow(circle, now) if until_tomorrow else later_today(circle, now)
    if due_at >= due.closes_at:
        raise RefusalError("reflection-closes-before")
    due.state, due.due_at, due.sent_at = DueState.PLANNED, due_at, due.sent_at or now
    if due.remind_at is not None and due.remind_at <= due_at:
        due.remind_at = None
    due.card_id = None
    stop_waiting(session, circle, due)
    return due_at


def skip(session: Session, *, now: datetime, member: Member, due: Due) -> bool:
    """Let a prompt pass; it can still be taken up. False when it is skipped already."""
    check_answerable(due, now=now)
    _check_unanswered(due)
    if due.state is DueState.SKIPPED:
        return False
    due.state, due.due_at, due.remind_at = DueState.SKIPPED, None, None
    due.sent_at, due.card_id = due.sent_at or now, None
    stop_waiting(session, circle_of(session, member), due)
    return True


def _check_unanswered(due: Due) -> None:
    if due.answered_at is not None:
        raise RefusalError("reflection-answered-already")


def choose_who(session: Session, *, now: datetime, member: Member, due: Due, partner: bool) -> bool:
    """Say who will see the answer; False when that is said already."""
    check_answerable(due, now=now)
    circle = circle_of(session, member)
    if due.visibility is not Visibility.CHOOSE:
        return False
    if partner and circle.partner is None:
        raise RefusalError("reflection-no-partner")
    due.visibility = Visibility.PARTNER if partner else Visibility.PRIVATE
    answers = keep.newest_answers(session, due)
    question = next_question(prompt_of(circle, due), answers)
    shown = session.get(OutboxMessage, due.card_id) if due.card_id is not None else None
    if question is not None:
        wait_for(session, circle, due, question, now=now)
    if question is not None and shown is not None:
        card = question_card(circle, due, question, later=bool(answers))
        outbox.edit(
            session, now=now, target=shown, copy=card.copy, args=card.args, buttons=card.buttons
        )
    elif question is None and partner:
        hold_again(session, now=now, circle=circle, due=due)
    elif question is None:
        take_card_down(session, due, now=now)
    return True


def make_private(session: Session, *, now: datetime, due: Due) -> bool:
    """Keep an answer to oneself from now on; False when it is so already."""
    if due.opened_at is not None:
        raise RefusalError("reflection-opened-already")
    if due.visibility is Visibility.PRIVATE:
        return False
    withdraw_hold(session, due, now=now, told="hold-kept")
    due.visibility, due.shared_at = Visibility.PRIVATE, None
    return True


def share_mine(session: Session, *, now: datetime, member: Member, due: Due) -> bool:
    """Share what was written while nobody else was there to see it; False when it is shared."""
    circle = circle_of(session, member)
    if circle.partner is None:
        raise RefusalError("reflection-no-partner")
    if due.answered_at is None or not may_share(circle, due):
        return False
    due.visibility = Visibility(prompt_of(circle, due).visibility.value)
    hold_again(session, now=now, circle=circle, due=due)
    return True


def may_share(circle: Circle, due: Due) -> bool:
    """Tell whether a private answer belongs to a prompt that is for both."""
    prompt = prompt_of(circle, due)
    return (
        due.visibility is Visibility.PRIVATE
        and due.opened_at is None
        and prompt.visibility.value in (Visibility.PARTNER, Visibility.SEALED)
    )


def not_an_answer(
    session: Session, *, now: datetime, member: Member, answer_id: int
) -> Note | None:
    """Take words out of an answer again and keep them as a note; None when that is done."""
    answer = session.get(Answer, answer_id)
    due = session.get(Due, answer.due_id) if answer is not None else None
    if answer is None or due is None:
        return None
    if due.member_id != member.id:
        raise RefusalError("refused-not-yours")
    if due.opened_at is not None:
        raise RefusalError("reflection-opened-already")
    note = unplace(session, now=now, member=member, kind=keep.PIECES, ref_id=answer.id)
    keep.delete_with_earlier_wordings(session, answer)
    withdraw_hold(session, due, now=now)
    take_card_down(session, due, now=now)
    session.flush()
    circle = circle_of(session, member)
    stop_waiting(session, circle, due)
    due.shared_at = None
    if next_question(prompt_of(circle, due), keep.newest_answers(session, due)) is not None:
        due.answered_at = None
    elif due.visibility in (
        Visibility.PARTNER,
        Visibility.SEALED,
    ):  # what it said before stands again
        hold_again(session, now=now, circle=circle, due=due)
    return note
