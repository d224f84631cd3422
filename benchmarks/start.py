"""From the command to the first `getUpdates`, and the memory of a bot that waits.

    python -m benchmarks.start [--rivals PYTHON] [--rounds 7]

Side by side with the least bot that python-telegram-bot can be (it polls and knows no
handler) and with one that stores what people write. Then one person, who wrote before the
bots started, gets an answer: how long that takes, and the memory after it.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.processes import (
    RIVALS,
    arguments,
    as_installed,
    cpu_seconds,
    resident_megabytes,
    rivals_python,
    with_spread,
)
from tests.processes import ONCE_LOADED, TOKEN, StandinProcess, standin_process, wait_until

REST_SECONDS = 3.0
PERSON = 42
GOAL = 1.5


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """How a bot is started; `{url}` and `{folder}` are put in."""

    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    answers: bool = True
    once_loaded: str = "getUpdates"
    """What it calls when all of it is there: only then is its memory that of a bot that waits."""


@dataclass(frozen=True, kw_only=True)
class Start:
    """One start: milliseconds and megabytes."""

    asked_ms: float
    """To the first `getUpdates`."""
    cpu_ms: float
    """What the process had used by then: steadier on a busy machine."""
    idle_mb: float
    answered_ms: float = float("nan")
    """To the answer for somebody who was waiting."""
    answered_mb: float = float("nan")


def main() -> None:
    """Measure all in turn, round by round; end non-zero when a goal is missed."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    rounds = 1 if given.short else given.rounds
    with rivals_python(given.rivals) as python, tempfile.TemporaryDirectory() as folder:
        starts: dict[str, list[Start]] = {}
        for number in range(rounds + 1):
            for name, contestant in contestants(python).items():
                start = measure(contestant, folder)
                if number:  # the first makes the database, compiles, and fills the disk's cache
                    starts.setdefault(name, []).append(start)
    raise SystemExit(_report(starts))


def contestants(python: str) -> dict[str, Contestant]:
    """Return the bots."""
    ptb = [python, str(RIVALS / "ptb_bot.py"), "{url}", TOKEN]
    return {
        "python-telegram-bot, bare": Contestant(
            command=[python, str(RIVALS / "bare.py"), "{url}", TOKEN], answers=False
        ),
        "python-telegram-bot, storing": Contestant(command=[*ptb, "{folder}/bot.db"]),
        "Tandem": tandem("sqlite:///{folder}/tandem.db"),
    }


def tandem(database: str, *, answers: bool = True) -> Contestant:
    """Return `tandem run` as an operator starts it."""
    return Contestant(
        command=[str(Path(sys.executable).parent / "tandem"), "run"],
        environment={
            "TANDEM_BOT_TOKEN": TOKEN,
            "TANDEM_TELEGRAM_API_URL": "{url}",
            "TANDEM_DATABASE_URL": database,
            "TANDEM_LISTEN": "off",
        },
        answers=answers,
        once_loaded=ONCE_LOADED,
    )


def measure(contestant: Contestant, folder: str) -> Start:
    """Start it where nobody is waiting; then, if it answers at all, where somebody is."""
    with standin_process() as standin:
        start = _measure(contestant, standin, folder)
    if not contestant.answers:
        return start
    with standin_process() as standin:
        standin.post("/people", {"id": PERSON, "first_name": "Asha"})
        standin.post(f"/chats/{PERSON}/text", {"text": "hello"})
        return _measure(contestant, standin, folder, before=start)


def _measure(
    contestant: Contestant, standin: StandinProcess, folder: str, *, before: Start | None = None
) -> Start:
    puts = {"url": standin.url, "folder": folder}
    environment = {name: value.format(**puts) for name, value in contestant.environment.items()}
    began = time.time()
    with subprocess.Popen(  # noqa: S603 - commands of ours
        [word.format(**puts) for word in contestant.command],
        env={**as_installed(), **environment},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            awaited = "sendMessage" if before else "getUpdates"
            wait_until(lambda: standin.calls(awaited))
            cpu_ms = 1000 * cpu_seconds(process.pid)
            ms = 1000 * (_first(standin, awaited) - began)
            wait_until(lambda: standin.calls(contestant.once_loaded))
            time.sleep(REST_SECONDS)
            mb = resident_megabytes(process.pid)
        finally:
            process.kill()
    if before is None:
        return Start(asked_ms=ms, cpu_ms=cpu_ms, idle_mb=mb)
    return Start(
        asked_ms=before.asked_ms,
        cpu_ms=before.cpu_ms,
        idle_mb=before.idle_mb,
        answered_ms=ms,
        answered_mb=mb,
    )


def _first(standin: StandinProcess, method: str) -> float:
    at = datetime.fromisoformat(standin.calls(method)[0]["at"])
    return at.astimezone(UTC).timestamp()


def _report(starts: Mapping[str, Sequence[Start]]) -> int:
    names = [each.name for each in fields(Start)]
    print(
        "| bot | first getUpdates ms | CPU ms by then | idle MB | first answer ms | MB after it |"
    )
    print("|---|---|---|---|---|---|")
    medians: dict[str, list[float]] = {}
    for bot, each in starts.items():
        columns = [[getattr(start, name) for start in each] for name in names]
        medians[bot] = [statistics.median(column) for column in columns]
        print(f"| {bot} | {' | '.join(map(with_spread, columns))} |")
    bare, ours = medians["python-telegram-bot, bare"], medians["Tandem"]
    time_ratio, memory_ratio = ours[0] / bare[0], ours[2] / bare[2]
    print(f"\nTandem beside bare: time × {time_ratio:.2f}, memory × {memory_ratio:.2f}"
          f" (wanted: {GOAL} each)")  # fmt: skip
    return int(max(time_ratio, memory_ratio) > GOAL)


if __name__ == "__main__":
    main()
