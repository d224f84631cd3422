"""The inbox: an update is kept once, whatever Telegram does."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.post import inbox
from bot.post.inbox import RawUpdate
from bot.post.model import InboxUpdate
from bot.store.engine import Store

NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)


def take_in(store: Store, *numbers: int, now: datetime = NOW) -> int:
    """Store updates with these ids; return how many were new."""
    updates = [RawUpdate(update_id=number, chat_id=1, raw="{}") for number in numbers]
    return store.write(lambda s: inbox.take_in(s, updates, now=now))


def handle_all(store: Store) -> None:
    """Settle every waiting update."""

    def work(session: Session) -> None:
        for row in inbox.waiting(session, limit=9):
            inbox.settle(row)

    store.write(work)


def test_an_update_that_comes_twice_is_kept_once(store: Store) -> None:
    """The same id is the same update, in one batch or in two."""
    assert take_in(store, 5, 6, 6) == 2
    assert take_in(store, 6, 5) == 0


def test_ids_may_come_in_any_order(store: Store) -> None:
    """A lower id than the last one is still new."""
    assert take_in(store, 900) == 1
    assert take_in(store, 3) == 1


def test_an_id_is_forgotten_after_a_week(store: Store) -> None:
    """Telegram's ids may restart, so an old one must not block a new update."""
    take_in(store, 5)
    handle_all(store)
    later = NOW + timedelta(days=8)
    store.write(lambda s: inbox.forget_old(s, now=later))
    assert take_in(store, 5, now=later) == 1


def test_a_waiting_update_is_never_forgotten(store: Store) -> None:
    """What nobody has handled stays, however old."""
    take_in(store, 5)
    store.write(lambda s: inbox.forget_old(s, now=NOW + timedelta(days=80)))
    assert len(store.read(lambda s: inbox.waiting(s, limit=9))) == 1


def test_what_was_raw_is_erased_when_handled(store: Store) -> None:
    """A handled update keeps its id and time only."""
    take_in(store, 5)
    handle_all(store)
    assert store.read(lambda s: s.get_one(InboxUpdate, 1).raw) is None


def test_poison_is_set_aside_after_three_tries(store: Store) -> None:
    """One update that cannot be handled does not stop the others for ever."""
    take_in(store, 5)
    outcomes = [
        store.write(lambda s: [inbox.count_failure(row) for row in inbox.waiting(s, limit=9)])
        for _ in range(4)
    ]
    assert outcomes == [[False], [False], [True], []]
