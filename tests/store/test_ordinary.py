"""Prompts that go out many at once stand there as if each had been looked at for itself."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Challenge
from bot.people.model import Member, Role
from bot.post.model import Chat, OutboxMessage
from bot.reflection import sending
from bot.reflection.model import Answer, Due, DueState, PlainDue, Visibility
from bot.reflection.ordinary import send_ordinary
from bot.reflection.planning import plan_member, replan_member
from bot.reflection.sending import close_due, remind_due, send_due
from bot.store.engine import Store
from tests.databases import COUNT_ANEW
from tests.store.test_planning import START, a_member

DAYS = 45
HOURS = (8, 19)
PAIRS = 4
Snapshot = tuple[list[tuple[object, ...]], list[tuple[object, ...]]]


def test_many_at_once_are_what_each_would_be(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same weeks twice, from the same beginning; the second time nobody is ordinary."""
    ways: Counter[str] = Counter()

    def counted(session: Session, dues: Sequence[PlainDue], *, now: datetime) -> list[int]:
        others = send_ordinary(session, dues, now=now)
        ways["ordinary"] += len(dues) - len(others)
        ways["others"] += len(others)
        return others

    monkeypatch.setattr(sending, "send_ordinary", counted)
    together = _weeks(store)
    monkeypatch.setattr(sending, "send_ordinary", lambda _s, dues, **_: [due.id for due in dues])
    each = _weeks(store)
    assert together == each
    assert min(ways["ordinary"], ways["others"]) > PAIRS


class _UndoneError(Exception):
    """Takes back what the weeks have brought."""


def _weeks(store: Store) -> Snapshot:
    """Return what stands there after some weeks of a few pairs, which are then undone."""
    found: list[Snapshot] = []

    def work(session: Session) -> None:
        if not store.is_sqlite:
            session.execute(sa.text(COUNT_ANEW))
        _people(session)
        for day in range(DAYS):
            for hour in HOURS:
                now = (START + timedelta(days=day)).replace(hour=hour, minute=31)
                _tick(session, now)
                _live(session, day, now=now)
        found.append((_dues(session), _messages(session)))
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.write(work)
    return found[0]


def _people(session: Session) -> None:
    for number in range(1, PAIRS + 1):
        member = a_member(session, number=number)
        session.add(Chat(id=member.chat_id, unreachable_since=START if number == PAIRS else None))
        if number > 1:
            _partner(session, member, number)
    ana, ben, cat, *_ = session.scalars(sa.select(Member).order_by(Member.id))
    ana.timezone, ben.prompt_days, cat.prompt_time = "Australia/Sydney", 0b10101, "07:30"
    session.add(Challenge(pair_id=ben.pair_id, version=1, wording="Wait less {", waits=False,
                          written_at=START))  # fmt: skip
    session.flush()
    for member in (ana, ben, cat):
        replan_member(session, now=START, member=member)


def _partner(session: Session, member: Member, number: int) -> None:
    partner = Member(
        pair_id=member.pair_id, role=Role.PROFESSIONAL, name=f"Tom <{number}>",
        chat_id=2000 + number, notice_version="1", consented_at=START, joined_at=START,
    )  # fmt: skip
    session.add(partner)
    session.flush()
    plan_member(session, now=START, member=partner)


def _tick(session: Session, now: datetime) -> None:
    for part in (close_due, send_due, remind_due):
        while part(session, now, 7):
            pass
        session.flush()
        session.expire_all()  # each transaction has a session of its own


def _live(session: Session, day: int, *, now: datetime) -> None:
    """Let people answer, put off, pause, leave and be late, each in their way."""
    for due in session.scalars(sa.select(Due).where(Due.state == DueState.OPEN)):
        if due.id % 2 == 0 and due.answered_at is None:
            session.add(Answer(due_id=due.id, question_id="x", version=1, words="…",
                               written_at=now))  # fmt: skip
            due.answered_at = due.shared_at = now
            due.partner_id = (
                _other_of(session, due) if due.visibility is not Visibility.PRIVATE else None
            )
        elif due.id % 5 == day % 5 and due.sent_at == now and due.answered_at is None:
            due.state, due.due_at = DueState.PLANNED, now + timedelta(days=2)
    planned = session.scalars(sa.select(Due).where(Due.state == DueState.PLANNED)).all()
    for due in planned:
        if due.id % 11 == day % 11 and due.due_at is not None and due.sent_at is None:
            due.due_at = max(START, due.due_at - timedelta(days=8))  # as after a long outage
    members = session.scalars(sa.select(Member).order_by(Member.id)).all()
    if day == 20:
        members[4].paused_until = date(2027, 3, 20)
    if day == 30:
        members[3].left_at = now
    session.flush()
    session.expire_all()


def _other_of(session: Session, due: Due) -> int | None:
    me = session.get_one(Member, due.member_id)
    other = sa.select(Member.id).where(Member.pair_id == me.pair_id, Member.id != me.id)
    return session.scalar(other)


def _dues(session: Session) -> list[tuple[object, ...]]:
    columns = [column for column in Due.__table__.columns if column.name not in ("id", "card_id")]
    found = (
        sa.select(*columns, OutboxMessage.about)
        .outerjoin(OutboxMessage, OutboxMessage.id == Due.card_id)
        .order_by(Due.id)
    )
    return [tuple(row) for row in session.execute(found)]


def _messages(session: Session) -> list[tuple[object, ...]]:
    """Return all but their numbers: which of two chats was first in one minute is no matter."""
    numbers = ("id", "target_id")
    columns = [column for column in OutboxMessage.__table__.columns if column.name not in numbers]
    found = sa.select(*columns).order_by(OutboxMessage.chat_id, OutboxMessage.id)
    return [tuple(row) for row in session.execute(found)]
