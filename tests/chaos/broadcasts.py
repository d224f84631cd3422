"""A broadcast whose process is killed again and again on the way.

    python -m tests.chaos.broadcasts --recipients 10000 --kills 3

Counted on the receiving side: everybody gets it; only what was in flight at a kill may
come twice.
"""

import argparse
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

import bot.models  # noqa: F401 - makes every table known
from benchmarks.broadcast import FIRST_RECIPIENT, fill, send
from benchmarks.telegram import Telegram, telegram
from bot.broadcast.model import Broadcast, Delivery, Stage
from bot.clock import SystemClock
from bot.post.many import count_about, is_under_way
from bot.post.model import Sending
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date
from tests.processes import StandinProcess, tandem_run, wait_until

WORDS = "See you on Monday"
ABOUT = "broadcast:1"
RATE = 200
IN_FLIGHT = 60
"""Messages that may be on their way at once at this rate."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    recipients: int = 400
    kills: int = 3


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    recipients: int
    deliveries: int
    missed: int
    """Who got nothing and is not reported as being in doubt."""
    repeated: int
    in_doubt: int


def run(plan: Plan, folder: Path) -> Figures:
    """Do it; return the figures."""
    store = Store(f"sqlite:///{folder / 'tandem.db'}")
    bring_up_to_date(store.engine)
    now = SystemClock().now()
    store.write(lambda session: fill(session, now, plan.recipients))
    store.write(send)
    try:
        people = range(1, FIRST_RECIPIENT + plan.recipients)
        with telegram(people, limits=None) as phones:
            return _run(plan, folder, store, phones)
    finally:
        store.close()


def _run(plan: Plan, folder: Path, store: Store, phones: Telegram) -> Figures:
    standin = StandinProcess(phones.url)
    for number in range(1, plan.kills + 1):
        enough = plan.recipients * number // (plan.kills + 1)
        with tandem_run(standin, folder, SEND_RATE=str(RATE)) as process:
            wait_until(lambda least=enough: _settled(store) >= least, seconds=300)  # type: ignore[misc]
            process.kill()
    with tandem_run(standin, folder, SEND_RATE=str(RATE)):
        wait_until(lambda: _is_over(store), seconds=300)
    got = _received(standin)
    counts = store.read(lambda session: count_about(session, ABOUT))
    missing = plan.recipients - len(got)
    in_doubt = counts.get(Sending.IN_DOUBT, 0)
    return Figures(
        recipients=plan.recipients,
        deliveries=store.read(lambda s: s.scalar(sa.select(sa.func.count(Delivery.id)))) or 0,
        missed=max(0, missing - in_doubt),
        repeated=sum(got.values()) - len(got),
        in_doubt=in_doubt,
    )


def _is_over(store: Store) -> bool:
    def look(session: Session) -> bool:
        broadcast = session.get_one(Broadcast, 1)
        queued = broadcast.stage is Stage.SENDING and broadcast.job_queued
        return (queued or broadcast.stage is Stage.SENT) and not is_under_way(session, ABOUT)

    return store.read(look)


def _settled(store: Store) -> int:
    counts = store.read(lambda session: count_about(session, ABOUT))
    return counts.get(Sending.SENT, 0)


def _received(standin: StandinProcess) -> Counter[int]:
    """Return how often each chat got the words."""
    return Counter(
        int(call["parameters"]["chat_id"])
        for call in standin.calls("sendMessage")
        if call["outcome"].get("ok") and WORDS in call["outcome"]["result"]["text"]
    )


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(run(Plan(recipients=given.recipients, kills=given.kills), Path(folder)))


if __name__ == "__main__":
    main()
