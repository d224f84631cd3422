"""What members answer to a broadcast, and what facilitators answer to members."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.content import option_buttons
from bot.broadcast.drafts import message_of
from bot.broadcast.model import Broadcast, Delivery, DeskAnswer
from bot.errors import RefusalError
from bot.pairs import notes
from bot.pairs.cohorts import cohorts_run_by
from bot.pairs.model import Note, NoteKind, Pair
from bot.pairs.relay import News, tell
from bot.people.model import Facilitator, Member
from bot.post import outbox
from bot.post.model import OutboxMessage
from bot.sharing.model import HeldFile
from bot.sharing.said import Said

AT_ONCE = 5


def answer(
    session: Session, *, now: datetime, broadcast: Broadcast, member: Member, option: int
) -> str:
    """Note which answer a member tapped; the last one counts. Returns its label.

    A reminder's answers count for what it reminds of as well.
    """
    options = message_of(broadcast).options
    delivery = delivery_to(session, broadcast.id, member)
    if delivery is None or option >= len(options):
        raise RefusalError("old-button")
    _put(delivery, option, now=now)
    _tick(session, delivery, broadcast, option, now=now)
    first = broadcast.reminds_id and session.get(Broadcast, broadcast.reminds_id)
    if first:
        reminded = delivery_to(session, first.id, member)
        if reminded is not None and message_of(first).options == options:
            _put(reminded, option, now=now)
            _tick(session, reminded, first, option, now=now)
    return options[option]


def delivery_to(session: Session, broadcast_id: int, member: Member) -> Delivery | None:
    """Return a member's copy of a broadcast, if they got one."""
    return session.scalar(
        sa.select(Delivery).where(
            Delivery.broadcast_id == broadcast_id, Delivery.member_id == member.id
        )
    )


def _put(delivery: Delivery, option: int, *, now: datetime) -> None:
    delivery.answer, delivery.answered_at = option, now


def _tick(
    session: Session, delivery: Delivery, broadcast: Broadcast, option: int, *, now: datetime
) -> None:
    row = session.get(OutboxMessage, delivery.buttons_id or delivery.outbox_id)
    if row is not None and row.message_id is not None:
        buttons = option_buttons(broadcast.id, message_of(broadcast).options, option)
        outbox.change_buttons(session, now=now, target=row, buttons=buttons)


def reply_to_sender(
    session: Session, *, now: datetime, member: Member, note: Note, facilitator: Facilitator
) -> bool:
    """Hold a kept note for the one facilitator who wrote; False once they are gone."""
    if note.kind is not NoteKind.UNPLACED:
        raise RefusalError("notes-placed-already")
    note.facilitator_id = facilitator.id
    there = notes.send_to_facilitators(session, now=now, member=member, note=note)
    if not there:
        note.facilitator_id = None
    return there


def messages_for(
    session: Session, facilitator: Facilitator, *, before: int = 0
) -> Sequence[tuple[Note, Member]]:
    """Return what members chose to send this facilitator, the newest first, behind `before`."""
    found = (
        sa.select(Note, Member)
        .join(Member, Member.id == Note.member_id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(*_theirs(session, facilitator))
        .order_by(Note.id.desc())
        .limit(AT_ONCE)
    )
    if before:
        found = found.where(Note.id < before)
    return list(session.execute(found))


def message_for(session: Session, facilitator: Facilitator, note_id: int) -> Note | None:
    """Return one of them, or None where it is not theirs to read."""
    found = (
        sa.select(Note)
        .join(Member, Member.id == Note.member_id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(*_theirs(session, facilitator), Note.id == note_id)
    )
    return session.scalar(found)


def _theirs(session: Session, facilitator: Facilitator) -> list[sa.ColumnElement[bool]]:
    cohorts = [cohort.id for cohort in cohorts_run_by(session, facilitator)]
    return [
        Note.kind == NoteKind.FACILITATOR,
        Note.passed_on_at.is_not(None),
        sa.or_(Note.facilitator_id.is_(None), Note.facilitator_id == facilitator.id),
        Pair.cohort_id.in_(cohorts),
    ]


def unanswered_count(session: Session, facilitator: Facilitator) -> int:
    """Return how many of them nobody has answered."""
    answered = sa.exists().where(DeskAnswer.note_id == Note.id, DeskAnswer.sent_at.is_not(None))
    counted = (
        sa.select(sa.func.count(Note.id))
        .join(Member, Member.id == Note.member_id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(*_theirs(session, facilitator), ~answered)
    )
    return session.scalar(counted) or 0


def write_answer(
    session: Session, *, now: datetime, facilitator: Facilitator, note: Note, said: Said
) -> DeskAnswer:
    """Keep an answer until its writer taps **Send**."""
    content = {"text": said.text, "file_kind": said.file_kind, "file_id": said.file_id}
    written = DeskAnswer(
        member_id=note.member_id,
        facilitator_id=facilitator.id,
        note_id=note.id,
        content=content,
        written_at=now,
    )
    session.add(written)
    session.flush()
    return written


def send_answer(
    session: Session, *, now: datetime, facilitator: Facilitator, written: DeskAnswer
) -> Member:
    """Bring an answer to its member, once; raises `RefusalError` when that is not possible."""
    member = session.get_one(Member, written.member_id)
    if written.sent_at is not None:
        raise RefusalError("desk-answer-sent-already")
    if member.left_at is not None or member.chat_id is None or written.content is None:
        raise RefusalError("desk-member-gone")
    written.sent_at = now
    kind, file_id = written.content["file_kind"], written.content["file_id"]
    news = News(
        copy="desk-answer-from",
        args={"name": facilitator.name},
        words=written.content["text"] or "",
        files=[(HeldFile(kind), file_id)] if kind else (),
        about=f"desk-answer:{written.id}",
        counted=False,  # a person wrote, not Tandem
    )
    tell(session, now=now, reader=member, news=news)
    return member
