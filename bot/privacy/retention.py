"""Erases what has been kept long enough, a bounded batch at a time.

The end of a cohort's programme is the last instant at which one of its prompts can be
answered, the follow-up after six months among them; for a cohort that nobody joined it is
the day of the last workshop. So many months later the cohort goes as a whole: with the
answers there is no reason left to hold who gave them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.broadcast.model import Broadcast, Delivery, DeskAnswer, Stage
from bot.network.asking.consent import forget_unsent
from bot.network.forgetting import forget_pair
from bot.pairs.drafting import KEPT_FOR, forget_old_drafts
from bot.pairs.model import Cohort, Pair, Workshop
from bot.people.model import Facilitator, Invitation, Member, WrongTry
from bot.post import inbox
from bot.post.model import Arrival, Chat, InboxUpdate, OutboxMessage
from bot.privacy.audit import note
from bot.privacy.erasure import erase_member
from bot.privacy.model import AuditEntry
from bot.privacy.rules import months_later
from bot.reflection.model import Due
from bot.store.base import Table

AT_ONCE = 500
PAIRS_AT_ONCE = 10
A_DAY = timedelta(days=1)
MESSAGES = timedelta(days=120)
"""A prompt can be open for 90 days, and until then its message is answered and edited."""
EXPLAINED = timedelta(days=30)
"""So long an expired invitation still says that it has expired."""


@dataclass(frozen=True, kw_only=True)
class Periods:
    """How long what is kept; months count from the end of the programme, or of the act."""

    raw: timedelta
    answers_months: int
    audit_months: int


def forget_old(session: Session, *, now: datetime, periods: Periods) -> int:
    """Erase one batch of what is past its time; return how many rows went, 0 when none is left."""
    return (
        _forget_updates(session, now=now, raw=periods.raw)
        + _forget_messages(session, now=now)
        + _forget_broadcasts(session, now=now)
        + _forget_drafts(session, now=now)
        + forget_unsent(session, now=now, limit=AT_ONCE)
        + _forget_strangers(session, now=now)
        + _delete(session, WrongTry, WrongTry.id, WrongTry.at < now - A_DAY)
        + _forget_invitations(session, now=now)
        + _forget_audit(session, now=now, months=periods.audit_months)
        + _forget_cohorts(session, now=now, months=periods.answers_months)
    )


def kept_until(session: Session, cohort: Cohort, *, months: int) -> datetime:
    """Return when a cohort's answers will be erased."""
    last_day = session.scalar(
        sa.select(sa.func.max(Workshop.day)).where(Workshop.cohort_id == cohort.id)
    )
    last_closing = session.scalar(
        sa.select(sa.func.max(Due.closes_at))
        .join(Member, Member.id == Due.member_id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Pair.cohort_id == cohort.id)
    )
    ends = [last_closing] if last_closing else []
    if last_day is not None:
        ends.append(datetime.combine(last_day, time(), tzinfo=UTC))
    return months_later(max(ends, default=cohort.created_at), months)


def _forget_updates(session: Session, *, now: datetime, raw: timedelta) -> int:
    done = InboxUpdate.state != Arrival.WAITING
    aside = InboxUpdate.raw.is_not(None), InboxUpdate.received_at < now - raw
    whose = InboxUpdate.chat_id.is_not(None), InboxUpdate.received_at < now - A_DAY
    return (
        _update(session, sa.and_(done, *aside), raw=None)
        + _update(session, sa.and_(InboxUpdate.state == Arrival.HANDLED, *whose), chat_id=None)
        + inbox.forget_old(session, now=now, keep=max(raw, inbox.REMEMBERED), limit=AT_ONCE)
    )


def _update(session: Session, which: sa.ColumnElement[bool], **values: None) -> int:
    batch = sa.select(InboxUpdate.id).where(which).limit(AT_ONCE)
    changed = session.execute(
        sa.update(InboxUpdate)
        .where(InboxUpdate.id.in_(batch))
        .values(values)
        .returning(InboxUpdate.id)
    )
    return len(changed.all())


def _forget_messages(session: Session, *, now: datetime) -> int:
    old = OutboxMessage.settled_at < now - MESSAGES
    return _delete(session, OutboxMessage, OutboxMessage.id, old)


