"""How the store commits, and what is told of what it refuses."""

from datetime import UTC, datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.post.inbox import INBOX
from bot.store.engine import Store
from tests.betrayals import betrayals
from tests.overhearing import Overheard

NORMAL, FULL = 1, 2


def how_safe(session: Session) -> int:
    """Return how SQLite treats the disk in this transaction."""
    return int(session.execute(sa.text("PRAGMA synchronous")).scalar_one())


def test_what_is_written_is_on_the_disk_and_what_is_noted_with_the_next_write(store: Store) -> None:
    """An acknowledged update outlasts a power cut; whether a message was claimed need not."""
    if store.is_sqlite:
        assert [store.note(how_safe), store.write(how_safe)] == [NORMAL, FULL]
        assert [store.write(how_safe), store.note(how_safe)] == [FULL, NORMAL]


async def test_what_is_noted_is_there_for_everybody(store: Store) -> None:
    """It is a transaction like any other, as long as the machine has power."""
    store.write(lambda session: session.execute(sa.text("CREATE TABLE scrap (n INTEGER)")))
    insert, count = sa.text("INSERT INTO scrap VALUES (1)"), sa.text("SELECT count(*) FROM scrap")
    await store.run(lambda session: session.execute(insert), hasty=True)
    assert store.read(lambda session: session.scalar(count)) == 1
    store.write(lambda session: session.execute(sa.text("DROP TABLE scrap")))


def test_a_row_that_the_database_refuses_is_not_in_the_log(
    store: Store, overheard: Overheard
) -> None:
    """PostgreSQL tells the whole row, whatever SQLAlchemy hides."""
    words = "I have told nobody"
    row = {"update_id": 7, "raw": words, "received_at": datetime.now(UTC), "state": None}
    try:
        store.write(lambda session: session.execute(sa.insert(INBOX), row))
    except IntegrityError:
        structlog.get_logger().exception("an update could not be handled")
    assert words in overheard.typed
    assert "IntegrityError" in overheard.log.getvalue()
    assert betrayals(overheard.log.getvalue(), overheard.typed) == []
