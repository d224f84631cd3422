"""Broadcasts on both databases: bounded batches, cursors, and who is meant."""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast import jobs, sending
from bot.broadcast.audience import Audience, reach
from bot.broadcast.content import Item, Message
from bot.broadcast.model import Broadcast, Delivery, Job, Stage
from bot.broadcast.moments import When
from bot.pairs.model import Cohort, Pair
from bot.people.model import Facilitator, Member, Role
from bot.post import claiming, settling
from bot.post.door import Outcome, Verdict
from bot.post.many import count_about
from bot.post.model import Chat, OutboxMessage, Priority, Sending
from bot.post.outbox import NOTIFYING_A_WEEK
from bot.reflection.model import Due, DueState, Visibility
from bot.store.engine import Store

NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
PEOPLE = 250
ABOUT = "broadcast:1"


def fill(session: Session) -> None:
    """Put an organiser and a cohort of 250 in."""
    session.add(Facilitator(name="Fiona", chat_id=1, organiser=True, joined_at=NOW))
    cohort = Cohort(
        name="Leeds", programme="leading-together", timezone="Europe/London", created_at=NOW
    )
    session.add(cohort)
    session.flush()
    for number in range(PEOPLE):
        pair = Pair(cohort_id=cohort.id, label=str(number), created_at=NOW)
        session.add(pair)
        session.flush()
        session.add(
            Member(
                pair_id=pair.id, role=Role.LAY, name=f"Person {number}", chat_id=1000 + number,
                consented_at=NOW, joined_at=NOW,
            )
        )  # fmt: skip


def start(store: Store, *, html: str = "Hello {name}") -> None:
    """Fill the store and let a broadcast to everybody go."""

    def work(session: Session) -> None:
        fill(session)
        sending.schedule(
            session,
            now=NOW,
            facilitator=session.get_one(Facilitator, 1),
            audience=Audience(),
            message=Message(items=(Item(html=html),)),
            when=When(at=NOW),
        )

    store.write(work)


def part(store: Store, *, now: datetime = NOW, limit: int = 100) -> int:
    """Let the planner do one part."""
    return store.write(lambda session: jobs.work(session, now, limit))


def counts(store: Store) -> dict[Sending, int]:
    """Return how the broadcast's messages stand."""
    return store.read(lambda session: count_about(session, ABOUT))


def broadcast(store: Store) -> Broadcast:
    """Return it."""
    return store.read(lambda session: session.get_one(Broadcast, 1))


def deliver(store: Store, limit: int) -> int:
    """Send so many of what is due; return how many there were."""

    def work(session: Session) -> int:
        letters = claiming.claim(session, now=NOW, limit=limit, busy=())
        outcomes = [
            (each.id, Outcome(verdict=Verdict.SENT, message_id=number))
            for number, each in enumerate(letters, start=1)
        ]
        settling.settle(session, outcomes, now=NOW)
        return len(letters)

    return store.write(work)


def test_it_is_queued_in_bounded_batches_and_nobody_twice(store: Store) -> None:
    """Each part of the planner queues so many and no more; the cursor is where it stopped."""
    start(store)
    assert part(store) == 1  # it starts
    assert part(store) == 100
    assert counts(store) == {Sending.QUEUED: 100}
    while part(store):
        pass
    assert counts(store) == {Sending.QUEUED: PEOPLE}
    rows = store.read(lambda s: list(s.scalars(sa.select(Delivery))))
    assert len({row.member_id for row in rows}) == len({row.outbox_id for row in rows}) == PEOPLE
    assert broadcast(store).total == PEOPLE


def test_each_delivery_knows_its_own_message(store: Store) -> None:
    """The row of a batch's tenth person is that person's row, with their name in it."""
    start(store)
    while part(store):
        pass

    def look(session: Session) -> list[tuple[str, int, int, str]]:
        found = session.execute(
            sa.select(Member.name, Member.chat_id, OutboxMessage.chat_id, OutboxMessage.content)
            .join(Delivery, Delivery.member_id == Member.id)
            .join(OutboxMessage, OutboxMessage.id == Delivery.outbox_id)
        )
        return [(name, chat or 0, to, content["html"]) for name, chat, to, content in found]

    rows = store.read(look)
    assert all(chat == to and html == f"Hello {name}" for name, chat, to, html in rows)


