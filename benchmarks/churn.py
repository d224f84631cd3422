"""A PostgreSQL that churns for an hour: do the questions of an idle moment stay quick?

    python -m benchmarks.churn [--minutes 60] [--a-second 200] [--members 10000]
    python -m benchmarks.churn --defaults        with PostgreSQL's own vacuum settings
    python -m benchmarks.churn --backup          beside a reader whose transaction stays open

Each second so many updates are taken in, settled and answered, and a quarter as many prompts
are due and sent; now and then there is a broadcast. All goes through the bot's own functions,
and old rows are forgotten. Ends non-zero when a question took 10 ms (the median of 15).
"""

import argparse
import asyncio
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

import bot.models  # noqa: F401 - makes every table known
from benchmarks.databases import careful_postgres, new_database
from benchmarks.idling import WATCHED, Questions
from benchmarks.members import FIRST_CHAT, NEXT, fill, make_due
from bot.clock import SystemClock
from bot.planner import Planner
from bot.post import claiming, inbox, settling
from bot.post.chats import Chats
from bot.post.content import Content
from bot.post.door import Outcome, Verdict
from bot.post.inbox import RawUpdate
from bot.post.many import Outgoing, queue_many
from bot.post.model import OUTBOX, Act, Priority
from bot.reflection.model import Due, DueState
from bot.store.base import Table
from bot.store.engine import Store
from bot.store.leases import SharedLead
from bot.store.schema import bring_up_to_date
from handlers import PARTS

WANTED_MS = 10.0
REPORT_SECONDS = 180
FORGET_ROUNDS = 10
INBOX_KEPT, OUTBOX_KEPT = timedelta(minutes=5), timedelta(minutes=15)
AT_ONCE = 500
BROADCAST = 3000
AHEAD = timedelta(days=60)


@dataclass
class Churn:
    """People who write and are written to, a second at a time."""

    store: Store
    a_second: int
    members: int
    lead: SharedLead = field(init=False)
    _updates: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _next: int = 0

    def __post_init__(self) -> None:
        self.lead = SharedLead(self.store)
        self._planner = Planner(store=self.store, clock=SystemClock(), parts=PARTS, lead=self.lead)

    async def a_round(self, number: int) -> None:
        """Do what happens in one second."""
        await asyncio.to_thread(self._people_write)
        prompts, first = self.a_second // 4, self._some(self.a_second // 4)
        await asyncio.to_thread(self.store.write, lambda s: self._come_due(s, first, prompts))
        await self._planner.tick()
        await asyncio.to_thread(self.send, 2 * self.a_second)
        await asyncio.to_thread(self.store.write, lambda s: _put_back(s, first, prompts))
        if number % FORGET_ROUNDS == 0:
            await asyncio.to_thread(self._forget)

    def broadcast(self) -> None:
        """Queue for many at once."""
        first = self._some(BROADCAST)
        for start in range(first, first + BROADCAST, AT_ONCE):
            self.store.write(partial(_queue, members=range(start, start + AT_ONCE)))

    def _some(self, count: int) -> int:
        """Return the first of the next so many members, round and round."""
        first = self._next % max(1, self.members - count) + 1
        self._next += count
        return first

    def _people_write(self) -> None:
        first = self._some(self.a_second)
        for start in range(first, first + self.a_second, 20):
            self.store.write(partial(self._take_in, who=range(start, start + 20)))
        self.store.write(lambda s: _queue(s, range(first, first + self.a_second)))

    def _take_in(self, session: Session, who: range) -> None:
        now = _now()
        updates = [
            RawUpdate(update_id=next(self._updates), chat_id=FIRST_CHAT + each, raw="{}" * 200)
            for each in who
        ]
        inbox.take_in(session, updates, now=now)
        waiting = inbox.waiting(session, limit=50)
        chats = Chats(session, {each.chat_id for each in waiting if each.chat_id})
        for each in waiting:
            chats.hear(chats.of(each.chat_id or 0), each.update_id)
        chats.write()
        inbox.settle(session, waiting)

    @staticmethod
    def _come_due(session: Session, first: int, count: int) -> None:
        make_due(session, _now(), first=first, count=count)

    def send(self, most: int) -> None:
        """Claim and settle, as the sender does."""
        sent = 0
        while sent < most:
            letters = self.store.write(lambda s: claiming.claim(s, now=_now(), limit=64, busy=()))
            if not letters:
                return
            done = [
                (each.id, Outcome(verdict=Verdict.SENT, message_id=each.id)) for each in letters
            ]
            self.store.write(partial(settling.settle, outcomes=done, now=_now()))
            sent += len(letters)

    def _forget(self) -> None:
        while self.store.write(
            lambda s: inbox.forget_old(s, now=_now(), keep=INBOX_KEPT, limit=AT_ONCE)
        ):
            pass
        while self.store.write(_forget_messages):
            pass


