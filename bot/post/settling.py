"""Claims rows for sending and settles what became of them: a few short transactions."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bot.post.content import content_from
from bot.post.door import Letter, Outcome, Verdict
from bot.post.model import Act, Chat, OutboxMessage, Sending
from bot.post.pausing import is_paused

LONGEST_PAUSE = 60
DOUBTS_ALLOWED = 2
DEATHS_ALLOWED = 5
"""Doubts that may come of processes that died: most of what such a one had claimed had not left,
and a message lost is worse than one that comes twice. Bounded, should the message be the cause."""
CHANGES = (Act.EDIT, Act.EDIT_CAPTION, Act.EDIT_BUTTONS, Act.DELETE)
"""Acts that may be repeated without anybody noticing."""
LOOK_AHEAD = 8
UNMADE_TRIES = 6
"""For about a minute: as long as two versions may run side by side."""


def recover(session: Session, *, now: datetime) -> int:
    """Take back what was in flight when a process died; return how many rows."""
    rows = session.scalars(
        sa.select(OutboxMessage).where(OutboxMessage.state == Sending.CLAIMED)
    ).all()
    for row in rows:
        fault = "the process ended while this was being sent"
        _doubt(row, now=now, fault=fault, allowed=DEATHS_ALLOWED)
    return len(rows)


def bring_back(session: Session, *, now: datetime) -> int:
    """Make due what was to be sent at once, before the machine's clock was put back."""
    future = sa.update(OutboxMessage).where(
        OutboxMessage.state == Sending.QUEUED,
        OutboxMessage.created_at > now,
        OutboxMessage.not_before == OutboxMessage.created_at,
    )
    moved = session.execute(future.values(not_before=now).returning(OutboxMessage.id))
    return len(moved.all())


def shift_waits(session: Session, *, jump: timedelta) -> None:
    """Keep waits as long as they were meant to be, where the machine's clock was put by `jump`."""
    for row in session.scalars(sa.select(OutboxMessage).where(*_tried())):
        row.not_before += jump


def release(session: Session, *, known: Collection[int]) -> None:
    """Take back what was claimed by a commit of which nobody heard: it was not sent."""
    session.execute(
        sa.update(OutboxMessage)
        .where(OutboxMessage.state == Sending.CLAIMED, OutboxMessage.id.not_in(known))
        .values(state=Sending.QUEUED)
    )


def claim(session: Session, *, now: datetime, limit: int, busy: Iterable[int]) -> list[Letter]:
    """Claim up to `limit` messages, one for each chat that is not `busy`, most urgent first."""
    if limit <= 0 or is_paused(session):
        return []
    letters: list[Letter] = []
    seen = set(busy)
    while len(letters) < limit:
        window = _due(session, now=now, limit=limit * LOOK_AHEAD, without=seen)
        first_of_each: dict[int, int] = {}
        for row_id, chat_id in window:
            if len(letters) + len(first_of_each) < limit:
                first_of_each.setdefault(chat_id, row_id)
        seen.update(first_of_each)
        for row in _lock(session, list(first_of_each.values())):
            letter = _take(session, row, now=now)
            if letter is not None:
                letters.append(letter)
        if len(window) < limit * LOOK_AHEAD:
            break
    return letters


def _due(
    session: Session, *, now: datetime, limit: int, without: set[int]
) -> list[tuple[int, int]]:
    """Return rows and their chats, most urgent first; ids only, since most are not claimed yet."""
    statement = (
        sa.select(OutboxMessage.id, OutboxMessage.chat_id)
        .where(*_leaves(now))
        .order_by(OutboxMessage.priority, OutboxMessage.id)
        .limit(limit)
    )
    if without:
        statement = statement.where(OutboxMessage.chat_id.not_in(without))
    return [(row.id, row.chat_id) for row in session.execute(statement)]


