"""The outbox: what leaves first, what waits, and what becomes of trouble."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post import claiming, outbox, settling
from bot.post.door import Letter, Outcome, Verdict
from bot.post.model import Chat, OutboxMessage, Priority, Sending
from bot.post.outbox import Posting
from bot.store.engine import Store

NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ANA, BEN = 11, 12


def put(
    store: Store, chat_id: int, copy: str, *, priority: Priority = Priority.REPLY, **how: object
) -> int:
    """Queue one message; return its row's id."""

    def work(session: Session) -> int:
        posting = Posting(priority=priority, **how)  # type: ignore[arg-type]
        row = outbox.say(
            session, now=NOW, chat_id=chat_id, copy=copy, args={"words": "secret"}, how=posting
        )
        return row.id

    return store.write(work)


def claim(
    store: Store, *, now: datetime = NOW, limit: int = 10, busy: tuple[int, ...] = ()
) -> list[Letter]:
    """Claim what is due."""
    return store.write(lambda s: claiming.claim(s, now=now, limit=limit, busy=busy))


def settle(
    store: Store, row_id: int, verdict: Verdict, *, now: datetime = NOW, **more: object
) -> None:
    """Settle one row."""
    outcome = Outcome(verdict=verdict, **more)  # type: ignore[arg-type]
    store.write(lambda s: settling.settle(s, [(row_id, outcome)], now=now))


def row(store: Store, row_id: int) -> OutboxMessage:
    """Read one row."""
    return store.read(lambda s: s.get_one(OutboxMessage, row_id))


def test_replies_leave_before_prompts_and_prompts_before_broadcasts(store: Store) -> None:
    """Whoever waits for an answer goes first, however long the queue."""
    for person in range(100, 130):
        put(store, person, "broadcast", priority=Priority.BROADCAST)
    put(store, BEN, "prompt", priority=Priority.PROMPT)
    put(store, ANA, "reply")
    assert [letter.copy for letter in claim(store, limit=3)] == ["reply", "prompt", "broadcast"]


def test_a_chat_has_one_message_on_its_way_and_the_oldest_goes_first(store: Store) -> None:
    """A chat's messages arrive in the order they were said."""
    first, second = put(store, ANA, "one"), put(store, ANA, "two")
    assert [letter.id for letter in claim(store)] == [first]
    assert claim(store, busy=(ANA,)) == []
    settle(store, first, Verdict.SENT, message_id=7)
    assert [letter.id for letter in claim(store)] == [second]


def test_a_long_queue_of_one_chat_does_not_hide_the_others(store: Store) -> None:
    """Somebody with a thousand messages waiting holds up nobody else."""
    for _ in range(200):
        put(store, ANA, "flood")
    put(store, BEN, "mine")
    assert [letter.copy for letter in claim(store, limit=2)] == ["flood", "mine"]


def test_what_was_said_is_erased_when_it_is_sent(store: Store) -> None:
    """A settled row keeps Telegram's id and nothing that anybody wrote."""
    number = put(store, ANA, "one")
    claim(store)
    settle(store, number, Verdict.SENT, message_id=7)
    assert row(store, number).content is None
    assert row(store, number).message_id == 7
    with store.engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT content FROM outbox")).scalar()
    assert kept is None


def test_a_429_holds_the_whole_chat_for_as_long_as_telegram_says(store: Store) -> None:
    """The wait stands on the rows, uncapped, and other chats go on."""
    first, second, other = put(store, ANA, "1"), put(store, ANA, "2"), put(store, BEN, "3")
    claim(store)
    settle(store, first, Verdict.WAIT, wait=10_072)
    settle(store, other, Verdict.SENT)
    early = NOW + timedelta(seconds=10_071)
    third = put(store, ANA, "said meanwhile")
    assert claim(store, now=early) == []
    assert not store.read(lambda s: claiming.anything_due(s, now=early))
    late = NOW + timedelta(seconds=10_073)
    assert [letter.id for letter in claim(store, now=late)] == [first]
    assert {row(store, number).state for number in (second, third)} == {Sending.QUEUED}


def test_a_wait_is_as_long_as_it_was_meant_to_be_when_the_clock_is_put(store: Store) -> None:
    """Neither inside Telegram's wait nor a day late."""
    number = put(store, ANA, "one")
    for jump in (timedelta(days=1), timedelta(days=-1)):
        claim(store)
        settle(store, number, Verdict.WAIT, wait=60)
        store.write(lambda s, jump=jump: settling.shift_waits(s, jump=jump))  # type: ignore[misc]
        assert claim(store, now=NOW + jump + timedelta(seconds=59)) == []
        assert claim(store, now=NOW + jump + timedelta(seconds=60))
        settle(store, number, Verdict.WAIT, wait=0)


def test_a_later_message_does_not_overtake_one_that_is_tried_again(store: Store) -> None:
    """What could not get there keeps its place in the chat."""
    first, second = put(store, ANA, "one"), put(store, ANA, "two")
    claim(store)
    settle(store, first, Verdict.NOT_SENT)
    assert claim(store) == []
    later = NOW + timedelta(seconds=2)
    assert [letter.id for letter in claim(store, now=later)] == [first]
    settle(store, first, Verdict.SENT, now=later)
    assert [letter.id for letter in claim(store, now=later)] == [second]


