"""The machine's clock is put by an hour and by a day, both ways, while people write.

    python -m tests.chaos.clocks --rest 20

A broadcast that is due in half an hour must come once: when the clock is put an hour on, and
not again when it is put back. Every text must have its effect once, and soon.
"""

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.broadcast import FIRST_RECIPIENT, TYPISTS, fill
from benchmarks.telegram import telegram
from bot.broadcast.audience import Audience
from bot.broadcast.content import Item, Message
from bot.broadcast.moments import When
from bot.broadcast.sending import schedule
from bot.clock import SystemClock
from bot.people.model import Facilitator
from bot.store.engine import Store
from tests.chaos.places import Kind, a_store, add_kinds, an_address
from tests.chaos.typists import Typists
from tests.processes import StandinProcess, tandem_run, wait_until

HOUR, DAY = 3600.0, 86_400.0
WORDS = "See you on Monday"
RECIPIENTS = 20


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    rest: float = 2
    """Seconds between two moves."""
    offs: tuple[float, ...] = (HOUR, 0, DAY, 0, -HOUR, 0, -DAY, 0)
    """How far the clock is off after each move."""
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    moves: int
    updates: int
    lost: int
    doubled: int
    repeated: int
    broadcasts: int
    """Messages of the broadcast that came; there are as many people."""
    slowest: float
    """Seconds after a move until all that was written before it was answered, at worst."""


def run(plan: Plan, kind: Kind, folder: Path) -> Figures:
    """Do it on one kind of database; return the figures."""
    people = range(1, FIRST_RECIPIENT + RECIPIENTS)
    off, dice = folder / "off", random.Random(plan.seed)
    with (
        an_address(kind, folder) as address,
        a_store(address) as store,
        telegram(people, limits=None) as phones,
    ):
        standin = StandinProcess(phones.url)
        now = SystemClock().now()
        store.write(lambda session: fill(session, now, RECIPIENTS))
        _schedule(store)
        typists = Typists(standin, TYPISTS, dice, pause=0.3, thoughtful=True)
        slowest = 0.0
        program = ["tests.chaos.moved", str(off)]
        with tandem_run(standin, folder, program=program, DATABASE_URL=address) as process:
            wait_until(lambda: standin.calls("getUpdates"))
            with typists.writing():
                for seconds in plan.offs:
                    time.sleep(plan.rest)
                    off.write_text(str(seconds))
                    slowest = max(slowest, _answered(typists))
            wait_until(lambda: typists.all_done(store))
            time.sleep(plan.rest)
            assert process.poll() is None
        return Figures(
            moves=len(plan.offs),
            updates=typists.updates,
            lost=typists.lost(store) + typists.forgotten(store),
            doubled=typists.doubled(store),
            repeated=typists.repeated(),
            broadcasts=_told(standin),
            slowest=round(slowest, 1),
        )


def _answered(typists: Typists) -> float:
    """Return how many seconds it takes until what was asked so far is answered."""
    asked, began = dict(typists.asked), time.monotonic()
    wait_until(lambda: all(typists.answers(person) >= n for person, n in asked.items()))
    return time.monotonic() - began


def _schedule(store: Store) -> None:
    """Let a broadcast be due in half an hour."""
    due = SystemClock().now() + timedelta(minutes=30)
    store.write(
        lambda session: schedule(
            session,
            now=SystemClock().now(),
            facilitator=session.get_one(Facilitator, 1),
            audience=Audience(cohorts=(2,)),
            message=Message(items=(Item(html=f"{WORDS}."),)),
            when=When(at=due),
        )
    )


def _told(standin: StandinProcess) -> int:
    """Return how many listeners' chats got the broadcast, each as often as it came."""
    return sum(
        int(call["parameters"]["chat_id"]) >= FIRST_RECIPIENT
        and WORDS in call["parameters"]["text"]
        for call in standin.calls("sendMessage")
        if call["outcome"].get("ok")
    )


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rest", type=float, default=20)
    add_kinds(parser)
    given = vars(parser.parse_args())
    kinds, plan = given.pop("on") or Kind, Plan(**given)
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder:
            print(kind, run(plan, kind, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
