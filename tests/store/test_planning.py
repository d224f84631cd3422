"""Each member's calendar as rows: planned once, moved when days change, sent one a day."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort, Pair, Workshop
from bot.people.model import Member, Role
from bot.post.model import OutboxMessage
from bot.reflection.circle import circle_of
from bot.reflection.model import Due, DueState
from bot.reflection.planning import plan_member, replan_member
from bot.reflection.sending import close_due, remind_due, send_due
from bot.store.engine import Store
from tests.programmes import ONE_WORKSHOP, a_prompt, write_programme

START = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
WORKSHOPS = (date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5))
LONDON = ZoneInfo("Europe/London")
MANY = 10_000


def a_member(
    session: Session,
    *,
    programme: str = "leading-together",
    workshops: tuple[date, ...] = WORKSHOPS,
    joined_at: datetime = START,
    number: int = 1,
) -> Member:
    """Return a lay partner who has joined; the other place is empty."""
    cohort = session.scalar(sa.select(Cohort))
    if cohort is None:
        cohort = Cohort(
            name="Oxford", programme=programme, timezone="Europe/London", created_at=START
        )
        session.add(cohort)
        session.flush()
        session.add_all(
            Workshop(cohort_id=cohort.id, number=n, day=day)
            for n, day in enumerate(workshops, start=1)
        )
    pair = Pair(cohort_id=cohort.id, label=str(number), created_at=START)
    session.add(pair)
    session.flush()
    member = Member(
        pair_id=pair.id, role=Role.LAY, name="Asha", chat_id=1000 + number,
        notice_version="1", consented_at=joined_at, joined_at=joined_at,
    )  # fmt: skip
    session.add(member)
    session.flush()
    plan_member(session, now=joined_at, member=member)
    return member


def dues(session: Session) -> list[Due]:
    """Return every due prompt, in the order of their ids."""
    return list(session.scalars(sa.select(Due).order_by(Due.id)))


def local_day(instant: datetime | None) -> date | None:
    """Return the date in London."""
    return instant.astimezone(LONDON).date() if instant else None


def test_planning_twice_plans_once(store: Store) -> None:
    def work(session: Session) -> None:
        member = a_member(session)
        before = len(dues(session))
        plan_member(session, now=START + timedelta(days=1), member=member)
        assert len(dues(session)) == before >= 22

    store.write(work)


def test_what_can_be_answered_early(store: Store) -> None:
    """A prompt opens a few days before, but never before the workshop it follows."""

    def work(session: Session) -> None:
        circle = circle_of(session, a_member(session))
        for due in dues(session):
            assert due.opens_at < due.closes_at
            assert due.due_at is None or due.opens_at <= due.due_at
            when = circle.programme.prompt(due.prompt_id).when
            if when.workshop is not None and when.amount >= 0:
                opened = local_day(due.opens_at)
                assert opened is not None
                assert opened >= WORKSHOPS[when.workshop - 1]

    store.write(work)


def test_a_late_joiner_gets_no_heap(store: Store) -> None:
    """What has closed is left out; what is open comes spaced out, nothing at once."""
    late = datetime(2027, 3, 12, 10, 0, tzinfo=UTC)

    def work(session: Session) -> None:
        a_member(session, joined_at=late)
        days = [local_day(due.due_at) for due in dues(session) if due.due_at]
        assert len(days) == len(set(days))
        assert all(due.closes_at > late for due in dues(session))
        assert all(due.due_at is None or due.due_at > late for due in dues(session))

    store.write(work)


def test_new_days_move_what_is_to_come(store: Store) -> None:
    """After a change of days and hour, everything planned falls on them; what was sent stays."""

    def work(session: Session) -> None:
        member = a_member(session)
        now = datetime(2027, 3, 8, 12, 0, tzinfo=UTC)
        send_due(session, now, MANY)
        sent = {due.prompt_id: due.sent_at for due in dues(session) if due.sent_at}
        member.prompt_days, member.prompt_time = 0b000_0100, "08:15"  # Wednesdays
        replan_member(session, now=now, member=member)
        for due in dues(session):
            assert due.sent_at == sent.get(due.prompt_id)
            if due.due_at is not None and due.state is DueState.PLANNED:
                local = due.due_at.astimezone(LONDON)
                assert (local.weekday(), local.hour, local.minute) == (2, 8, 15)

    store.write(work)


def test_a_pause_moves_everything_behind_it(store: Store) -> None:
    """Nothing is planned inside a pause; ending it early brings the old days back."""

    def work(session: Session) -> None:
        member = a_member(session)
        before = {due.prompt_id: due.due_at for due in dues(session)}
        member.paused_until = date(2027, 3, 15)
        replan_member(session, now=START, member=member)
        for due in dues(session):
            if due.state is DueState.PLANNED and due.due_at is not None:
                assert (local_day(due.due_at) or date.min) >= date(2027, 3, 15)
        member.paused_until = None
        assert any(due.state is DueState.MISSED for due in dues(session))
        replan_member(session, now=START, member=member, anew=True)
        assert {due.prompt_id: due.due_at for due in dues(session)} == before
        assert all(due.state is DueState.PLANNED for due in dues(session))

    store.write(work)


def test_a_whole_programme_asleep_and_awake(store: Store) -> None:
    """Stopped for three days out of every five: each prompt once, one a day, in waking hours."""

    def work(session: Session) -> None:
        a_member(session)
        now = START
        for _ in range(50):
            now += timedelta(days=3)
            for _ in range(9):
                now += timedelta(hours=5)
                for part in (close_due, send_due, remind_due):
                    while part(session, now, MANY):
                        pass
        sent = list(session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))
        questions = [row for row in sent if row.copy == "reflection-question"]
        first = [row.about for row in questions if not (row.content or {})["args"]["reminder"]]
        assert len(first) == len(set(first)) >= 8
        assert all(7 <= row.not_before.astimezone(LONDON).hour < 21 for row in questions)
        days = [local_day(due.sent_at) for due in dues(session) if due.sent_at]
        assert len(days) == len(set(days))
        states = {due.state for due in dues(session)}
        assert states <= {DueState.CLOSED, DueState.MISSED, DueState.OPEN, DueState.PLANNED}

    store.write(work)


def test_many_at_once_cost_no_query_each_for_people(store: Store, tmp_path: Path) -> None:
    """A prompt due for many people reads members, pairs and cohorts together."""
    small = write_programme(tmp_path, a_prompt())
    reads: list[str] = []

    def setup(session: Session) -> None:
        for number in range(1, 31):
            a_member(session, programme=small, workshops=ONE_WORKSHOP, number=number)

    def count(_c: object, _cu: object, statement: str, *_rest: object) -> None:
        if "FROM member" in statement or "FROM challenge" in statement:
            reads.append(statement)

    store.write(setup)
    sa.event.listen(store.engine, "before_cursor_execute", count)
    now = datetime(2027, 3, 4, 18, 31, tzinfo=UTC)
    assert store.write(lambda session: send_due(session, now, 100)) == 30
    assert len(reads) <= 4
    assert store.write(lambda session: send_due(session, now, 100)) == 0
