"""Settles what became of claimed rows, and takes back what nobody knows of."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.claiming import CHANGES
from bot.post.door import Outcome, Verdict
from bot.post.model import OUTBOX, Chat, OutboxMessage, Sending
from bot.store.quick import Quick

LONGEST_PAUSE = 60
DOUBTS_ALLOWED = 2
DEATHS_ALLOWED = 5
"""Doubts that may come of processes that died: most of what such a one had claimed had not left,
and a message lost is worse than one that comes twice. Bounded, should the message be the cause."""
UNMADE_TRIES = 6
"""For about a minute: as long as two versions may run side by side."""

_row = OUTBOX.c
_arrived = Quick(
    sa.update(OUTBOX)
    .where(_row.id == sa.bindparam("row"), _row.state == Sending.CLAIMED)
    .values(
        state=Sending.SENT,
        settled_at=sa.bindparam("now"),
        content=sa.null(),
        attempts=_row.attempts + 1,
        fault=sa.bindparam("fault"),
        message_id=sa.bindparam("message"),
        more_ids=sa.bindparam("more"),
    )
)
"""For what almost always becomes of a message; without loading the row."""


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
    tried = sa.select(OutboxMessage).where(
        OutboxMessage.state == Sending.QUEUED, OutboxMessage.attempts > 0
    )
    for row in session.scalars(tried):
        row.not_before += jump


def release(session: Session, *, known: Collection[int]) -> None:
    """Take back what was claimed by a commit of which nobody heard: it was not sent."""
    session.execute(
        sa.update(OutboxMessage)
        .where(OutboxMessage.state == Sending.CLAIMED, OutboxMessage.id.not_in(known))
        .values(state=Sending.QUEUED)
    )


def settle(session: Session, outcomes: Iterable[tuple[int, Outcome]], *, now: datetime) -> None:
    """Write down what became of each claimed row."""
    arrived, others = [], {}
    for row_id, outcome in outcomes:
        if outcome.verdict is Verdict.SENT:
            arrived.append(_arrival(row_id, outcome, now=now))
        else:
            others[row_id] = outcome
    if arrived:
        _arrived.run_each(session, arrived)
    if others:
        rows = sa.select(OutboxMessage).where(
            OutboxMessage.id.in_(others),
            OutboxMessage.state == Sending.CLAIMED,  # else erased meanwhile, at the person's wish
        )
        for row in session.scalars(rows).all():
            _settle(session, row, others[row.id], now=now)


def _arrival(row_id: int, outcome: Outcome, *, now: datetime) -> dict[str, object]:
    return {
        "row": row_id,
        "now": now,
        "message": outcome.message_id,
        "more": ",".join(map(str, outcome.more_ids)) or None,
        "fault": outcome.fault,
    }


def _settle(session: Session, row: OutboxMessage, outcome: Outcome, *, now: datetime) -> None:
    row.attempts += 1
    row.fault = outcome.fault
    match outcome.verdict:
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
