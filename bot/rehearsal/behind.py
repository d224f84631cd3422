"""Behind the curtain: the outbox, and what is planned next for each person."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.broadcast.model import Broadcast, Stage
from bot.learning.model import Digest
from bot.network.asking.model import Ask, AskState
from bot.pairs.model import NextStep, StepState
from bot.people.model import Facilitator, Member
from bot.post.model import OutboxMessage, Sending
from bot.reflection.model import Due, DueState
from bot.sharing.model import Hold, Waiting

ROWS = 60
"""How many outbox rows are shown, the newest first."""
NEXT_FOR_EACH = 3
_Instant = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def outbox_rows(session: Session) -> list[dict[str, object]]:
    """Return the newest rows of the outbox; what they say is erased once they are settled."""
    rows = session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(ROWS))
    return [
        {
            "id": row.id,
            "person": row.chat_id,
            "act": row.act.value,
            "copy": row.copy,
            "state": row.state.value,
            "not_before": row.not_before.isoformat(),
            "settled_at": row.settled_at.isoformat() if row.settled_at else None,
            "attempts": row.attempts,
            "fault": row.fault,
        }
        for row in rows
    ]


def planned(session: Session, *, now: datetime) -> list[dict[str, object]]:
    """Return the next few things for each person, the earliest first."""
    found: dict[int, int] = {}
    shown: list[dict[str, object]] = []
    for at, chat_id, what in sorted(_all_planned(session, now)):
        found[chat_id] = found.get(chat_id, 0) + 1
        if found[chat_id] <= NEXT_FOR_EACH:
            shown.append({"person": chat_id, "at": at.isoformat(), "what": what})
    return shown


def _all_planned(session: Session, now: datetime) -> Iterator[tuple[datetime, int, str]]:
    step = NextStep.state == StepState.OPEN
    unanswered = sa.and_(Due.state == DueState.OPEN, Due.answered_at.is_(None))
    for what, at, state, owner, name in (
        ("question", Due.due_at, Due.state == DueState.PLANNED, Due.member_id, Due.prompt_id),
        ("reminder of", Due.remind_at, unanswered, Due.member_id, Due.prompt_id),
        ("shares", Hold.release_at, Hold.state == Waiting.WAITING, Hold.member_id, Hold.kind),
        ("asks about a step", NextStep.remind_at, step, NextStep.member_id, None),
        ("ask goes", Ask.goes_at, Ask.named.is_(False), Ask.member_id, None),
        ("hears that no yes came", Ask.goes_at, Ask.named.is_(True), Ask.member_id, None),
        ("ask closes", Ask.closes_at, Ask.state == AskState.OPEN, Ask.member_id, None),
        ("what came of the ask", Ask.outcome_at, sa.true(), Ask.member_id, None),
        ("pause ends", Member.resumes_at, sa.true(), Member.id, None),
    ):
        yield from _of_members(session, what=what, at=at, state=state, owner=owner, name=name)
    yield from _of_facilitators(session)
    waiting = sa.select(OutboxMessage).where(
        OutboxMessage.state == Sending.QUEUED, OutboxMessage.not_before > now
    )
    for row in session.scalars(waiting):
        yield row.not_before, row.chat_id, f"message {row.copy or row.act.value}"


def _of_members(
    session: Session,
    *,
    what: str,
    at: _Instant,
    state: sa.ColumnElement[bool],
    owner: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    name: InstrumentedAttribute[str] | sa.ColumnElement[str] | None,
) -> Iterator[tuple[datetime, int, str]]:
    columns: Iterable[object] = (at, Member.chat_id, sa.literal("") if name is None else name)
    rows = session.execute(
        sa.select(*columns).where(  # type: ignore[call-overload] # columns of several types
            Member.id == owner,
            state,
            at.is_not(None),
            Member.chat_id.is_not(None),
            Member.left_at.is_(None),
        )
    )
    for instant, chat_id, named in rows:
        yield instant, chat_id, f"{what} {named}".strip()


def _of_facilitators(session: Session) -> Iterator[tuple[datetime, int, str]]:
    here = (Facilitator.chat_id.is_not(None), Facilitator.removed_at.is_(None))
    digests = sa.select(Digest.next_at, Facilitator.chat_id).join(
        Facilitator, Facilitator.id == Digest.facilitator_id
    )
    for at, chat_id in session.execute(digests.where(*here)):
        yield at, chat_id or 0, "the week’s digest"
    broadcasts = sa.select(Broadcast.send_at, Facilitator.chat_id).join(
        Facilitator, Facilitator.id == Broadcast.facilitator_id
    )
    scheduled = broadcasts.where(*here, Broadcast.stage == Stage.SCHEDULED)
    for send_at, chat_id in session.execute(scheduled):
        if send_at is not None:
            yield send_at, chat_id or 0, "broadcast"
