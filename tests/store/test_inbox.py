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
        inbox.settle(session, inbox.waiting(session, limit=9))

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


def test_an_old_id_blocks_no_new_update_before_it_is_cleared_away(store: Store) -> None:
    """Ids restart after a quiet week, whenever housekeeping last ran."""
    take_in(store, 5, 6)
    handle_all(store)
    take_in(store, 7, now=NOW + timedelta(days=6))
    assert take_in(store, 5, 6, 7, now=NOW + timedelta(days=7, seconds=1)) == 2


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

    def fail(session: Session) -> list[str | None]:
        return [inbox.count_failure(session, row) for row in inbox.waiting(session, limit=9)]

    references = [reference for _ in range(4) for reference in store.write(fail)]
    assert references[:2] == [None, None]
    assert references[2:] == [store.read(lambda s: s.get_one(InboxUpdate, 1).reference)]
    assert references[2]


def take_in_from(store: Store, chat_id: int, *numbers: int) -> None:
    """Store updates of one person."""
    updates = [RawUpdate(update_id=number, chat_id=chat_id, raw="{}") for number in numbers]
    store.write(lambda s: inbox.take_in(s, updates, now=NOW))


def test_one_person_keeps_nobody_waiting(store: Store) -> None:
    """Whoever sends a thousand has a few of them in a batch, behind those of all others."""
    take_in_from(store, 1, *range(1000))
    take_in_from(store, 2, 2000, 2001)
    rows = store.read(lambda s: inbox.waiting(s, limit=20))
    assert [row.update_id for row in rows] == [2000, 2001, *range(inbox.EACH)]
    assert store.read(lambda s: inbox.is_flooding(s, chat_id=1))
    assert not store.read(lambda s: inbox.is_flooding(s, chat_id=2))


def test_nobody_else_takes_what_is_being_handled(store: Store) -> None:
    """Two processes: what a circle's first has claimed, with all that follows, waits."""
    if store.is_sqlite:
        return  # one transaction at a time
    for chat_id in (1, 2, 3):
        take_in_from(store, chat_id, chat_id * 10, chat_id * 10 + 1)

    def circles(_: Session, __: object) -> dict[int | None, str]:
        return {1: "pair:1", 2: "pair:1"}

    def first(session: Session) -> list[int]:
        mine = inbox.waiting(session, limit=1, circles=circles)
        others = store.write(
            lambda s: [row.update_id for row in inbox.waiting(s, limit=9, circles=circles)]
        )
        assert [row.update_id for row in mine] == [10]
        return others

    assert store.write(first) == [30, 31]
