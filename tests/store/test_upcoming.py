"""When the bot will next have something to do, which the rehearsal's clock asks."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.learning.model import ReminderWatch
from bot.pairs.model import Cohort
from bot.post import outbox
from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.post.outbox import Posting
from bot.rehearsal.upcoming import is_settled, upcoming
from bot.store.base import Table
from bot.store.engine import Store

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _message(store: Store, due: datetime) -> None:
    how = Posting(not_before=due)
    store.write(lambda s: outbox.say(s, now=NOW, chat_id=1, copy="home", how=how))


def _next(store: Store, after: datetime) -> datetime | None:
    return store.read(lambda session: upcoming(session, after=after))


def _settled(store: Store, now: datetime) -> bool:
    return store.read(lambda session: is_settled(session, now=now))


def test_nothing_comes_in_an_empty_database(store: Store) -> None:
    assert _next(store, NOW) is None
    assert _settled(store, NOW)


def test_the_earliest_instant_after_the_given_one_is_next(store: Store) -> None:
    _message(store, NOW + 2 * HOUR)
    _message(store, NOW + HOUR)
    assert _next(store, NOW) == NOW + HOUR
    assert _next(store, NOW + HOUR) == NOW + 2 * HOUR
    assert _next(store, NOW + 2 * HOUR) is None


def test_what_is_due_has_to_be_done_before_it_is_quiet(store: Store) -> None:
    _message(store, NOW + HOUR)
    assert _settled(store, NOW)
    assert not _settled(store, NOW + HOUR)


@pytest.mark.parametrize(
    "row",
    [
        InboxUpdate(update_id=1, raw="{}", state=Arrival.WAITING, received_at=NOW),
        OutboxMessage(chat_id=1, state=Sending.CLAIMED, not_before=NOW, created_at=NOW),
    ],
    ids=["an update nobody handled", "a message on its way"],
)
def test_what_is_under_way_is_not_quiet(store: Store, row: Table) -> None:
    store.write(lambda session: session.merge(row))
    assert not _settled(store, NOW)


def test_a_reminder_that_nobody_can_be_shown_yet_is_no_event(store: Store) -> None:
    """It is tried again each hour, which would make days of a rehearsal crawl."""

    def watch(session: Session) -> None:
        session.add(Cohort(id=1, name="O", programme="p", timezone="Europe/London", created_at=NOW))
        session.flush()
        session.add(ReminderWatch(cohort_id=1, number=1, day=NOW.date(), look_at=NOW + HOUR))

    store.write(watch)
    assert _next(store, NOW) is None
    assert _settled(store, NOW + HOUR)
