"""Erases a person: what they wrote, what was written to them, and what says who they are.

What stays, and why the person is told so before:

- that somebody had this place, when they agreed, joined and left, without a name: the pair
  and its facilitator must be able to know that the place was taken;
- the audit log, which never holds words, for its own period;
- the wording of the shared challenge that counts, while a partner is there, without saying
  who wrote it: it is the partner's as well;
- what others have received.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.consent import partner_left
from bot.network.asking.model import Ask
from bot.network.exchanging.model import Response
from bot.network.forgetting import chats_of_peers, forget_entries, forget_member
from bot.network.linking.model import LinkMessage, LinkPlace
from bot.pairs.challenge import current
from bot.pairs.model import Challenge, NextStep, Note, Pair, ProgressUpdate
from bot.pairs.partners import partner_of, partner_place
from bot.people.facilitators import facilitators_here
from bot.people.model import EVERY_DAY, Facilitator, Member, WrongTry
from bot.post import outbox
from bot.post.content import content_from
from bot.post.model import Arrival, Chat, InboxUpdate, OutboxMessage, Sending
from bot.privacy.held import OF_MEMBER, answers_of
from bot.reflection.model import Answer
from bot.sharing.model import Piece

LONG_ENOUGH = 20
"""Characters from which on a part of somebody's words is known to be theirs."""


def erase_member(
    session: Session, *, now: datetime, member: Member, keep_library: bool = False
) -> None:
    """Leave only an empty place of a member; nobody is told.

    `keep_library`: the network's library keeps what they agreed to: it names nobody.
    """
    _stop_their_words(session, member, now=now)
    _let_the_challenge_be(session, member)
    if member.chat_id is not None and not _is_also(session, member):
        _erase_chat(session, member.chat_id)
    session.execute(sa.delete(Answer).where(answers_of([member.id])))
    session.execute(
        sa.update(NextStep)
        .where(NextStep.update_id.in_(_updates_of(member)))
        .values(update_id=None)
    )
    if not keep_library:
        forget_entries(session, member_id=member.id)
    forget_member(session, now=now, member_id=member.id)
    partner_left(session, now=now, member=member)
    for table, whose in OF_MEMBER.items():
        session.execute(sa.delete(table).where(whose == member.id))
    _empty(member, now=now)
    session.flush()


def _updates_of(member: Member) -> sa.Select[int]:
    return sa.select(ProgressUpdate.id).where(ProgressUpdate.member_id == member.id)


def _empty(member: Member, *, now: datetime) -> None:
    member.name = ""
    member.organisation = member.email = member.chat_id = member.timezone = None
    member.prompt_time, member.prompt_days = "18:30", EVERY_DAY
    member.paused_until = member.resumes_at = member.partner_awaited_until = None
    member.left_at = member.left_at or now


def _let_the_challenge_be(session: Session, member: Member) -> None:
    """Keep the wording that counts for a partner who is there, as nobody's in particular."""
    counts = current(session, member.pair_id)
    if counts is not None and counts.member_id == member.id and partner_of(session, member):
        counts.member_id = None
        session.flush()


def _is_also(session: Session, member: Member) -> bool:
    """Tell whether the person has another place, or a facilitator's, in the same chat."""
    place = sa.select(Member.id).where(Member.chat_id == member.chat_id, Member.id != member.id)
    desk = sa.select(Facilitator.id).where(Facilitator.chat_id == member.chat_id)
    return session.scalar(place.union(desk).limit(1)) is not None


def _erase_chat(session: Session, chat_id: int) -> None:
    session.execute(sa.delete(OutboxMessage).where(OutboxMessage.chat_id == chat_id))
    session.execute(sa.delete(WrongTry).where(WrongTry.chat_id == chat_id))
    session.execute(sa.delete(Chat).where(Chat.id == chat_id))
    # The ids of updates stay a week, so that none is taken in twice.
    session.execute(
        sa.update(InboxUpdate)
        .where(InboxUpdate.chat_id == chat_id, InboxUpdate.state != Arrival.WAITING)
        .values(raw=None, chat_id=None)
    )


def _stop_their_words(session: Session, member: Member, *, now: datetime) -> None:
    """Take out of the queues what this member wrote and others have not received yet."""
    theirs = _words_and_files(session, member)
    waiting = session.scalars(
        sa.select(OutboxMessage).where(
            OutboxMessage.chat_id.in_(_readers(session, member)),
            OutboxMessage.state == Sending.QUEUED,
        )
    )
    for row in waiting:
        content = content_from(row.content) if row.content else None
        if content is None:
            continue
        # What another wrote travels protected; anything else only happens to say the same.
        enough = 1 if row.protected else LONG_ENOUGH
        shown = texts_in([content.args, content.file_id, content.picture])
        if _holds(theirs, [*map(_on_one_line, shown)], enough=enough):
            outbox.cancel(row, now=now)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text inside a JSON value."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, Mapping):
        yield from texts_in(list(value.values()))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from texts_in(part)


def _on_one_line(text: str) -> str:
    """Return a text as a list shows it: without breaks, and without the mark of a cut."""
    return " ".join(text.split()).removesuffix("…").rstrip()


def _holds(theirs: Iterable[str], shown: Iterable[str], *, enough: int) -> bool:
    return any(
        (len(text) >= enough and text in value)
        or (len(value) >= LONG_ENOUGH and value in text)  # long words travel in parts, or cut short
        for value in shown
        for text in theirs
    )


def _words_and_files(session: Session, member: Member) -> set[str]:
    found: set[str | None] = set()
    for column, which in (
        (Answer.words, answers_of([member.id])),
        (Note.words, Note.member_id == member.id),
        (NextStep.what, NextStep.member_id == member.id),
        (ProgressUpdate.happened, ProgressUpdate.member_id == member.id),
        (ProgressUpdate.obstacle, ProgressUpdate.member_id == member.id),
        (Challenge.wording, Challenge.member_id == member.id),
        (Ask.question, Ask.member_id == member.id),
        (Ask.background, Ask.member_id == member.id),
        (Ask.outcome, Ask.member_id == member.id),
        (Response.words, Response.member_id == member.id),
        (Response.voice, Response.member_id == member.id),
        (LinkMessage.words, LinkMessage.member_id == member.id),
        (LinkPlace.contact, LinkPlace.member_id == member.id),
    ):
        found.update(session.scalars(sa.select(column).where(which)))
    for content in session.scalars(sa.select(Piece.content).where(Piece.member_id == member.id)):
        found |= {content.get("text"), content.get("file_id")}
    return {_on_one_line(text) for text in found if text and text.strip()}


def _readers(session: Session, member: Member) -> list[int]:
    """Return the chats that this member's words may be on their way to."""
    pair = session.get_one(Pair, member.pair_id)
    partner = partner_place(session, member)
    facilitators = facilitators_here(session, cohort_id=pair.cohort_id)
    chats = [partner.chat_id if partner else None, *(each.chat_id for each in facilitators)]
    chats += chats_of_peers(session, pair_id=member.pair_id)
    return [chat_id for chat_id in chats if chat_id is not None]
