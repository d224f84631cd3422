"""Messages that go into the outbox together stand there as if each had come alone."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post import outbox
from bot.post.batch import put_in
from bot.post.many import batch_for
from bot.post.model import Chat, OutboxMessage, Sending
from bot.post.outbox import Posting
from bot.store.engine import Store

NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ANA, BEN, CAT = 11, 12, 13


def test_a_batch_keeps_the_order_the_week_and_who_cannot_be_reached(store: Store) -> None:
    """The fourth message of a week is silent, and who blocked the bot gets none."""

    def work(session: Session) -> None:
        session.add(Chat(id=CAT, unreachable_since=NOW))
        for _ in range(outbox.NOTIFYING_A_WEEK):
            outbox.say(session, now=NOW, chat_id=BEN, copy="a", how=Posting(started=True))
        batch = batch_for(session, {ANA, BEN, CAT}, now=NOW)
        how = Posting(started=True, batch=batch)
        for chat_id in (CAT, BEN, ANA):
            outbox.say(session, now=NOW, chat_id=chat_id, copy="together", how=how)
        put_in(session, batch)
        assert [row.id for row in batch.rows] == sorted(row.id for row in batch.rows)

    store.write(work)
    together = sa.select(OutboxMessage).where(OutboxMessage.copy == "together")
    rows = store.read(lambda s: s.scalars(together.order_by(OutboxMessage.id)).all())
    assert [(row.chat_id, row.state, row.silent) for row in rows] == [
        (CAT, Sending.UNREACHABLE, False),
        (BEN, Sending.QUEUED, True),
        (ANA, Sending.QUEUED, False),
    ]
    assert rows[0].content is None
