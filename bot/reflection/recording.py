"""Answers as they come: by tapping, by words, photos and voice, and by editing them."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.people.model import Member
from bot.post import outbox
from bot.post.model import OutboxMessage
from bot.reflection import keep
from bot.reflection.asking import Card, prompt_of, question_card
from bot.reflection.circle import Circle, circle_of
from bot.reflection.flow import (
    Answers,
    all_ids,
    in_words,
    is_blank,
    next_question,
    question_of,
    reached,
)
from bot.reflection.kinds import kind_of
from bot.reflection.model import OVER, Answer, Due, Visibility
from bot.reflection.settling import go_on
from bot.sharing import pieces
from bot.sharing.model import Piece
from bot.sharing.said import Said
from prompts.questions import Question


def check_answerable(due: Due, *, now: datetime) -> None:
    """Raise `RefusalError` unless the prompt can be answered, or answered anew, now."""
    if due.opened_at is not None:
        raise RefusalError("reflection-opened-already")
    if due.state in OVER or due.closes_at <= now:
        raise RefusalError("reflection-closed")
    if due.opens_at > now:
        raise RefusalError("reflection-not-yet")


def pick(
    session: Session, *, now: datetime, member: Member, due: Due, place: int, choice: str
) -> bool:
    """Take a tap for an answer, or for a part of one; False when it changes nothing."""
    check_answerable(due, now=now)
    circle = circle_of(session, member)
    prompt = prompt_of(circle, due)
    if due.visibility is Visibility.CHOOSE:
        raise RefusalError("reflection-choose-first")
    tapped = (
        kind_of(prompt.questions[place]).tapped(choice) if place < len(prompt.questions) else None
    )
    if tapped is None:
        raise RefusalError("old-button")
    question = prompt.questions[place]
    answers = keep.newest_answers(session, due)
    if tapped.value is None:
        _show(
            session, due, question_card(circle, due, question, draft=tapped.draft,
            later=bool(answers)), now=now,
        )  # fmt: skip
        return True
    before = answers.get(question.id)
    if before is not None and before.value == tapped.value:
        return False
    _take_value(session, circle, due, question, tapped.value, now=now)
    return True


def _take_value(
    session: Session, circle: Circle, due: Due, question: Question, value: str, *, now: datetime
) -> None:
    answer = keep.add_version(session, due, question.id, now=now, value=value)
    args = {
        "title": prompt_of(circle, due).title,
        "question": circle.words(question.wording),
        "answer": in_words(question, answer),
    }
    _show(session, due, Card(copy="reflection-picked", args=args, buttons=()), now=now)
    due.card_id = None
    go_on(session, now=now, circle=circle, due=due, newest=answer)


def _show(session: Session, due: Due, card: Card, *, now: datetime) -> None:
    """Change the question that was put last."""
    shown = session.get(OutboxMessage, due.card_id) if due.card_id is not None else None
    if shown is not None:
        outbox.edit(
            session, now=now, target=shown, copy=card.copy, args=card.args, buttons=card.buttons
        )


def leave_blank(session: Session, *, now: datetime, member: Member, due: Due, place: int) -> bool:
    """Pass over a question; False when it is not the one that is asked now."""
    check_answerable(due, now=now)
    circle = circle_of(session, member)
    prompt = prompt_of(circle, due)
    question = next_question(prompt, keep.newest_answers(session, due))
    if question is None or all_ids(prompt)[place : place + 1] != [question.id]:
        return False
    blank = keep.add_version(session, due, question.id, now=now)
    go_on(session, now=now, circle=circle, due=due, newest=blank)
    return True


def record_words(
    session: Session,
    *,
    now: datetime,
    member: Member,
    due: Due,
    said: Said,
    question_id: str | None = None,
    anew_since: datetime | None = None,
) -> bool:
    """Take a message for an answer, or for more of one; False when the question takes no words.

    Without `question_id` it is the question that is asked now. Messages within two minutes
    are one answer, and so is all that comes before the next question; `anew_since` begins
    another version. Raises `RefusalError` when the prompt can not be answered.
    """

    def add(answer: Answer) -> None:
        keep.add_words(session, answer, now=now, member=member, said=said)

    return _record(session, member, due, said, question_id, add, now=now, anew_since=anew_since)


def take_pieces(
    session: Session, *, now: datetime, member: Member, due: Due, kind: str, ref_id: int
) -> bool:
    """Make the messages of something else, such as a note, the answer that is asked for now."""
    of_it = pieces.pieces_of(session, kind=kind, ref_id=ref_id)
    said = Said(message_id=0, text=pieces.words_of(of_it))

    def add(answer: Answer) -> None:
        pieces.move_pieces(
            session, kind=kind, ref_id=ref_id, to_kind=keep.PIECES, to_ref_id=answer.id
        )
        session.flush()
        keep.read_words(session, answer)

    return _record(session, member, due, said, None, add, now=now, anew_since=now)


def _record(
    session: Session,
    member: Member,
    due: Due,
    said: Said,
    question_id: str | None,
    add: Callable[[Answer], None],
    *,
    now: datetime,
    anew_since: datetime | None,
) -> bool:
    check_answerable(due, now=now)
    circle = circle_of(session, member)
    answers = keep.newest_answers(session, due)
    question = _question(circle, due, answers, question_id)
    if not kind_of(question).takes_words():
        value = kind_of(question).typed(said.text)
        if value is not None:
            _take_value(session, circle, due, question, value, now=now)
        return value is not None
    answer = answers.get(question.id)
    if answer is None or not _goes_on(session, due, answer, now=now, anew_since=anew_since):
        answer = keep.add_version(session, due, question.id, now=now, words="")
    add(answer)
    go_on(session, now=now, circle=circle, due=due, newest=answer)
    return True


def _question(circle: Circle, due: Due, answers: Answers, question_id: str | None) -> Question:
    prompt = prompt_of(circle, due)
    asked = question_of(prompt, question_id) if question_id else None
    return asked or next_question(prompt, answers) or list(reached(prompt, answers))[-1]


def _goes_on(
    session: Session, due: Due, answer: Answer, *, now: datetime, anew_since: datetime | None
) -> bool:
    """Whether words that come now belong to this answer, instead of taking its place."""
    if is_blank(answer):
        return False
    last = keep.last_said_at(session, answer)
    if anew_since is not None and (last is None or last <= anew_since):
        return False
    return due.answered_at is None or (last is not None and now - last <= pieces.ONE_ANSWER)


def change_words(
    session: Session, *, now: datetime, member: Member, piece: Piece, said: Said
) -> None:
    """Take over an edit as a new version; raises `RefusalError` once another has seen it."""
    answer = session.get_one(Answer, piece.ref_id)
    due = session.get_one(Due, answer.due_id)
    if due.opened_at is not None:
        raise RefusalError("reflection-opened-already")
    pieces.change_piece(piece, said)
    if keep.newest_answers(session, due)[answer.question_id].id != answer.id:
        return  # an older version: what took its place counts
    version = keep.add_version(session, due, answer.question_id, now=now, value=answer.value)
    pieces.move_pieces(
        session, kind=keep.PIECES, ref_id=answer.id, to_kind=keep.PIECES, to_ref_id=version.id
    )
    session.flush()
    keep.read_words(session, version)
    if due.answered_at is not None:
        go_on(session, now=now, circle=circle_of(session, member), due=due, newest=version)