def _forget_broadcasts(session: Session, *, now: datetime) -> int:
    """Drop what was broadcast, and who answered what, once its messages are no longer known."""
    over = sa.and_(
        sa.func.coalesce(Broadcast.started_at, Broadcast.created_at) < now - MESSAGES,
        Broadcast.stage != Stage.SCHEDULED,
        Broadcast.job.is_(None),
    )
    old = sa.select(Broadcast.id).where(over)
    gone = _delete(session, Delivery, Delivery.id, Delivery.broadcast_id.in_(old))
    if gone:
        return gone
    session.execute(
        sa.update(Broadcast).where(Broadcast.reminds_id.in_(old)).values(reminds_id=None)
    )
    return _delete(session, Broadcast, Broadcast.id, over)


def _forget_drafts(session: Session, *, now: datetime) -> int:
    """Drop what facilitators began and left: a cohort, and answers that were never sent."""
    unsent = sa.and_(DeskAnswer.sent_at.is_(None), DeskAnswer.written_at < now - KEPT_FOR)
    return forget_old_drafts(session, now=now) + _delete(session, DeskAnswer, DeskAnswer.id, unsent)


def _forget_strangers(session: Session, *, now: datetime) -> int:
    """Drop what hangs on a numeric id that is no member's and no facilitator's, after a day."""
    members = sa.select(Member.chat_id).where(Member.chat_id.is_not(None))
    desks = sa.select(Facilitator.chat_id).where(Facilitator.chat_id.is_not(None))
    message = (
        OutboxMessage.settled_at < now - A_DAY,
        OutboxMessage.chat_id.not_in(members),
        OutboxMessage.chat_id.not_in(desks),
    )
    spoken_to = sa.select(OutboxMessage.chat_id)
    heard = sa.select(InboxUpdate.chat_id).where(InboxUpdate.chat_id.is_not(None))
    chat = (Chat.id.not_in(each) for each in (members, desks, spoken_to, heard))
    return _delete(session, OutboxMessage, OutboxMessage.id, sa.and_(*message)) + _delete(
        session, Chat, Chat.id, sa.and_(*chat)
    )


def _forget_invitations(session: Session, *, now: datetime) -> int:
    old = sa.and_(Invitation.expires_at < now - EXPLAINED, Invitation.used_at.is_(None))
    return _delete(session, Invitation, Invitation.id, old)


def _forget_audit(session: Session, *, now: datetime, months: int) -> int:
    # Counted backwards: an entry goes when it is at least so many months old.
    old = AuditEntry.at < months_later(now, -months)
    return _delete(session, AuditEntry, AuditEntry.id, old)


def _forget_cohorts(session: Session, *, now: datetime, months: int) -> int:
    ended = (
        sa.select(Cohort)
        .join(Workshop, Workshop.cohort_id == Cohort.id)
        .group_by(Cohort.id)
        .having(sa.func.max(Workshop.day) < months_later(now, -months).date())
    )
    gone = 0
    for cohort in session.scalars(ended).all():
        if kept_until(session, cohort, months=months) < now:
            gone += _forget_cohort(session, cohort, now=now)
    return gone


def _forget_cohort(session: Session, cohort: Cohort, *, now: datetime) -> int:
    """Erase some of a cohort's pairs; once none is left, the cohort itself."""
    pairs = session.scalars(
        sa.select(Pair).where(Pair.cohort_id == cohort.id).limit(PAIRS_AT_ONCE)
    ).all()
    for pair in pairs:
        _forget_pair(session, pair, now=now)
    if pairs:
        return len(pairs)
    _delete_what_refers_to(session, Cohort.__tablename__, cohort.id)
    note(session, now=now, actor="tandem", act="forgot", subject=f"cohort:{cohort.id}")
    session.delete(cohort)
    session.flush()
    return 1


def _forget_pair(session: Session, pair: Pair, *, now: datetime) -> None:
    members = session.scalars(sa.select(Member).where(Member.pair_id == pair.id)).all()
    for member in members:
        erase_member(session, now=now, member=member, keep_library=True)
    for member in members:  # only now does no row of either name the other
        session.delete(member)
    session.flush()
    forget_pair(session, pair_id=pair.id)
    _delete_what_refers_to(session, Pair.__tablename__, pair.id)
    session.delete(pair)
    session.flush()


def _delete_what_refers_to(session: Session, name: str, number: int) -> None:
    """Delete the rows of every table that belong to one cohort or one pair."""
    for table in reversed(Table.metadata.sorted_tables):
        for key in table.foreign_keys:
            if key.column.table.name == name:
                session.execute(sa.delete(table).where(key.parent == number))


def _delete(
    session: Session,
    table: type[Table],
    key: InstrumentedAttribute[int],
    which: sa.ColumnElement[bool],
) -> int:
    batch = sa.select(key).where(which).limit(AT_ONCE)
    gone = session.execute(sa.delete(table).where(key.in_(batch)).returning(key))
    return len(gone.all())
