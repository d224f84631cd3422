"""A broadcast whose process is killed again and again on the way, while people write.

    python -m tests.chaos.broadcasts --recipients 10000 --kills 100
    python -m tests.chaos.broadcasts --recipients 10000 --kills 3 --on sqlite

Counted on the receiving side: everybody gets it, and every text has its effect once; only
what was in flight at a kill may come twice.
"""

import argparse
import random
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.broadcast import FIRST_RECIPIENT, TYPISTS, fill, send
from benchmarks.telegram import telegram
from bot.broadcast.model import Broadcast, Delivery, Stage
from bot.clock import SystemClock
from bot.post.many import count_about, is_under_way
from bot.post.model import OutboxMessage, Sending
from bot.store.engine import Store
from tests.chaos.places import Kind, a_store, add_kinds, an_address
from tests.chaos.typists import Typists
from tests.processes import StandinProcess, tandem_run, wait_until

WORDS = "See you on Monday"
ABOUT = "broadcast:1"
IN_FLIGHT = 10
"""Messages that may be on their way at once at up to 33 a second."""
READ_LATE = timedelta(seconds=0.4)
"""What was on its way at a kill may be read by the stand-in so much later; no start is as quick."""
STILLBORN = 0.2
"""Of the kills, those that come while the process starts."""
RESUMES_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    recipients: int = 400
    kills: int = 3
    rate: float = 30
    """Messages a second: what Telegram permits."""
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    recipients: int
    deliveries: int
    missed: int
    """Who got nothing, reported as being in doubt or not."""
    in_doubt: int
    """Reported so: sent twice, or never, and nobody knows which."""
    updates: int
    lost: int
    """Texts without their effect, or whose answer did not come."""
    doubled: int
    """Texts that had their effect twice."""
    repeated: int
    """Messages that came twice."""
    repeated_at_worst: int
    """At one kill."""
    resumed_after: float
    """Seconds from a restart to the first message, at worst."""
    seconds: float


@dataclass
class Killing:
    """The broadcast, the people who write meanwhile, and the kills."""

    plan: Plan
    folder: Path
    address: str
    store: Store
    standin: StandinProcess
    dice: random.Random

    def run(self) -> Figures:
        """Do it; return the figures."""
        began = time.monotonic()
        typists = Typists(self.standin, TYPISTS, self.dice, pause=1.0, thoughtful=True)
        resumes = [0.0]
        with typists.writing():
            kills = [self._live_and_die(resumes) for _ in range(self.plan.kills)]
            with self._process():
                wait_until(lambda: _is_over(self.store), seconds=1200)
        with self._process():
            wait_until(lambda: typists.all_done(self.store))
        received = self._received()
        orphans = self._orphans(received)
        told = {call["chat_id"] for call in received if WORDS in call["text"]}
        reached = {chat for chat in told if chat >= FIRST_RECIPIENT}
        in_doubt = self.store.read(lambda s: count_about(s, ABOUT)).get(Sending.IN_DOUBT, 0)
        return Figures(
            recipients=self.plan.recipients,
            deliveries=self.store.read(lambda s: s.scalar(sa.select(sa.func.count(Delivery.id))))
            or 0,
            missed=self.plan.recipients - len(reached),
            in_doubt=in_doubt,
            updates=typists.updates,
            lost=typists.lost(self.store) + typists.forgotten(self.store),
            doubled=typists.doubled(self.store),
            repeated=len(orphans),
            repeated_at_worst=max(
                Counter(bisect_left(kills, at) for at in orphans).values(), default=0
            ),
            resumed_after=round(max(resumes), 1),
            seconds=round(time.monotonic() - began),
        )

    def _process(self) -> Any:
        return tandem_run(
            self.standin, self.folder, DATABASE_URL=self.address, SEND_RATE=str(self.plan.rate)
        )

    def _live_and_die(self, resumes: list[float]) -> datetime:
        """Start a process and kill it; return when. Note how long it took to send again."""
        mean = self.plan.recipients / self.plan.rate / self.plan.kills
        born = time.monotonic()
        before = self._messages()
        with self._process() as process:
            if self.dice.random() < STILLBORN:
                time.sleep(self.dice.uniform(0, 1))
            else:
                wait_until(
                    lambda: self._messages() > before or _is_over(self.store),
                    seconds=RESUMES_SECONDS,
                )
                resumes.append(time.monotonic() - born)
                time.sleep(self.dice.uniform(0, 2 * mean))
            assert process.poll() is None
            process.kill()
            return SystemClock().now() + READ_LATE

    def _messages(self) -> int:
        """Return the number of the newest message that reached the stand-in."""
        with suppress(OSError):
            newest = self.standin.get("/journal?method=sendMessage&last=1")
            return int(newest[0]["number"]) if newest else 0
        return 0

    def _received(self) -> list[dict[str, Any]]:
        return [
            {**call["outcome"]["result"], "at": datetime.fromisoformat(call["at"]),
             "chat_id": int(call["parameters"]["chat_id"])}
            for call in self.standin.calls("sendMessage")
            if call["outcome"].get("ok")
        ]  # fmt: skip

    def _orphans(self, received: list[dict[str, Any]]) -> list[datetime]:
        """Return when messages came of which the database does not know: they were sent again."""
        known = sa.select(OutboxMessage.message_id)
        noted = self.store.read(lambda session: set(session.scalars(known)))
        return [call["at"] for call in received if call["message_id"] not in noted]


def run(plan: Plan, kind: Kind, folder: Path) -> Figures:
    """Do it on one kind of database; return the figures."""
    people = range(1, FIRST_RECIPIENT + plan.recipients)
    with (
        an_address(kind, folder) as address,
        a_store(address) as store,
        telegram(people, limits=None) as phones,
    ):
        now = SystemClock().now()
        store.write(lambda session: fill(session, now, plan.recipients))
        store.write(send)
        standin = StandinProcess(phones.url)
        return Killing(plan, folder, address, store, standin, random.Random(plan.seed)).run()


def _is_over(store: Store) -> bool:
    def look(session: Session) -> bool:
        broadcast = session.get_one(Broadcast, 1)
        queued = broadcast.stage is Stage.SENDING and broadcast.job_queued
        return (queued or broadcast.stage is Stage.SENT) and not is_under_way(session, ABOUT)

    return store.read(look)


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    add_kinds(parser)
    given = parser.parse_args()
    plan = Plan(recipients=given.recipients, kills=given.kills)
    for kind in given.on or Kind:
        with tempfile.TemporaryDirectory() as folder:
            print(kind, run(plan, kind, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
