"""Messages that go into the outbox together stand there as if each had come alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post import outbox
from bot.post.content import Content, content_from
from bot.post.many import Outgoing, queue_many
from bot.post.model import Act, Chat, OutboxMessage, Priority, Sending
from bot.post.outbox import Posting
from bot.reflection.model import Due
from bot.store import many
from bot.store.base import Table
from bot.store.engine import Store
from tests.databases import fresh_sqlite

NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANA, BEN, CAT = 11, 12, 13


def test_a_batch_keeps_the_order_the_week_and_who_cannot_be_reached(store: Store) -> None:
    """The fourth message of a week is silent, and who blocked the bot gets none."""

    def work(session: Session) -> None:
        session.add(Chat(id=CAT, unreachable_since=NOW))
        for _ in range(outbox.NOTIFYING_A_WEEK):
            outbox.say(session, now=NOW, chat_id=BEN, copy="a", how=Posting(started=True))
        outgoing = [
            Outgoing(
                chat_id=chat_id,
                act=Act.SEND,
                copy="together",
                content=Content(),
                about=f"due:{chat_id}",
                expires_at=NOW + HOUR,
            )
            for chat_id in (CAT, BEN, ANA)
        ]
        how = Priority.PROMPT
        ids = queue_many(session, now=NOW, outgoing=outgoing, started=True, priority=how)
        assert ids == sorted(ids)

    store.write(work)
    together = sa.select(OutboxMessage).where(OutboxMessage.copy == "together")
    rows = store.read(lambda s: s.scalars(together.order_by(OutboxMessage.id)).all())
    assert [(row.chat_id, row.state, row.silent) for row in rows] == [
        (CAT, Sending.UNREACHABLE, False),
        (BEN, Sending.QUEUED, True),
        (ANA, Sending.QUEUED, False),
    ]
    assert rows[0].content is None
    each_its_own = [(row.about, row.expires_at, row.priority) for row in rows]
    assert each_its_own == [
        (f"due:{chat_id}", NOW + HOUR, Priority.PROMPT) for chat_id in (CAT, BEN, ANA)
    ]


def test_ids_are_in_the_order_of_the_rows_in_whatever_order_the_database_returns_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL numbers rows as they are read, and promises no order of what it returns."""
    as_it_is = many._insert_from_json

    def backwards(table: sa.Table, names: tuple[str, ...]) -> sa.Select[tuple[int]]:
        new = as_it_is(table, names).cte("new")
        return sa.select(new.c.id).order_by(new.c.id.desc())

    monkeypatch.setattr(many, "_insert_from_json", backwards)
    people = range(20, 30)
    outgoing = [Outgoing(chat_id=each, act=Act.SEND, content=Content()) for each in people]
    ids = store.write(lambda s: queue_many(s, now=NOW, outgoing=outgoing, started=False))
    chats = store.read(lambda s: [s.get_one(OutboxMessage, number).chat_id for number in ids])
    assert chats == list(people)


def test_words_and_instants_stand_there_as_they_were(store: Store) -> None:
    """Whatever a person typed: quotes, a backslash, an emoji, a line's end."""
    words = '“She said” "no"\\ \n€ 👍🏽 {a,b} %s'
    content = Content(args={"words": words}, html="<b>1</b>")
    one = Outgoing(chat_id=ANA, act=Act.SEND, copy="a", content=content, not_before=NOW + HOUR)
    (row_id,) = store.write(lambda s: queue_many(s, now=NOW, outgoing=[one], started=False))
    row = store.read(lambda s: s.get_one(OutboxMessage, row_id))
    assert content_from(row.content or {}) == content
    assert (row.not_before, row.created_at, row.settled_at) == (NOW + HOUR, NOW, None)
    assert (row.act, row.target_id, row.started, row.attempts) == (Act.SEND, None, False, 0)


def test_numbers_that_are_never_given_twice_are_left_to_sqlite(tmp_path: Path) -> None:
    """A row that was deleted may have had the highest."""
    due = Table.metadata.tables[Due.__tablename__]
    store = Store(fresh_sqlite(tmp_path))
    with pytest.raises(ValueError, match="due"):
        store.write(lambda session: many.insert_many(session, due, [{"member_id": 1}]))
    store.close()
