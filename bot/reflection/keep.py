"""Reads and writes answers as rows: versions, and the Telegram messages they are made of."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.reflection.flow import Answers
from bot.reflection.model import Answer, Due
from bot.sharing import pieces
from bot.sharing.model import HeldFile, Piece
from bot.sharing.said import Said
from bot.store.among import among

PIECES = "answer"
"""What `Piece.kind` says of the messages of an answer; `ref_id` is the answer's version."""
_answers = sa.select(Answer).where(among(Answer.due_id)).order_by(Answer.version)


def newest_answers(session: Session, due: Due) -> dict[str, Answer]:
    """Return the newest version of each answer to a prompt, by question."""
    return newest_of_all(session, [due.id]).get(due.id, {})


def newest_of_all(session: Session, due_ids: Iterable[int]) -> dict[int, dict[str, Answer]]:
    """Return the newest answers of several prompts, in one query."""
    rows = session.scalars(_answers, {"ids": set(due_ids)})
    found: dict[int, dict[str, Answer]] = {}
    for answer in rows:
        found.setdefault(answer.due_id, {})[answer.question_id] = answer
    return found


def add_version(
    session: Session,
    due: Due,
    question_id: str,
    *,
    now: datetime,
    value: str | None = None,
    words: str | None = None,
) -> Answer:
    """Write a new version of an answer; without value and words the question is passed over."""
    last = session.scalar(
        sa.select(sa.func.max(Answer.version)).where(
            Answer.due_id == due.id, Answer.question_id == question_id
        )
    )
    answer = Answer(
        due_id=due.id,
        question_id=question_id,
        version=(last or 0) + 1,
        value=value,
        words=words,
        written_at=now,
    )
    session.add(answer)
    session.flush()
    return answer


def add_words(
    session: Session, answer: Answer, *, now: datetime, member: Member, said: Said
) -> None:
    """Make one more Telegram message a part of an answer."""
    pieces.add_piece(session, now=now, member=member, kind=PIECES, ref_id=answer.id, said=said)
    read_words(session, answer)


def read_words(session: Session, answer: Answer) -> None:
    """Take an answer's words from the messages that it is made of."""
    answer.words = pieces.words_of(pieces_of(session, answer))


def pieces_of(session: Session, answer: Answer) -> list[Piece]:
    """Return the messages that an answer is made of."""
    return list(pieces.pieces_of(session, kind=PIECES, ref_id=answer.id))


def files_of(session: Session, answers: Answers) -> list[tuple[HeldFile, str]]:
    """Return the photos, voice notes and files of several answers."""
    found: list[tuple[HeldFile, str]] = []
    for answer in answers.values():
        found += pieces.files_of(pieces_of(session, answer))
    return found


def last_said_at(session: Session, answer: Answer) -> datetime | None:
    """Return when the newest message of an answer came."""
    of_it = pieces_of(session, answer)
    return of_it[-1].sent_at if of_it else None


def erase_answer(session: Session, due: Due, question_id: str, *, now: datetime) -> None:
    """Erase every version of one answer, and its messages from the person's chat."""
    for answer in session.scalars(
        sa.select(Answer).where(Answer.due_id == due.id, Answer.question_id == question_id)
    ):
        pieces.scrub(session, now=now, kind=PIECES, ref_id=answer.id)
        session.delete(answer)
    session.flush()


def delete_with_earlier_wordings(session: Session, answer: Answer) -> None:
    """Delete an answer with what its messages said before they were edited.

    An edit moves the messages to a new version, so a worded version without messages is an
    earlier wording of the next; a version with messages of its own was a different answer.
    """
    earlier = session.scalars(
        sa.select(Answer)
        .where(
            Answer.due_id == answer.due_id,
            Answer.question_id == answer.question_id,
            Answer.version < answer.version,
        )
        .order_by(Answer.version.desc())
    ).all()
    session.delete(answer)
    for version in earlier:
        if version.words is None or pieces_of(session, version):
            break
        session.delete(version)
    session.flush()