def test_replies_go_before_it(store: Store) -> None:
    """Its messages carry the lowest urgency there is."""
    start(store)
    while part(store):
        pass
    urgency = store.read(lambda s: set(s.scalars(sa.select(OutboxMessage.priority).where(
        OutboxMessage.about == ABOUT
    ))))  # fmt: skip
    assert urgency == {int(Priority.BROADCAST)}


def test_a_stop_cancels_what_waits_and_queues_no_more(store: Store) -> None:
    """Even when only a part of the people was queued."""
    start(store)
    part(store)
    part(store)
    deliver(store, 30)  # the facilitator's card among them
    store.write(lambda s: sending.stop(s, now=NOW, broadcast=s.get_one(Broadcast, 1)))
    while part(store):
        pass
    assert counts(store) == {Sending.SENT: 29, Sending.CANCELLED: 71}
    assert broadcast(store).stage is Stage.STOPPED
    assert broadcast(store).job is None


def test_it_is_over_when_the_last_has_it(store: Store) -> None:
    """Progress is shown at most every ten seconds, and the end at once."""
    start(store)
    while part(store):
        pass
    deliver(store, 100)
    assert part(store) == 0
    assert part(store, now=NOW + timedelta(seconds=11)) == 1
    while deliver(store, 100):
        pass
    assert broadcast(store).stage is Stage.SENDING
    assert part(store, now=NOW + timedelta(seconds=12)) == 1
    assert broadcast(store).stage is Stage.SENT
    assert broadcast(store).job is None


def test_a_recall_leaves_what_is_older_than_48_hours(store: Store) -> None:
    """Those are counted; the others are deleted in batches."""
    start(store)
    while part(store):
        pass
    while deliver(store, 100):
        pass
    part(store)

    def age_and_recall(session: Session) -> None:
        old = sa.select(Delivery.outbox_id).where(Delivery.id <= 20)
        session.execute(
            sa.update(OutboxMessage)
            .where(OutboxMessage.id.in_(old))
            .values(settled_at=NOW - timedelta(hours=48, seconds=1))
        )
        sending.begin_job(session.get_one(Broadcast, 1), Job.RECALL, now=NOW)

    store.write(age_and_recall)
    while part(store):
        pass
    about = broadcast(store).job_about or ""
    assert store.read(lambda s: count_about(s, about)) == {Sending.QUEUED: PEOPLE - 20}
    assert broadcast(store).too_late == 20


def test_what_cannot_be_reached_or_has_rung_enough(store: Store) -> None:
    """A blocked chat's message is settled at once; a fourth in a week arrives silently."""
    start(store)

    def work(session: Session) -> None:
        session.add(Chat(id=1000, unreachable_since=NOW))
        for _ in range(NOTIFYING_A_WEEK):
            session.add(
                OutboxMessage(
                    chat_id=1001, started=True, state=Sending.SENT, not_before=NOW, created_at=NOW
                )
            )

    store.write(work)
    while part(store):
        pass

    def look(session: Session) -> dict[int, tuple[Sending, bool]]:
        rows = session.scalars(sa.select(OutboxMessage).where(OutboxMessage.about == ABOUT))
        return {row.chat_id: (row.state, row.silent) for row in rows}

    found = store.read(look)
    assert found[1000] == (Sending.UNREACHABLE, False)
    assert found[1001] == (Sending.QUEUED, True)
    assert found[1002] == (Sending.QUEUED, False)


def test_the_audience_asks_for_prompts_and_pauses(store: Store) -> None:
    """Only an open, sent and unanswered prompt counts; a pause that ended does not."""

    def due(member_id: int, **more: object) -> Due:
        values: dict[str, object] = {
            "prompt_id": "p", "state": DueState.OPEN, "visibility": Visibility.PRIVATE,
            "opens_at": NOW, "closes_at": NOW + timedelta(days=1), "sent_at": NOW,
        }  # fmt: skip
        return Due(member_id=member_id, **{**values, **more})

    def work(session: Session) -> tuple[int, int, int]:
        fill(session)
        session.add_all(
            [
                due(1),
                due(2, answered_at=NOW),
                due(3, state=DueState.CLOSED),
                due(4, sent_at=None),
                due(5),
            ]
        )
        paused = session.get_one(Member, 5)
        paused.paused_until, paused.resumes_at = date(2027, 4, 1), NOW + timedelta(days=29)
        fiona = session.get_one(Facilitator, 1)
        unanswered = Audience(unanswered=True)
        found = reach(session, fiona, unanswered, NOW)
        later = reach(session, fiona, unanswered, NOW + timedelta(days=30))
        return found.count, found.paused, later.count

    assert store.write(work) == (1, 1, 2)