def test_a_message_in_doubt_is_sent_once_more_and_then_reported(store: Store) -> None:
    """Nobody gets the same words three times because a line was cut twice."""
    number = put(store, ANA, "one")
    claim(store)
    settle(store, number, Verdict.IN_DOUBT)
    assert [letter.doubts for letter in claim(store)] == [1]
    settle(store, number, Verdict.IN_DOUBT)
    assert row(store, number).state is Sending.IN_DOUBT
    assert claim(store) == []


def test_what_was_in_flight_when_a_process_died_is_sent_again(store: Store) -> None:
    """However often that happens to one message, within bounds, it is not lost."""
    number = put(store, ANA, "one")
    for _ in range(settling.DEATHS_ALLOWED):
        assert [letter.id for letter in claim(store)] == [number]
        store.write(lambda s: settling.recover(s, now=NOW))
    assert claim(store) == []
    assert row(store, number).state is Sending.IN_DOUBT


def test_a_line_cut_after_a_death_leaves_a_message_in_doubt(store: Store) -> None:
    """It may have arrived twice by then."""
    number = put(store, ANA, "one")
    claim(store)
    store.write(lambda s: settling.recover(s, now=NOW))
    claim(store)
    settle(store, number, Verdict.IN_DOUBT)
    assert row(store, number).state is Sending.IN_DOUBT


def test_a_message_that_never_got_there_is_tried_again_ever_later(store: Store) -> None:
    """A refused connection costs nothing but time."""
    number = put(store, ANA, "one")
    now = NOW
    waits = []
    for _ in range(8):
        assert [letter.id for letter in claim(store, now=now)] == [number]
        settle(store, number, Verdict.NOT_SENT, now=now)
        waits.append((row(store, number).not_before - now).total_seconds())
        now = row(store, number).not_before
    assert waits[:3] == [2, 4, 8]
    assert max(waits) == 60


def test_a_message_that_cannot_be_made_waits_a_minute_for_a_newer_version(store: Store) -> None:
    """Two versions may run side by side; after that it is a fault of ours."""
    number, now = put(store, ANA, "of the future"), NOW
    for _ in range(settling.UNMADE_TRIES):
        assert [letter.id for letter in claim(store, now=now)] == [number]
        settle(store, number, Verdict.UNMADE, now=now)
        last, now = now, row(store, number).not_before
    assert row(store, number).state is Sending.FAILED
    assert timedelta(minutes=1) <= last - NOW <= timedelta(minutes=2)


def test_somebody_who_blocked_us_is_marked_and_their_queue_is_emptied(store: Store) -> None:
    """403 ends everything for that chat, and for no other."""
    first, second, other = put(store, ANA, "1"), put(store, ANA, "2"), put(store, BEN, "3")
    claim(store)
    settle(store, first, Verdict.UNREACHABLE)
    assert store.read(lambda s: s.get_one(Chat, ANA).unreachable_since) == NOW
    assert row(store, second).state is Sending.UNREACHABLE
    assert row(store, other).state is Sending.CLAIMED
    assert row(store, put(store, ANA, "4")).state is Sending.UNREACHABLE


def test_a_stale_message_is_never_sent(store: Store) -> None:
    """After a long stop, what has expired is not poured over people."""
    number = put(store, ANA, "old", expires_at=NOW + timedelta(hours=1))
    assert claim(store, now=NOW + timedelta(hours=1)) == []
    assert row(store, number).state is Sending.EXPIRED


def test_an_edit_of_a_waiting_message_changes_it_before_it_leaves(store: Store) -> None:
    """Nobody sees the first wording of a message that had not left."""

    def work(session: Session) -> None:
        said = outbox.say(session, now=NOW, chat_id=ANA, copy="one")
        outbox.edit(session, now=NOW, target=said, copy="two")

    store.write(work)
    assert [letter.copy for letter in claim(store)] == ["two"]


def test_an_edit_follows_its_message_and_knows_where_it_stands(store: Store) -> None:
    """An edit finds Telegram's id through our own row."""
    number = put(store, ANA, "one")
    claim(store)
    settle(store, number, Verdict.SENT, message_id=77)
    store.write(
        lambda s: outbox.edit(s, now=NOW, target=s.get_one(OutboxMessage, number), copy="two")
    )
    assert [letter.target_message_id for letter in claim(store)] == [77]


def test_three_messages_a_week_ring_and_the_rest_arrive_silently(store: Store) -> None:
    """What Tandem starts rings at most three times in seven days."""
    numbers = [put(store, ANA, "prompt", started=True) for _ in range(4)]
    assert [row(store, number).silent for number in numbers] == [False, False, False, True]
    later = NOW + timedelta(days=8)
    ringing = store.read(lambda s: outbox.may_ring(s, chat_id=ANA, now=later))
    assert ringing


def test_long_words_are_cut_between_paragraphs_and_lose_nothing() -> None:
    """Whatever somebody wrote arrives, in pieces Telegram takes."""
    words = "\n\n".join(f"{number} " + "wörd 😀 " * 60 for number in range(20))
    pieces = outbox.split_words(words)
    assert len(pieces) > 1
    assert all(len(piece.encode("utf-16-le")) // 2 <= outbox.WORDS_AT_ONCE for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(words.split())
