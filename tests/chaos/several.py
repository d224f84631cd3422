"""Several processes on one PostgreSQL, while Telegram is clumsy and processes die.

    python -m tests.chaos.several --people 40 --texts 25 --rounds 5
    python -m tests.chaos.several --asleep 300

Updates come one to five times, shuffled, through the webhooks of two processes at once,
while the leading process is killed, or stopped and woken. Counted on the receiving side:
every `/help` is answered exactly once (a message in flight at a kill may come twice). Every
thought is kept once, and what one person wrote in the order in which it came.
"""

import argparse
import random
import signal
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.sharing.model import Piece
from bot.store.engine import Store
from bot.store.leases import Lease
from bot.store.schema import bring_up_to_date
from tests.chaos.hooks import Caller, hook_settings, is_live, text_update
from tests.chaos.places import join_in_pairs
from tests.ports import free_port
from tests.postgres import a_server
from tests.processes import StandinProcess, standin_process, tandem_run, wait_until

FIRST_PERSON = 5001
FIRST_ID = 900_000
HELP = "/help"
THOUGHTS = ("One thought", "and another")
IN_FLIGHT = 8


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    people: int = 8
    texts: int = 10
    """Of each person."""
    rounds: int = 1
    """Times that the leader is killed, and times that it is stopped and woken."""
    asleep: float = 2
    """Seconds for which a leader stays stopped after another has taken over."""
    seed: int = 20270303


@dataclass(kw_only=True)
class Figures:
    """What came of it."""

    updates: int = 0
    posts: int = 0
    refused: int = 0
    """Answered 503, or not at all: brought again."""
    lost: int = 0
    """Cards that did not come, and thoughts that are not kept."""
    repeated: int = 0
    doubled: int = 0
    """Thoughts that are kept twice."""
    out_of_order: int = 0
    takeovers: list[float] = field(default_factory=list)
    """Seconds from the death of the leader to the next one."""


@dataclass(frozen=True)
class Update:
    """One text, and the update that brings it."""

    number: int
    person: int
    message: int
    text: str

    def to_json(self) -> dict[str, object]:
        """Return it as Telegram brings it."""
        return text_update(self.number, self.person, self.message, self.text)


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
    caller: Caller = field(init=False)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.caller = Caller(lambda: [process.port for process in self.processes])

    def start(self) -> None:
        """Start one more process."""
        port = free_port()
        running = self._stack.enter_context(
            tandem_run(
                self.standin,
                self.folder,
                log=f"{port}.log",
                DATABASE_URL=_address(self.store),
                SEND_RATE="200",
                **hook_settings(port),
            )
        )
        wait_until(lambda: is_live(port))
        self.processes.append(Process(port, running))

    def close(self) -> None:
        """End what still runs."""
        self._stack.close()

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
    store.write(lambda session: join_in_pairs(session, people))
    with standin_process() as standin:
        for person in people:
            standin.post("/people", {"id": person, "first_name": f"Person {person}"})
            standin.post(f"/chats/{person}/text", {"text": "hello"})  # opens the chat
        standin.typed.update(THOUGHTS)
        world = Several(standin, store, folder)
        try:
            world.start()
            world.start()
            texts = [HELP, *THOUGHTS] * plan.texts
            written = [(person, text) for text in texts for person in people]
            updates = [
                Update(FIRST_ID + place, person, 10_000 + place, text)
                for place, (person, text) in enumerate(written)
            ]
            world.figures.updates = len(updates)
            with ThreadPoolExecutor(8) as callers:
                # Shuffled within a window, as parallel deliveries are.
                order = sorted(range(len(updates)), key=lambda i: i + dice.uniform(0, 20))
                brought = [
                    callers.submit(world.caller.bring, updates[i].to_json(), random.Random(i))
                    for i in order
                ]
                for _ in range(plan.rounds):
                    _kill_one(world)
                    _stop_one(world, plan.asleep)
                for each in brought:
                    each.result()
            wait_until(lambda: _is_done(store))
            _count(world, people, plan)
            _kept_in_order(world, updates)
        finally:
            world.close()
            store.close()
    world.figures.posts, world.figures.refused = world.caller.posts, world.caller.refused
    return world.figures


def _kill_one(world: Several) -> None:
    world.start()
    world.lose_leader(signal.SIGKILL)


def _stop_one(world: Several, seconds: float) -> None:
    """Stop the leader, let another take over, and wake it: it must find out and follow."""
    world.start()
    stopped = world.lose_leader(signal.SIGSTOP)
    time.sleep(seconds)
    stopped.running.send_signal(signal.SIGCONT)
    world.processes.append(stopped)
    wait_until(lambda: is_live(stopped.port) and not _leads(stopped.port))


def _count(world: Several, people: range, plan: Plan) -> None:
    for person in people:
        chat = world.standin.get(f"/chats/{person}?deleted=1")
        answers = sum("999" in m["text"] for m in chat["messages"] if m["from_bot"])
        world.figures.lost += max(0, plan.texts - answers)
        world.figures.repeated += max(0, answers - plan.texts)


def _kept_in_order(world: Several, updates: Sequence[Update]) -> None:
    """Count what was kept of the thoughts, and what was kept before something that came earlier."""
    of = {(u.person, u.message): u.number for u in updates if u.text != HELP}

    def look(session: Session) -> None:
        ids = sa.select(InboxUpdate.update_id, InboxUpdate.id)
        came: dict[int, int] = dict(session.execute(ids).all())
        last: dict[int, int] = {}
        kept = Counter[tuple[int, int]]()
        pieces = sa.select(Piece.chat_id, Piece.message_id).order_by(Piece.id)
        for person, message in session.execute(pieces):
            kept[person, message] += 1
            place = came[of[person, message]]
            world.figures.out_of_order += place < last.get(person, 0)
            last[person] = place
        world.figures.lost += len(of.keys() - kept.keys())
        world.figures.doubled += kept.total() - len(kept)

    world.store.read(look)


def _is_done(store: Store) -> bool:
    waiting = sa.exists().where(InboxUpdate.state == Arrival.WAITING)
    unsent = sa.exists().where(OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED)))
    return not store.read(lambda s: s.scalar(sa.select(sa.or_(waiting, unsent))))


def _leads(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            return b"tandem_leads 1.0" in answer.read()
    except OSError:
        return False


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
    parser.add_argument("--asleep", type=float, default=Plan.asleep)
    plan = Plan(**vars(parser.parse_args()))
    with _a_database() as url, tempfile.TemporaryDirectory() as folder:
        print(run(plan, url, Path(folder)))


if __name__ == "__main__":
    main()
