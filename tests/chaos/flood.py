"""One person sends a thousand messages a second; the others must not notice.

    python -m tests.chaos.flood --seconds 20

The stand-in runs in this process, so that the flood costs the bot nothing but what arrives.
Measured where it is felt: from the act of another person to the call that answers it.
"""

import argparse
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Arrival, InboxUpdate
from bot.rehearsal.standin.bots import BotAccount
from bot.rehearsal.standin.person import Person
from bot.rehearsal.standin.running import listening_socket, server_of
from bot.rehearsal.standin.standin import Standin
from tests.chaos.places import Kind, a_store, add_kinds, an_address, join_in_pairs
from tests.processes import TOKEN, StandinProcess, tandem_run, wait_until

FLOODER = 5001
OTHERS = range(5003, 5033)
TOLD = "a lot at once"
STRIDE_SECONDS = 0.02


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    seconds: float = 20
    rate: int = 1000
    """Messages a second of the one person."""
    acts_a_second: float = 5
    """Of all others together."""
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    flood: int
    """Messages of the one person."""
    acts: int
    unanswered: int
    p50: float
    """Milliseconds until another person was answered."""
    p99: float
    overtaken: int
    """Messages of the one that came before the last act of the others, and waited still when that
    was answered. None would, were all handled in the order in which they came."""
    told: int
    """How often the one person was told to slow down."""


def run(plan: Plan, kind: Kind, folder: Path) -> Figures:
    """Do it on one kind of database; return the figures."""
    with (
        an_address(kind, folder) as address,
        a_store(address) as store,
        _served_here() as (standin, url),
    ):
        people = {number: standin.person(number, f"P{number}") for number in (FLOODER, *OTHERS)}
        for person in people.values():
            person._require_usable()
        store.write(lambda session: join_in_pairs(session, [FLOODER, FLOODER + 1, *OTHERS]))
        phones = StandinProcess(url)
        with tandem_run(phones, folder, DATABASE_URL=address):
            wait_until(lambda: standin.journal.of("getUpdates"))
            people[OTHERS[0]].sends("/home")  # warms it up
            wait_until(lambda: people[OTHERS[0]].received)
            flood = threading.Thread(target=_flood, args=(people[FLOODER], plan))
            flood.start()
            acts = _act([people[number] for number in OTHERS], plan)
            before = _said(people[FLOODER])
            flood.join()
            took = _latencies(standin, acts)
            handled = _said(people[FLOODER]) - len(standin.bot().updates) - store.read(_waiting)
            with suppress(AssertionError):  # the figures say so
                wait_until(lambda: _told(people[FLOODER]))
            phones.typed.update(message.body.text for message in people[FLOODER].messages)
    known = sorted(latency for latency in took if latency is not None)
    return Figures(
        flood=_said(people[FLOODER]),
        acts=len(acts),
        unanswered=took.count(None),
        p50=_percentile(known, 0.5),
        p99=_percentile(known, 0.99),
        overtaken=before - handled,
        told=_told(people[FLOODER]),
    )


def _said(person: Person) -> int:
    """Return how many messages somebody has sent."""
    return sum(not message.from_bot for message in person.messages)


def _waiting(session: Session) -> int:
    """Return how many of the one person's messages wait to be handled."""
    theirs = InboxUpdate.chat_id == FLOODER, InboxUpdate.state == Arrival.WAITING
    return session.scalar(sa.select(sa.func.count()).where(*theirs)) or 0


def _told(person: Person) -> int:
    """Return how often somebody was told to slow down."""
    return sum(TOLD in message.text.lower() for message in person.received)


@contextmanager
def _served_here() -> Iterator[tuple[Standin, str]]:
    standin = Standin([BotAccount(token=TOKEN)])
    listening = listening_socket(0)
    server = server_of(standin)
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]))
    thread.start()
    try:
        yield standin, f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _flood(person: Person, plan: Plan) -> None:
    began, sent = time.monotonic(), 0
    while (passed := time.monotonic() - began) < plan.seconds:
        while sent < passed * plan.rate:
            sent += 1
            person.sends(f"again and again {sent}")
        time.sleep(STRIDE_SECONDS)


def _act(people: list[Person], plan: Plan) -> list[tuple[float, int]]:
    """Let the others ask for help in turn; return when each did, and who."""
    dice = random.Random(plan.seed)
    acts: list[tuple[float, int]] = []
    end = time.monotonic() + plan.seconds
    while time.monotonic() < end:
        person = people[len(acts) % len(people)]
        acts.append((time.monotonic(), person.id))
        person.sends("/help")
        time.sleep(dice.expovariate(plan.acts_a_second))
    return acts


def _latencies(standin: Standin, acts: list[tuple[float, int]]) -> list[float | None]:
    """Wait a while for the last answers; return each act's latency, None where there is none."""
    end = time.monotonic() + 10
    while True:
        calls = [
            (c.monotonic, c.parameters.get("chat_id")) for c in standin.journal.of("sendMessage")
        ]
        took = [
            next((came - at for came, chat in calls if chat == person and came > at), None)
            for at, person in acts
        ]
        if None not in took or time.monotonic() > end:
            return took
        time.sleep(0.1)


def _percentile(ascending: list[float], share: float) -> float:
    if not ascending:
        return float("inf")
    return round(1000 * ascending[min(len(ascending) - 1, int(share * len(ascending)))])


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=Plan.seconds)
    parser.add_argument("--rate", type=int, default=Plan.rate)
    add_kinds(parser)
    given = vars(parser.parse_args())
    kinds, plan = given.pop("on") or Kind, Plan(**given)
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder:
            print(kind, run(plan, kind, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
