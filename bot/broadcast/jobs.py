"""What the planner does with broadcasts, a bounded batch at a time.

Guarantees: each batch is one short transaction that also moves the job's cursor, so that a
killed process goes on where it stopped and nobody is queued twice. Limits: the audience is
asked anew for each batch; who joins a cohort while its broadcast goes out may still get it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast import card
from bot.broadcast.audience import Recipient, reach, recipients_after
from bot.broadcast.content import Part, edit_for, parts_for
from bot.broadcast.drafts import audience_of, message_of
from bot.broadcast.model import BROADCASTS_TO_START, Broadcast, Delivery, Job, Stage
from bot.broadcast.report import subject_of
from bot.broadcast.sending import about, about_buttons, begin_job
from bot.people.local import next_waking
from bot.people.model import Facilitator, Member
from bot.post.content import Content
from bot.post.many import Outgoing, cancel_many, is_under_way, next_due, queue_many
from bot.post.model import Act, OutboxMessage, Sending
from bot.store.due import part

LOOK_SECONDS = 4
"""Between two looks at what goes out; Telegram takes one change a second in a chat."""
LOOK = timedelta(seconds=LOOK_SECONDS - 1)
"""The least between two changes; a little less, or each second look would come too early."""
STARTED_AT_ONCE = 5
AT_ONCE = 200
"""Messages in one transaction: a twentieth of a second."""
_DELIVERED = sa.insert(cast("sa.Table", Delivery.__table__))
DELETABLE = timedelta(hours=48)
"""Telegram's limit for deleteMessage."""


@part(BROADCASTS_TO_START, sa.exists().where(Broadcast.job.is_not(None)), at_once=AT_ONCE)
def work(session: Session, now: datetime, limit: int) -> int:
    """Do a part of what there is to do for broadcasts: a part of the planner."""
    return (
        _start_due(session, now=now)
        or _next_batch(session, now=now, limit=limit)
        or _look_after(session, now=now)
    )


def is_busy(session: Session, now: datetime) -> bool:
    """Tell whether anything goes out, or is to begin."""
    starts = sa.and_(Broadcast.stage == Stage.SCHEDULED, Broadcast.send_at <= now)
    busy = sa.select(Broadcast.id).where(sa.or_(starts, Broadcast.job.is_not(None)))
    return session.scalar(busy.limit(1)) is not None


def _start_due(session: Session, *, now: datetime) -> int:
    due = BROADCASTS_TO_START.rows(session, now, STARTED_AT_ONCE)
    for broadcast in due:
        _start(session, broadcast, now=now)
    return len(due)


def _start(session: Session, broadcast: Broadcast, *, now: datetime) -> None:
    facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
    if facilitator.removed_at is not None:
        broadcast.stage, broadcast.message = Stage.CANCELLED, None
        return
    broadcast.stage, broadcast.started_at = Stage.SENDING, now
    broadcast.total = reach(session, facilitator, audience_of(broadcast), now).count
    begin_job(broadcast, Job.SEND, now=now)
    card.refresh(session, now=now, broadcast=broadcast)
    broadcast.look_at = now + LOOK


