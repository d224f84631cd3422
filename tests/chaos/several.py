"""Several processes on one PostgreSQL, while Telegram is clumsy and processes die.

    python -m tests.chaos.several --people 40 --texts 25 --rounds 5

Updates come one to five times, shuffled, through the webhooks of two processes at once,
while the leading process is killed or stopped. Counted on the receiving side: every
`/help` is answered exactly once (a message in flight at a kill may come twice).
"""

import argparse
import json
import random
import signal
import socket
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from urllib.error import HTTPError

import sqlalchemy as sa

import bot.models  # noqa: F401 - makes every table known
from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.store.engine import Store
from bot.store.leases import Lease
from bot.store.schema import bring_up_to_date
from tests.postgres import a_server
from tests.processes import StandinProcess, standin_process, tandem_run, wait_until

SECRET = "a-secret-of-the-tests"
FIRST_PERSON = 5001
IN_FLIGHT = 8


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    people: int = 8
    texts: int = 10
    """Of each person."""
    rounds: int = 1
    """Times that the leader is killed, and times that it is stopped and woken."""
    seed: int = 20270303


@dataclass(kw_only=True)
class Figures:
    """What came of it."""

    updates: int = 0
    posts: int = 0
    refused: int = 0
    """Answered 503, or not at all: brought again."""
    lost: int = 0
    repeated: int = 0
    takeovers: list[float] = field(default_factory=list)
    """Seconds from the death of the leader to the next one."""


@dataclass
class Process:
    """One `tandem run` with a webhook of its own."""

    port: int
    running: "Popen[str]"


@dataclass
class Several:
    """The processes, and the people who write."""

    standin: StandinProcess
    store: Store
    folder: Path
    figures: Figures = field(default_factory=Figures)
    processes: list[Process] = field(default_factory=list)
    _stack: ExitStack = field(default_factory=ExitStack)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Start one more process."""
        port = _free_port()
        running = self._stack.enter_context(
            tandem_run(
                self.standin,
                self.folder,
                log=f"{port}.log",
                DATABASE_URL=_address(self.store),
                WEBHOOK_URL="https://tandem.invalid/telegram",
                WEBHOOK_SECRET=SECRET,
                LISTEN=f"127.0.0.1:{port}",
                SEND_RATE="200",
            )
        )
        wait_until(lambda: _is_live(port))
        self.processes.append(Process(port, running))

    def close(self) -> None:
        """End what still runs."""
        self._stack.close()

    def bring(self, update: dict[str, object], dice: random.Random) -> None:
        """Bring one update, as often as Telegram would, until some process takes it."""
        body = json.dumps(update).encode()
        for _ in range(dice.randint(1, 5)):
            while not self._post(dice.choice(self.processes).port, body):
                time.sleep(0.05)

    def _post(self, port: int, body: bytes) -> bool:
        with self._counting:
            self.figures.posts += 1
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/telegram", data=body, headers=headers
        )
        try:
            with urllib.request.urlopen(request, timeout=3):
                return True
        except (HTTPError, OSError):
            with self._counting:
                self.figures.refused += 1
            return False

    def leader(self) -> str | None:
        """Return who holds the lease."""
        return self.store.read(lambda s: s.scalar(sa.select(Lease.holder)))

    def leading(self) -> Process:
        """Return the process that leads, by its own metrics."""
        found: list[Process] = []

        def look() -> bool:
            found[:] = [p for p in self.processes if p.running.poll() is None and _leads(p.port)]
            return len(found) == 1

        wait_until(look)
        return found[0]

    def lose_leader(self, how: signal.Signals) -> Process:
        """Kill or stop the leader, and time how long it takes until another leads."""
        process, before = self.leading(), self.leader()
        self.processes.remove(process)
        process.running.send_signal(how)
        died = time.monotonic()
        wait_until(lambda: self.leader() not in (before, None))
        self.figures.takeovers.append(time.monotonic() - died)
        return process


def run(plan: Plan, postgres: str, folder: Path) -> Figures:
    """Do it all on an empty database; return the figures."""
    dice = random.Random(plan.seed)
    store = Store(postgres)
    bring_up_to_date(store.engine)
    people = range(FIRST_PERSON, FIRST_PERSON + plan.people)
    with standin_process() as standin:
        for person in people:
            standin.post("/people", {"id": person, "first_name": f"Person {person}"})
            standin.post(f"/chats/{person}/text", {"text": "hello"})  # opens the chat
        world = Several(standin, store, folder)
        try:
            world.start()
            world.start()
            updates = [
                _help(number * plan.people + place, person, number)
                for number in range(plan.texts)
                for place, person in enumerate(people)
            ]
            world.figures.updates = len(updates)
            with ThreadPoolExecutor(8) as callers:
                # Shuffled within a window, as parallel deliveries are.
                order = sorted(range(len(updates)), key=lambda i: i + dice.uniform(0, 20))
                brought = [callers.submit(world.bring, updates[i], random.Random(i)) for i in order]
                for _ in range(plan.rounds):
                    _kill_one(world)
                    _stop_one(world)
                for each in brought:
                    each.result()
            wait_until(lambda: _is_done(store), seconds=60)
            _count(world, people, plan)
        finally:
            world.close()
            store.close()
    return world.figures


def _kill_one(world: Several) -> None:
    world.start()
    world.lose_leader(signal.SIGKILL)


def _stop_one(world: Several) -> None:
    """Stop the leader, let another take over, and wake it: it must find out and follow."""
    world.start()
    stopped = world.lose_leader(signal.SIGSTOP)
    time.sleep(2)
    stopped.running.send_signal(signal.SIGCONT)
    world.processes.append(stopped)
    wait_until(lambda: _is_live(stopped.port) and not _leads(stopped.port))


def _count(world: Several, people: range, plan: Plan) -> None:
    for person in people:
        chat = world.standin.get(f"/chats/{person}?deleted=1")
        answers = sum("999" in m["text"] for m in chat["messages"] if m["from_bot"])
        world.figures.lost += max(0, plan.texts - answers)
        world.figures.repeated += max(0, answers - plan.texts)


def _help(number: int, person: int, text: int) -> dict[str, object]:
    sender = {"id": person, "is_bot": False, "first_name": "P"}
    return {
        "update_id": 900_000 + number,
        "message": {
            "message_id": 10_000 + text, "date": 1_800_000_000, "from": sender,
            "chat": {"id": person, "type": "private"}, "text": "/help",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        },
    }  # fmt: skip


def _is_done(store: Store) -> bool:
    waiting = sa.exists().where(InboxUpdate.state == Arrival.WAITING)
    unsent = sa.exists().where(OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED)))
    return not store.read(lambda s: s.scalar(sa.select(sa.or_(waiting, unsent))))


def _leads(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=2) as answer:
            return b"tandem_leads 1.0" in answer.read()
    except OSError:
        return False


def _is_live(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2):
            return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _address(store: Store) -> str:
    url = store.engine.url.set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


@contextmanager
def _a_database() -> Iterator[str]:
    with a_server() as server:
        server.execute("CREATE DATABASE several")
        yield server.url("several")


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("people", "texts", "rounds", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Plan, name))
    plan = Plan(**vars(parser.parse_args()))
    with _a_database() as url, tempfile.TemporaryDirectory() as folder:
        print(run(plan, url, Path(folder)))


if __name__ == "__main__":
    main()