def _leaves(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """What is due, in a chat where nothing that was tried already has to wait.

    A chat's messages stay in order, and what is said while Telegram wants a pause waits too.
    """
    ahead = aliased(OutboxMessage)
    held = sa.exists().where(
        ahead.chat_id == OutboxMessage.chat_id, *_tried(ahead), ahead.not_before > now
    )
    return OutboxMessage.state == Sending.QUEUED, OutboxMessage.not_before <= now, ~held


def _tried(row: type[OutboxMessage] = OutboxMessage) -> tuple[sa.ColumnElement[bool], ...]:
    return row.state == Sending.QUEUED, row.attempts > 0


def _lock(session: Session, ids: Sequence[int]) -> Sequence[OutboxMessage]:
    statement = (
        sa.select(OutboxMessage)
        .where(OutboxMessage.id.in_(ids), OutboxMessage.state == Sending.QUEUED)
        .order_by(OutboxMessage.priority, OutboxMessage.id)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).all()


def _take(session: Session, row: OutboxMessage, *, now: datetime) -> Letter | None:
    if row.expires_at is not None and row.expires_at <= now:
        _end(row, Sending.EXPIRED, now=now)
        return None
    target = row.target_message_id
    if row.target_id is not None:
        changed = session.get(OutboxMessage, row.target_id)
        target = changed.message_id if changed else None
    if row.act in CHANGES and target is None:
        _end(row, Sending.CANCELLED, now=now)
        return None
    row.state = Sending.CLAIMED
    return Letter(
        id=row.id,
        chat_id=row.chat_id,
        act=row.act,
        copy=row.copy,
        content=content_from(row.content or {}),
        priority=row.priority,
        silent=row.silent,
        protected=row.protected,
        doubts=row.doubts,
        target_message_id=target,
    )


def settle(session: Session, outcomes: Iterable[tuple[int, Outcome]], *, now: datetime) -> None:
    """Write down what became of each claimed row."""
    became = dict(outcomes)
    if not became:
        return
    rows = session.scalars(sa.select(OutboxMessage).where(OutboxMessage.id.in_(became))).all()
    for row in rows:
        outcome = became[row.id]
        if row.state is not Sending.CLAIMED:
            continue  # erased meanwhile, at the person's wish
        _settle(session, row, outcome, now=now)


def _settle(session: Session, row: OutboxMessage, outcome: Outcome, *, now: datetime) -> None:
    row.attempts += 1
    row.fault = outcome.fault
    match outcome.verdict:
        case Verdict.SENT:
            row.message_id = outcome.message_id
            row.more_ids = ",".join(map(str, outcome.more_ids)) or None
            _end(row, Sending.SENT, now=now)
        case Verdict.WAIT:
            row.state = Sending.QUEUED  # and with it the chat is held: see `_leaves`
            row.not_before = now + timedelta(seconds=outcome.wait)
        case Verdict.NOT_SENT:
            _again(row, now=now)
        case Verdict.IN_DOUBT:
            _doubt(row, now=now, fault=outcome.fault)
        case Verdict.UNREACHABLE:
            _lose(session, row, now=now)
        case Verdict.UNMADE if row.attempts < UNMADE_TRIES:
            _again(row, now=now)
        case Verdict.UNMADE | Verdict.REFUSED:
            _end(row, Sending.FAILED, now=now)


def _end(row: OutboxMessage, state: Sending, *, now: datetime) -> None:
    row.state, row.settled_at, row.content = state, now, None


def _again(row: OutboxMessage, *, now: datetime) -> None:
    row.state = Sending.QUEUED
    row.not_before = now + timedelta(seconds=min(2.0 ** min(row.attempts, 10), LONGEST_PAUSE))


def _doubt(
    row: OutboxMessage, *, now: datetime, fault: str | None, allowed: int = DOUBTS_ALLOWED
) -> None:
    if row.act in CHANGES:
        _again(row, now=now)
        return
    row.doubts += 1
    row.fault = fault
    if row.doubts >= allowed:
        _end(row, Sending.IN_DOUBT, now=now)
    else:
        row.state, row.not_before = Sending.QUEUED, now


def _lose(session: Session, row: OutboxMessage, *, now: datetime) -> None:
    _end(row, Sending.UNREACHABLE, now=now)
    chat = session.get(Chat, row.chat_id)
    if chat is None:
        chat = Chat(id=row.chat_id)
        session.add(chat)
    chat.unreachable_since = chat.unreachable_since or now
    session.execute(
        sa.update(OutboxMessage)
        .where(OutboxMessage.chat_id == row.chat_id, OutboxMessage.state == Sending.QUEUED)
        .values(state=Sending.UNREACHABLE, settled_at=now, content=None)
    )


def anything_due(session: Session, *, now: datetime) -> bool:
    """Tell whether a message could leave now."""
    return session.scalar(sa.select(OutboxMessage.id).where(*_leaves(now)).limit(1)) is not None
