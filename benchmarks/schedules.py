"""What it costs that many members have a schedule, beside one APScheduler job a member.

    python -m benchmarks.schedules [--rivals PYTHON] [--million]

At 1,000, 10,000 and 100,000 members (and a million), on SQLite and PostgreSQL: a tick with
nothing due, a tick with 1,000 due, how long the event loop was blocked by it, and the memory
that members take. Ours puts 1,000 questions into the outbox in that time; the rivals' job
does nothing.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence

import bot.models  # noqa: F401 - makes every table known
from benchmarks import start
from benchmarks.databases import careful_postgres, new_database
from benchmarks.members import fill
from benchmarks.processes import RIVALS, arguments, rivals_python, with_spread
from benchmarks.ticking import WARM
from bot.clock import SystemClock
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date

SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
DUE = 1000
ROUNDS = 3
COLUMNS = ("added_s", "megabytes", "idle_ms", "due_ms", "due_cpu_ms", "blocked_ms")
Costs = Mapping[str, float]
"""By `COLUMNS`, as far as measured."""


def main() -> None:
    """Measure all in turn and print a table."""
    parser = arguments(__doc__)
    parser.add_argument("--million", action="store_true", help="a million members too")
    given = parser.parse_args()
    sizes = [*(SIZES[:2] if given.short else SIZES), *([MILLION] if given.million else [])]
    print("| schedules in | members | added s | MB | idle ms | due ms | CPU ms | blocked ms |")
    print("|---|---|---|---|---|---|---|---|")
    with rivals_python(given.rivals) as python, careful_postgres() as server:
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                _ours("Tandem, SQLite", f"sqlite:///{folder}/tandem.db", size)
            _ours("Tandem, PostgreSQL", new_database(server, f"members_{size}"), size)
            if size <= SIZES[-1]:
                _rivals(python, size)


def _ours(name: str, url: str, members: int) -> None:
    store = Store(url)
    bring_up_to_date(store.engine)
    began = time.perf_counter()
    store.write(lambda session: fill(session, SystemClock().now(), members))
    added = time.perf_counter() - began
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    store.close()
    due = _due(members)
    rounds = min(ROUNDS, members // (WARM + due))
    command = [sys.executable, "-m", "benchmarks.ticking", url]
    measured = [
        _run([*command, str(1 + number * (WARM + due)), str(due)]) for number in range(rounds)
    ]
    _print(name, members, [{"added_s": added, **costs} for costs in measured])
    if members >= MILLION:
        starts = [start.measure(start.tandem(url, answers=False), ".") for _ in range(ROUNDS)]
        asked = [each.asked_ms for each in starts]
        print(f"\n{name}: start with {members:,} members: {with_spread(asked)} ms\n", flush=True)


def _rivals(python: str, members: int) -> None:
    script = str(RIVALS / "schedules.py")
    for name, store in (("memory", "memory"), ("SQLAlchemyJobStore", "jobs.db")):
        with tempfile.TemporaryDirectory() as folder:
            where = store if store == "memory" else f"{folder}/{store}"
            costs = _run([python, script, where, str(members), str(_due(members))])
        _print(f"APScheduler, {name}", members, [costs])


def _due(members: int) -> int:
    return min(DUE, members - WARM)


def _run(command: Sequence[str]) -> Costs:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    costs: Costs = json.loads(done.stdout.splitlines()[-1])
    return costs


def _print(name: str, members: int, measured: Sequence[Costs]) -> None:
    cells = [
        with_spread([costs[column] for costs in measured]) if column in measured[0] else "–"
        for column in COLUMNS
    ]
    print(f"| {name} | {members:,} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
