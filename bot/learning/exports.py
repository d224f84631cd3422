"""What a facilitator may take away as tables: whether and when, never what anyone wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.drafts import message_of
from bot.broadcast.model import Broadcast, Delivery
from bot.broadcast.report import STATES
from bot.learning.grid import in_order
from bot.pairs.cohorts import IN_PROGRAMME
from bot.pairs.model import Cohort, Pair, ProgressUpdate
from bot.people.local import local_day
from bot.people.model import Facilitator, Member
from bot.post.model import Chat, OutboxMessage
from bot.reflection.model import Due

Value = str | int | date | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: what it is called, its headings, and its rows."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def sheets_of(
    session: Session, cohorts: Sequence[Cohort], *, sender: Facilitator | None
) -> list[Sheet]:
    """Return the tables of these cohorts; who was erased has no name in them.

    Of broadcasts only those of `sender`, since people were told that nobody else sees what
    they tap; None is for the operator, who holds the database anyway.
    """
    engagement, progress, answers = [], [], []
    for cohort in cohorts:
        engagement += _engagement(session, cohort)
        progress += _progress(session, cohort)
        answers += _answers(session, cohort, sender)
    people = ("cohort", "pair", "role", "name")
    return [
        Sheet(
            name="engagement",
            headings=(*people, "standing", "joined", "prompts_sent", "answered", "last_answer"),
            rows=engagement,
        ),
        Sheet(name="progress", headings=("cohort", "pair", "role", "day", "state"), rows=progress),
        Sheet(
            name="broadcast_answers",
            headings=("broadcast", "sent", *people, "delivery", "answer"),
            rows=answers,
        ),
    ]


def _engagement(session: Session, cohort: Cohort) -> list[tuple[Value, ...]]:
    zone = ZoneInfo(cohort.timezone)
    found = session.execute(
        sa.select(
            Pair.label,
            Member,
            Chat.unreachable_since,
            sa.func.count(Due.sent_at),
            sa.func.count(Due.answered_at),
            sa.func.max(Due.answered_at),
        )
        .join(Pair, Pair.id == Member.pair_id)
        .outerjoin(Due, Due.member_id == Member.id)
        .outerjoin(Chat, Chat.id == Member.chat_id)
        .where(Pair.cohort_id == cohort.id, IN_PROGRAMME)
        .group_by(Pair.id, Member.id, Chat.id)
        .order_by(Member.id)
    )
    rows: list[tuple[Value, ...]] = [
        (
            cohort.name,
            label,
            member.role.value,
            member.name,
            _standing(member, is_lost=lost is not None),
            local_day(member.joined_at, zone) if member.joined_at else None,
            sent,
            answered,
            local_day(last, zone) if last else None,
        )
        for label, member, lost, sent, answered, last in found
    ]
    return _sorted(rows, pair=1)


def _standing(member: Member, *, is_lost: bool) -> str:
    if member.left_at is not None:
        return "left"
    if member.joined_at is None:
        return "not joined"
    if is_lost:
        return "not reachable"
    return "resting" if member.paused_until is not None else "here"


def _progress(session: Session, cohort: Cohort) -> list[tuple[Value, ...]]:
    zone = ZoneInfo(cohort.timezone)
    found = session.execute(
        sa.select(Pair.label, Member.role, ProgressUpdate.said_at, ProgressUpdate.state)
        .join(Pair, Pair.id == ProgressUpdate.pair_id)
        .join(Member, Member.id == ProgressUpdate.member_id)
        .where(Pair.cohort_id == cohort.id, IN_PROGRAMME)
        .order_by(ProgressUpdate.said_at)
    )
    rows: list[tuple[Value, ...]] = [
        (cohort.name, label, role.value, local_day(said_at, zone), state.value)
        for label, role, said_at, state in found
    ]
    return _sorted(rows, pair=1)


def _answers(
    session: Session, cohort: Cohort, sender: Facilitator | None
) -> list[tuple[Value, ...]]:
    """Return who tapped which of the facilitator's own answer buttons."""
    zone = ZoneInfo(cohort.timezone)
    found = session.execute(
        sa.select(Broadcast, Pair.label, Member, Delivery.answer, OutboxMessage.state)
        .join(Delivery, Delivery.broadcast_id == Broadcast.id)
        .join(Member, Member.id == Delivery.member_id)
        .join(Pair, Pair.id == Member.pair_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Delivery.outbox_id)
        .where(
            Pair.cohort_id == cohort.id,
            Broadcast.message.is_not(None),
            sa.true() if sender is None else Broadcast.facilitator_id == sender.id,
        )
        .order_by(Broadcast.id, Member.id)
    )
    rows: list[tuple[Value, ...]] = []
    for broadcast, label, member, answer, state in found:
        options = message_of(broadcast).options
        chosen = options[answer] if answer is not None and answer < len(options) else None
        at = broadcast.started_at
        rows.append(
            (
                broadcast.id,
                local_day(at, zone) if at else None,
                cohort.name,
                label,
                member.role.value,
                member.name,
                "delivered" if answer is not None else STATES.get(state, "delivered"),
                chosen,
            )
        )
    return rows


def _sorted(rows: list[tuple[Value, ...]], *, pair: int) -> list[tuple[Value, ...]]:
    return sorted(rows, key=lambda row: in_order(str(row[pair])))
