"""Puts a whole prompt to a member: what they wrote at the start, if it belongs here, then ask."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.pairs.relay import News, pass_on
from bot.post import outbox
from bot.post.outbox import REPLY, Posting
from bot.reflection import keep
from bot.reflection.asking import about, ask, prompt_of
from bot.reflection.circle import Circle
from bot.reflection.flow import Answers, as_text, next_question
from bot.reflection.model import Due, DueState
from bot.reflection.opening import due_of
from prompts.questions import Question


def begin(
    session: Session,
    *,
    now: datetime,
    circle: Circle,
    due: Due,
    answered: Answers,
    how: Posting,
) -> Question | None:
    """Open a prompt; return the question that comes next, None when all are answered."""
    question = next_question(prompt_of(circle, due), answered)
    if question is None:
        return None
    due.state = DueState.OPEN
    due.sent_at = now if how.started else due.sent_at or now
    if due.remind_at is not None and due.remind_at <= now:
        due.remind_at = None
    _give_back(session, circle, due, how, now=now)
    return question


def _give_back(session: Session, circle: Circle, due: Due, how: Posting, *, now: datetime) -> None:
    returned = prompt_of(circle, due).returns
    earlier = due_of(session, circle.member, returned) if returned else None
    if earlier is None:
        return
    prompt, answers = prompt_of(circle, earlier), keep.newest_answers(session, earlier)
    words, files = as_text(circle, prompt, answers), keep.files_of(session, answers)
    if words or files:
        news = News(
            copy="reflection-given-back", args={"title": prompt.title}, words=words, files=files
        )
        quiet = Posting(
            priority=how.priority, silent=True, expires_at=how.expires_at, not_before=how.not_before
        )
        pass_on(session, now=now, chat_id=circle.member.chat_id or 0, news=news, how=quiet)


def ask_next(session: Session, *, now: datetime, circle: Circle, due: Due) -> bool:
    """Ask the next question because the member wishes it; False when it was just asked."""
    answers = keep.newest_answers(session, due)
    question = next_question(prompt_of(circle, due), answers)
    newest = outbox.newest(session, chat_id=circle.member.chat_id or 0)
    if question is None or (newest is not None and newest.about == about(due, question)):
        return False
    begin(session, now=now, circle=circle, due=due, answered=answers, how=REPLY)
    ask(session, now=now, circle=circle, due=due, question=question, answered=answers)
    return True
