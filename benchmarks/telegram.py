"""The stand-in for Telegram in a process of its own, with many phones that are open already.

What people do happens inside that process, so that a latency is measured where it is felt:
from the tap to the call that answers it.
"""

import multiprocessing
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from bot.rehearsal.standin.bots import BotAccount
from bot.rehearsal.standin.journal import Call
from bot.rehearsal.standin.limits import Limits
from bot.rehearsal.standin.person import Person
from bot.rehearsal.standin.running import listening_socket, server_of
from bot.rehearsal.standin.standin import Standin
from tests.processes import TOKEN

ANSWERS = ("sendMessage", "editMessageText")
COUNTED = (*ANSWERS, "editMessageReplyMarkup", "sendPhoto")
"""Calls that Telegram's limit counts."""
PATIENCE_SECONDS = 20.0
TOO_MANY = 429


@dataclass(frozen=True, kw_only=True)
class Order:
    """Let people act for so long."""

    seconds: float
    typists: tuple[int, ...]
    acts_a_second: float


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What was measured meanwhile."""

    seconds: float
    messages: int
    """Calls that the limit counts and that were taken."""
    broadcasts: int
    """Those of them to people who had not asked for anything."""
    refused: int
    """Answers of 429."""
    latencies: tuple[float, ...] = field(repr=False)
    """Seconds from each act to the call that answered it, ascending."""
    unanswered: int

    def percentile(self, share: float) -> float:
        """Return the latency, in milliseconds, that this share of acts stays within."""
        if not self.latencies:
            return float("nan")
        place = min(len(self.latencies) - 1, int(share * len(self.latencies)))
        return 1000 * self.latencies[place]


@dataclass(frozen=True)
class Telegram:
    """The process, seen from outside."""

    url: str
    _pipe: "Connection[object, object]"

    def measure(self, order: Order) -> Figures:
        """Let people act, and return what was measured."""
        self._pipe.send(order)
        figures = self._pipe.recv()
        if not isinstance(figures, Figures):
            raise TypeError(figures)
        return figures


@contextmanager
def telegram(people: range, *, limits: Limits | None) -> Iterator[Telegram]:
    """Run it while the block lasts."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, people, limits), daemon=True)
    process.start()
    try:
        yield Telegram(str(here.recv()), here)
    finally:
        process.terminate()
        process.join()


def _serve(pipe: "Connection[object, object]", people: range, limits: Limits | None) -> None:
    standin = Standin([BotAccount(token=TOKEN)])
    phones = {number: standin.person(number, f"Person {number}") for number in people}
    for phone in phones.values():
        phone._require_usable()  # noqa: SLF001 - opens the chat without an update
    standin.limit(limits)
    listening = listening_socket(0)
    pipe.send(f"http://127.0.0.1:{listening.getsockname()[1]}")
    threading.Thread(target=_obey, args=(pipe, standin, phones), daemon=True).start()
    server_of(standin).run(sockets=[listening])


def _obey(pipe: "Connection[object, object]", standin: Standin, phones: dict[int, Person]) -> None:
    while True:
        order = pipe.recv()
        if isinstance(order, Order):
            pipe.send(_Measurement(standin, phones, order).run())


class _Measurement:
    """One order as it is carried out."""

    def __init__(self, standin: Standin, phones: dict[int, Person], order: Order) -> None:
        self._standin = standin
        self._phones = phones
        self._order = order
        self._acts: list[tuple[float, int]] = []
        """(monotonic instant, person)"""

    def run(self) -> Figures:
        """Let people act, and count what came of it."""
        began, first = time.monotonic(), len(self._standin.journal.calls)
        self._act(began + self._order.seconds)
        ended = time.monotonic()
        calls = self._standin.journal.calls[first:]
        meanwhile = [call for call in calls if call.method in COUNTED]
        taken = [call for call in meanwhile if call.taken]
        answered, unanswered = self._answers(first)
        return Figures(
            seconds=ended - began,
            messages=len(taken),
            broadcasts=sum(_chat(call) not in self._order.typists for call in taken),
            refused=sum(call.status == TOO_MANY for call in calls),
            latencies=tuple(sorted(answered)),
            unanswered=unanswered,
        )

    def _act(self, end: float) -> None:
        dice = random.Random(20270303)
        typists = list(self._order.typists)
        turn = 0
        while time.monotonic() < end:
            person = self._phones[typists[turn % len(typists)]]
            self._acts.append((time.monotonic(), person.id))
            person.sends("/home")
            turn += 1
            time.sleep(dice.expovariate(self._order.acts_a_second))

    def _answers(self, first: int) -> tuple[list[float], int]:
        """Wait for the last answers; return each act's latency, and how many had none."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            calls = [c for c in self._standin.journal.calls[first:] if c.method in ANSWERS]
            found = [self._latency(number, calls) for number in range(len(self._acts))]
            if None not in found or time.monotonic() > end:
                break
            time.sleep(0.1)
        return [latency for latency in found if latency is not None], found.count(None)

    def _latency(self, number: int, calls: list[Call]) -> float | None:
        at, person = self._acts[number]
        answers = (c.monotonic for c in calls if _chat(c) == person and c.monotonic > at)
        first = next(answers, None)
        return None if first is None else first - at


def _chat(call: Call) -> int:
    return int(str(call.parameters.get("chat_id", 0)))
