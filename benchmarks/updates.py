"""Updates a second, side by side with what a user would otherwise pick.

    python -m benchmarks.updates [--rivals PYTHON] [--updates 1000] [--latency 0.05] [--rounds 1]

Many people have written before the bot starts. Counted by the stand-in for Telegram: from
the first `getUpdates` to the last answer. Then people write at 50 a second: the time from
each message to its answer.
"""

import multiprocessing
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from benchmarks.processes import arguments, cpu_seconds, rivals_python, with_spread
from bot.rehearsal.standin.bots import BotAccount
from bot.rehearsal.standin.person import Person
from bot.rehearsal.standin.running import listening_socket, server_of
from bot.rehearsal.standin.standin import Standin
from tests.processes import TOKEN

HERE = Path(__file__).parent
EACH = 2
"""Messages of one person: no chat has more than passes at once."""
STEADY_A_SECOND = 50
STEADY_SECONDS = 8
PATIENCE_SECONDS = 120
OURS, RIVAL = "Tandem, storing", "python-telegram-bot, storing"
LEAST_TIMES, LEAST_TIMES_SLOW, MOST_OF_P99 = 5.0, 20.0, 0.25
"""How many times the rival's updates, also where each call takes 50 ms; and of its p99."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the stand-in saw."""

    rate: float
    """Updates a second."""
    p50: float
    """Milliseconds, at 50 updates a second."""
    p99: float
    cpu: float = 0.0
    """Milliseconds of CPU an update, of the bot's process."""


class Moment(Enum):
    """What the stand-in's process tells, one after the other; the last is the figures."""

    ASKED = auto()
    ANSWERED = auto()
    DONE = auto()


class NotDoneError(Exception):
    """A bot did not answer everybody; the text is the last line of its log."""


def contestants(rivals: str) -> dict[str, Sequence[str]]:
    """Return the command of each; URL, token and perhaps a database are put behind."""
    ours = [sys.executable, "-m", "benchmarks.echo"]
    ptb = [rivals, str(HERE / "rivals" / "ptb_bot.py")]
    aiogram = [rivals, str(HERE / "rivals" / "aiogram_bot.py")]
    return {
        OURS: [*ours, "store"],
        RIVAL: [*ptb, "store"],
        "aiogram, storing": [*aiogram, "store"],
        "python-telegram-bot, echo": ptb,
        "aiogram, echo": aiogram,
    }


def measure(command: Sequence[str], updates: int, latency: float) -> Figures:
    """Run one contestant on a stand-in of its own."""
    with tempfile.TemporaryDirectory() as folder, _telegram(updates, latency) as (url, pipe):
        storing = command[-1] == "store"
        given = [*command[:-1]] if storing else [*command]
        arguments = [url, TOKEN, *([f"{folder}/bot.db"] if storing else [])]
        with (Path(folder) / "log").open("w") as log:
            process = subprocess.Popen(  # noqa: S603 - commands of ours
                [*given, *arguments], stdout=log, stderr=log
            )
            try:
                told: list[object] = []
                cpu: list[float] = []
                while len(told) < len(Moment):
                    if not pipe.poll(PATIENCE_SECONDS):
                        last = (Path(folder) / "log").read_text().strip().splitlines() or [""]
                        raise NotDoneError(last[-1][:200])
                    told.append(pipe.recv())
                    cpu.append(cpu_seconds(process.pid))
            finally:
                process.kill()
                process.wait()
    figures = told[-1]
    if not isinstance(figures, Figures):
        raise TypeError(figures)
    return replace(figures, cpu=1000 * (cpu[1] - cpu[0]) / updates)


@contextmanager
def _telegram(updates: int, latency: float) -> Iterator[tuple[str, "Connection[object, object]"]]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, updates, latency), daemon=True)
    process.start()
    try:
        yield str(here.recv()), here
    finally:
        process.kill()
        process.join()