def _now() -> datetime:
    return SystemClock().now()


def _queue(session: Session, members: range) -> None:
    outgoing = [
        Outgoing(
            chat_id=FIRST_CHAT + each,
            act=Act.SEND,
            copy="home",
            content=Content(args={"name": f"Person {each}", "words": "so " * 60}),
        )
        for each in members
    ]
    queue_many(session, now=_now(), outgoing=outgoing, started=False, priority=Priority.REPLY)


def _put_back(session: Session, first: int, count: int) -> None:
    """Let the prompts that were sent be to come once more."""
    later = _now() + AHEAD
    session.execute(
        sa.update(Due)
        .where(
            Due.prompt_id == NEXT,
            Due.state == DueState.OPEN,
            Due.member_id.between(first, first + count - 1),
        )
        .values(state=DueState.PLANNED, due_at=later, sent_at=None, card_id=None)
    )


def _forget_messages(session: Session) -> int:
    old = sa.select(OUTBOX.c.id).where(OUTBOX.c.settled_at < _now() - OUTBOX_KEPT).limit(AT_ONCE)
    gone = session.execute(sa.delete(OUTBOX).where(OUTBOX.c.id.in_(old)).returning(OUTBOX.c.id))
    return len(gone.all())


def main() -> None:
    """Churn, and report now and then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--a-second", type=int, default=200)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--defaults", action="store_true", help="PostgreSQL's own settings")
    parser.add_argument("--backup", action="store_true", help="a reader stays, as for a backup")
    given = parser.parse_args()
    with careful_postgres() as server:
        store = Store(new_database(server, "churning"))
        bring_up_to_date(store.engine)
        if given.defaults:
            _reset(store)
        store.write(lambda session: fill(session, _now(), given.members))
        with _reader(store) if given.backup else _nobody():
            slowest = asyncio.run(_run(Churn(store, given.a_second, given.members), given.minutes))
        store.close()
    print(f"\nThe slowest question: {slowest:.1f} ms (wanted: under {WANTED_MS:.0f}).")
    raise SystemExit(slowest >= WANTED_MS)


async def _run(churn: Churn, minutes: float) -> float:
    questions = Questions(churn.store)
    print("Questions: ms, median (least–most) of 15. Tables: dead rows / MB / vacuums / % HOT.\n")
    print(f"| minute | planner's look | anything due | claim | {' | '.join(WATCHED)} |")
    print(f"|{'---|' * (4 + len(WATCHED))}", flush=True)
    await churn.lead.gain()
    renewing = asyncio.create_task(_keep_leading(churn.lead))
    began, reported, late, broken = time.monotonic(), 0.0, 0, 0
    for number in itertools.count(1):
        passed = time.monotonic() - began
        late += passed > number + late
        is_over = passed >= 60 * minutes
        try:
            await churn.a_round(number)
            if passed - reported >= REPORT_SECONDS or is_over:
                await asyncio.to_thread(churn.send, 10 * BROADCAST)
                await asyncio.to_thread(questions.report, passed / 60)
                await asyncio.to_thread(churn.broadcast)
                reported = passed
        except sa.exc.OperationalError:  # too slow for PostgreSQL, on a machine that is too busy
            broken += 1
        if is_over:
            break
        await asyncio.sleep(max(0.0, began + number + late - time.monotonic()))
    renewing.cancel()
    print(f"\n{number} rounds, {late} of them late, {broken} broken off.")
    return questions.slowest


async def _keep_leading(lead: SharedLead) -> None:
    while True:
        await lead.lose()
        await lead.gain()


def _reset(store: Store) -> None:
    with store.engine.begin() as connection:
        for table in Table.metadata.tables.values():
            if table.info.get("storage"):
                names = ", ".join(table.info["storage"])
                connection.exec_driver_sql(f"ALTER TABLE {table.name} RESET ({names})")


@contextmanager
def _reader(store: Store) -> Iterator[None]:
    """Keep a transaction open that sees what was there when it began."""
    with store.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = 0")
        connection.exec_driver_sql("SELECT count(*) FROM member")
        yield


@contextmanager
def _nobody() -> Iterator[None]:
    yield


if __name__ == "__main__":
    main()
