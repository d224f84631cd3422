"""Statements that go to the driver as they are."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.inbox import INBOX
from bot.post.model import OUTBOX, Act, Chat, InboxUpdate, OutboxMessage, Priority, Sending
from bot.store.engine import Store
from bot.store.quick import Objects, Quick, own

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SECRET = "what nobody else is to read"
_ROW = Quick(sa.select(OUTBOX).where(OUTBOX.c.chat_id == sa.bindparam("chat")))
_QUEUED = Objects(
    OutboxMessage,
    OutboxMessage.state == Sending.QUEUED,
    OutboxMessage.not_before <= sa.bindparam("now"),
).in_order(OutboxMessage.id.desc(), only=2)
_MOVED = Quick(
    sa.update(OUTBOX)
    .where(OUTBOX.c.id == sa.bindparam("row"), OUTBOX.c.state == Sending.QUEUED)
    .values(not_before=sa.bindparam("then"), attempts=OUTBOX.c.attempts + 1)
)
_DOUBLE = Quick(
    sa.insert(INBOX).values(
        {
            name: sa.bindparam(name)
            for name in ("update_id", "raw", "state", "attempts", "received_at")
        }
    )
)

_PUT = Quick(
    sa.insert(OUTBOX).values(
        chat_id=sa.bindparam("chat"), act=Act.SEND, state=Sending.SENT, silent=False,
        protected=False, started=False, priority=0, not_before=NOW, created_at=NOW, attempts=0,
        doubts=0,
    )
)  # fmt: skip


def a_message(session: Session, chat: int) -> OutboxMessage:
    row = OutboxMessage(
        chat_id=chat,
        act=Act.EDIT,
        content={"args": {"name": "Zoë"}},
        silent=True,
        priority=int(Priority.PROMPT),
        not_before=NOW,
        created_at=NOW,
    )
    session.add(row)
    return row


def test_a_row_reads_as_sqlalchemy_would_read_it(store: Store) -> None:
    """Kinds, instants, truths and documents; what only the session knew is written first."""

    def work(session: Session) -> None:
        a_message(session, 7)
        quick = _ROW.first(session, {"chat": 7})
        usual = session.execute(sa.select(OUTBOX)).one()
        assert quick._asdict() == usual._asdict()
        assert [type(value) for value in quick] == [type(value) for value in usual]
        assert (quick.act, quick.silent, quick.not_before) == (Act.EDIT, True, NOW)
        assert _ROW.first(session, {"chat": 8}) is None

    store.write(work)


def test_objects_are_the_sessions_own(store: Store) -> None:
    """What was changed and not yet written is not lost to what the database says."""

    def work(session: Session) -> None:
        first, second, third = (a_message(session, chat) for chat in (1, 2, 3))
        session.flush()
        with session.no_autoflush:
            third.fault = "changed"
        found = _QUEUED.all(session, {"now": NOW})
        assert found == [third, second]
        assert found[0] is third
        assert third.fault == "changed"
        assert _QUEUED.first(session, {"now": NOW - timedelta(seconds=1)}) is None
        session.expunge(first)
        again = _QUEUED.all(session, {"now": NOW})[-1]
        again.state = Sending.CANCELLED
        session.flush()
        assert session.scalar(sa.select(sa.func.count()).where(OUTBOX.c.state == "cancelled")) == 1

    store.write(work)


def test_an_instant_of_another_zone_means_the_same(store: Store) -> None:
    def work(session: Session) -> None:
        a_message(session, 1)
        session.flush()
        there = NOW.astimezone(timezone(timedelta(hours=9)))
        assert len(_QUEUED.all(session, {"now": there})) == 1

    store.write(work)


@pytest.mark.parametrize("many", [2, 20])
def test_each_of_several_rows_is_changed(store: Store, many: int) -> None:
    def work(session: Session) -> None:
        rows = [a_message(session, chat) for chat in range(many)]
        session.flush()
        then = NOW + timedelta(days=1)
        given = [{"row": row.id, "then": then} for row in rows]
        assert _MOVED.run_each(session, given) == many
        assert _MOVED.run(session, {"row": -1, "then": then}) == 0
        moved = sa.select(sa.func.count()).where(
            OUTBOX.c.not_before == then, OUTBOX.c.attempts == 1
        )
        assert session.scalar(moved) == many

    store.write(work)


def test_an_object_that_is_known_already_stays(store: Store) -> None:
    def work(session: Session) -> None:
        chat = Chat(id=5, last_heard_id=1)
        session.add(chat)
        session.flush()
        assert own(session, Chat, {"id": 5, "last_heard_id": 2}) is chat
        assert chat.last_heard_id == 1

    store.write(work)


def test_a_fault_of_the_database_is_sqlalchemys_and_quotes_nothing(store: Store) -> None:
    """The sender and the dispatcher tell an outage from a mistake by it, and log its words."""
    row = {"update_id": 1, "raw": SECRET, "state": "waiting", "attempts": 0, "received_at": NOW}

    def work(session: Session) -> None:
        _DOUBLE.run_each(session, [row, row])

    with pytest.raises(sa.exc.IntegrityError) as caught:
        store.write(work)
    assert SECRET not in str(caught.value)
    assert store.read(lambda session: session.scalar(sa.select(sa.func.count(InboxUpdate.id)))) == 0


def test_a_savepoint_takes_back_what_was_written_within(store: Store) -> None:
    """Also where it is the first thing within, or comes after another savepoint."""

    def put(session: Session) -> None:
        _PUT.run(session, {"chat": 1})

    def work(session: Session) -> None:
        put(session)
        for _ in range(2):
            with contextlib.suppress(KeyError), session.begin_nested():
                put(session)
                raise KeyError
            with session.begin_nested():
                put(session)
        put(session)

    store.write(work)
    assert store.read(lambda session: session.scalar(sa.select(sa.func.count(OUTBOX.c.id)))) == 4


def test_what_was_written_goes_with_its_transaction(store: Store) -> None:
    def work(session: Session) -> None:
        _PUT.run(session, {"chat": 1})
        raise KeyError

    with pytest.raises(KeyError):
        store.write(work)
    assert store.read(lambda session: session.scalar(sa.select(sa.func.count(OUTBOX.c.id)))) == 0