def _next_batch(session: Session, *, now: datetime, limit: int) -> int:
    broadcast = session.scalar(
        sa.select(Broadcast)
        .where(Broadcast.job.is_not(None), ~Broadcast.job_queued)
        .order_by(Broadcast.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if broadcast is None:
        return 0
    match broadcast.job:
        case Job.SEND:
            done = _send(session, broadcast, now=now, limit=limit)
        case Job.EDIT:
            done = _edit(session, broadcast, now=now, limit=limit)
        case Job.RECALL:
            done = _recall(session, broadcast, now=now, limit=limit)
        case _:
            done = _cancel(session, broadcast, now=now, limit=limit)
    broadcast.job_queued = done < limit
    return max(done, 1)


def _send(session: Session, broadcast: Broadcast, *, now: datetime, limit: int) -> int:
    facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
    recipients = recipients_after(
        session,
        facilitator,
        audience_of(broadcast),
        now=now,
        cursor=broadcast.job_cursor,
        limit=limit,
    )
    if not recipients:
        return 0
    message = message_of(broadcast)
    parts = [
        parts_for(
            message,
            broadcast_id=broadcast.id,
            name=recipient.name,
            sender=facilitator.name,
        )
        for recipient in recipients
    ]
    mains = [_outgoing(r, ps[0], now=now) for r, ps in zip(recipients, parts, strict=True)]
    more = [_outgoing(r, ps[1], now=now) for r, ps in zip(recipients, parts, strict=True) if ps[1:]]
    rows = queue_many(session, now=now, about=about(broadcast), outgoing=mains, started=True)
    asks = queue_many(
        session, now=now, about=about_buttons(broadcast), outgoing=more, started=False
    )
    deliveries = [
        {
            "broadcast_id": broadcast.id,
            "member_id": recipient.member_id,
            "outbox_id": row,
            "buttons_id": asks[number] if asks else None,
        }
        for number, (recipient, row) in enumerate(zip(recipients, rows, strict=True))
    ]
    # Through the connection: as objects they would cost as much as the messages.
    session.connection().execute(_DELIVERED, deliveries)
    broadcast.job_cursor = recipients[-1].member_id
    return len(recipients)


def _outgoing(recipient: Recipient, part: Part, *, now: datetime) -> Outgoing:
    return Outgoing(
        chat_id=recipient.chat_id,
        act=part.act,
        copy=part.copy,
        content=part.content,
        not_before=next_waking(now, recipient.zone),
    )


def _cancel(session: Session, broadcast: Broadcast, *, now: datetime, limit: int) -> int:
    mains = cancel_many(session, now=now, about=about(broadcast), limit=limit)
    return mains or cancel_many(session, now=now, about=about_buttons(broadcast), limit=limit)


Delivered = tuple[Delivery, Member, OutboxMessage]


def _delivered(session: Session, broadcast: Broadcast, *, limit: int) -> Sequence[Delivered]:
    """Return the next deliveries that arrived, and move the cursor behind them."""
    found = session.execute(
        sa.select(Delivery, Member, OutboxMessage)
        .join(Member, Member.id == Delivery.member_id)
        .join(OutboxMessage, OutboxMessage.id == Delivery.outbox_id)
        .where(
            Delivery.broadcast_id == broadcast.id,
            Delivery.id > broadcast.job_cursor,
            OutboxMessage.state == Sending.SENT,
        )
        .order_by(Delivery.id)
        .limit(limit)
    )
    rows = list(found)
    if rows:
        broadcast.job_cursor = rows[-1][0].id
    return rows


def _edit(session: Session, broadcast: Broadcast, *, now: datetime, limit: int) -> int:
    facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
    message = message_of(broadcast)
    rows = _delivered(session, broadcast, limit=limit)
    outgoing = []
    for delivery, member, row in rows:
        part = edit_for(
            message,
            broadcast_id=broadcast.id,
            name=member.name,
            sender=facilitator.name,
            chosen=delivery.answer,
        )
        outgoing.append(
            Outgoing(
                chat_id=row.chat_id,
                act=part.act,
                copy=part.copy,
                content=part.content,
                target_id=row.id,
            )
        )
    queue_many(session, now=now, about=subject_of(broadcast), outgoing=outgoing, started=False)
    return len(rows)


def _recall(session: Session, broadcast: Broadcast, *, now: datetime, limit: int) -> int:
    rows = _delivered(session, broadcast, limit=limit)
    outgoing: list[Outgoing] = []
    further: list[Outgoing] = []
    for delivery, _, row in rows:
        if row.settled_at is None or row.settled_at < now - DELETABLE:
            broadcast.too_late += 1
            continue
        outgoing.append(_deletion(row.chat_id, row.message_id))
        further += [
            _deletion(row.chat_id, int(more)) for more in (row.more_ids or "").split(",") if more
        ]
        asks = session.get(OutboxMessage, delivery.buttons_id) if delivery.buttons_id else None
        if asks is not None and asks.message_id is not None:
            further.append(_deletion(row.chat_id, asks.message_id))
    queue_many(session, now=now, about=subject_of(broadcast), outgoing=outgoing, started=False)
    # Counted apart: the first message of an album stands for the person.
    queue_many(session, now=now, about=about_buttons(broadcast), outgoing=further, started=False)
    return len(rows)


def _deletion(chat_id: int, message_id: int | None) -> Outgoing:
    return Outgoing(
        chat_id=chat_id, act=Act.DELETE, content=Content(), target_message_id=message_id
    )


def _look_after(session: Session, *, now: datetime) -> int:
    """End the jobs that are done, and show now and then how far the others are."""
    looked = 0
    for broadcast in session.scalars(
        sa.select(Broadcast).where(Broadcast.job.is_not(None), Broadcast.job_queued)
    ):
        subject = subject_of(broadcast)
        if not is_under_way(session, subject):
            _finish(broadcast)
        elif broadcast.look_at is not None and broadcast.look_at > now:
            continue
        # Where all that is left waits for the morning, nothing changes until then.
        broadcast.look_at = max(now + LOOK, next_due(session, subject) or now)
        card.refresh(session, now=now, broadcast=broadcast)
        looked += 1
    return looked


def _finish(broadcast: Broadcast) -> None:
    if broadcast.job is Job.SEND:
        broadcast.stage = Stage.SENT
    elif broadcast.job is Job.RECALL:
        broadcast.stage = Stage.RECALLED
    broadcast.job = None
