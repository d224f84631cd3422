"""Everything held about one person, gathered for them to read and to take along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.privacy.held import Holdings, Row, holdings
from bot.reflection.circle import circle_of
from bot.reflection.flow import in_words, question_of
from bot.reflection.model import Answer, Due


@dataclass(frozen=True, kw_only=True)
class ReadableAnswer:
    """One version of one answer with what was asked; a photo or a voice note has no words."""

    day: date
    title: str
    question: str
    words: str


@dataclass(frozen=True, kw_only=True)
class MyData:
    """What the two documents are made from."""

    holdings: Holdings
    answers: Sequence[ReadableAnswer]

    def rows(self, table: str) -> list[Row]:
        """Return what is held in one table."""
        return self.holdings.tables[table]


def gather(session: Session, chat_id: int) -> MyData:
    """Gather everything about the person of one chat; only reads."""
    held = holdings(session, chat_id)
    answers = [answer for member in held.members for answer in _answers(session, member)]
    return MyData(holdings=held, answers=answers)


def _answers(session: Session, member: Member) -> Iterator[ReadableAnswer]:
    circle = circle_of(session, member)
    rows = session.execute(
        sa.select(Due, Answer)
        .join(Answer, Answer.due_id == Due.id)
        .where(Due.member_id == member.id)
        .order_by(Answer.written_at, Answer.id)
    )
    known = {prompt.id: prompt for prompt in circle.programme.prompts}
    for due, answer in rows:
        prompt = known.get(due.prompt_id)
        question = question_of(prompt, answer.question_id) if prompt else None
        yield ReadableAnswer(
            day=answer.written_at.astimezone(circle.zone).date(),
            title=prompt.title if prompt else due.prompt_id,
            question=circle.words(question.wording) if question else answer.question_id,
            words=in_words(question, answer)
            if question
            else "\n".join(part for part in (answer.value, answer.words) if part),
        )