def _serve(pipe: "Connection[object, object]", updates: int, latency: float) -> None:
    standin = Standin([BotAccount(token=TOKEN)])
    people = [standin.person(1000 + n, f"Person {n}") for n in range(updates // EACH)]
    for _ in range(EACH):
        for person in people:
            person.sends("hello")
    standin.faults.latency_s = latency
    listening = listening_socket(0)
    pipe.send(f"http://127.0.0.1:{listening.getsockname()[1]}")
    judging = threading.Thread(target=_judge, args=(pipe, standin, people, updates), daemon=True)
    judging.start()
    server_of(standin).run(sockets=[listening])


def _judge(
    pipe: "Connection[object, object]", standin: Standin, people: list[Person], updates: int
) -> None:
    while not standin.journal.calls:
        time.sleep(0.01)
    pipe.send(Moment.ASKED)
    _wait(standin, updates)
    pipe.send(Moment.ANSWERED)
    asked = standin.journal.of("getUpdates")[0].monotonic
    answered = standin.journal.of("sendMessage")[updates - 1].monotonic
    time.sleep(3)  # all chats rested
    acts = []
    began, before = time.monotonic(), len(standin.journal.calls)
    for number in range(STEADY_A_SECOND * STEADY_SECONDS):
        time.sleep(max(0.0, began + number / STEADY_A_SECOND - time.monotonic()))
        person = people[number % len(people)]
        acts.append((person.id, time.monotonic()))
        person.sends("hello")
    _wait(standin, updates + len(acts))
    waits = _latencies(standin, acts, before)
    pipe.send(
        Figures(
            rate=updates / (answered - asked),
            p50=1000 * waits[len(waits) // 2],
            p99=1000 * waits[int(len(waits) * 0.99)],
        )
    )


def _wait(standin: Standin, answers: int) -> None:
    while len(standin.journal.of("sendMessage")) < answers:
        time.sleep(0.5)


def _latencies(standin: Standin, acts: list[tuple[int, float]], before: int) -> list[float]:
    sends: dict[int, list[float]] = {}
    for call in standin.journal.calls[before:]:
        if call.method == "sendMessage":
            sends.setdefault(int(str(call.parameters["chat_id"])), []).append(call.monotonic)
    return sorted(sends[person].pop(0) - at for person, at in acts)


def main() -> None:
    """Measure each, round by round, and print a table; end non-zero when a goal is missed."""
    parser = arguments(__doc__)
    parser.add_argument("--updates", type=int, default=1000)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds, of each call")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", default="", help="contestants whose name begins so")
    given = parser.parse_args()
    updates = 300 if given.short else given.updates
    found: dict[str, list[Figures]] = {}
    with rivals_python(given.rivals) as python:
        for _ in range(given.rounds):
            for name, command in contestants(python).items():
                if name.startswith(given.only):
                    try:
                        figures = measure(command, updates, given.latency)
                    except NotDoneError as error:
                        print(f"{name} did not answer everybody: {error}\n", flush=True)
                    else:
                        found.setdefault(name, []).append(figures)
    print("| bot | updates/s | CPU ms an update | p50 ms at 50/s | p99 ms at 50/s |")
    print("|---|---|---|---|---|")
    for name, each in found.items():
        columns = ("rate", "cpu", "p50", "p99")
        cells = [with_spread([getattr(figures, column) for figures in each]) for column in columns]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    if not given.only:
        if OURS not in found or RIVAL not in found:
            raise SystemExit(1)
        raise SystemExit(_compare(found, LEAST_TIMES_SLOW if given.latency else LEAST_TIMES))


def _compare(found: Mapping[str, Sequence[Figures]], wanted: float) -> int:
    ours, rival = found[OURS], found[RIVAL]
    times = median(each.rate for each in ours) / median(each.rate for each in rival)
    share = median(each.p99 for each in ours) / median(each.p99 for each in rival)
    print(f"\n{OURS} beside {RIVAL}: updates × {times:.1f} (wanted: {wanted:.0f}),"
          f" p99 × {share:.2f} (wanted: {MOST_OF_P99})")  # fmt: skip
    return int(times < wanted or share > MOST_OF_P99)


if __name__ == "__main__":
    main()
