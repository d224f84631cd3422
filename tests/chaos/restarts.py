"""PostgreSQL ends and comes back again and again, while people write.

    python -m tests.chaos.restarts --restarts 20 --shortest 5 --longest 20

Counted on the receiving side: every `/help` brings one card; the process never ends.
"""

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.typists import Typists, people_of
from tests.postgres import PostgresServer, a_server
from tests.processes import StandinProcess, standin_process, tandem_run, wait_until


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    restarts: int = 3
    shortest: float = 0.5
    longest: float = 1.5
    """Seconds up; it is down for as long at most."""
    people: int = 40
    pause: float = 0.15
    """Seconds between two messages, at most: what is sent in both times must fit into the one."""
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    updates: int
    lost: int
    repeated: int
    recovery: float
    """Seconds from the last start of the database to the last answer."""
    log_lines: int


def run(plan: Plan, folder: Path) -> Figures:
    """Do it; return the figures."""
    with a_server() as server, standin_process() as standin:
        server.execute("CREATE DATABASE restarts")
        # A crash of the server alone keeps what was committed, as it would on a real disk.
        server.execute("ALTER DATABASE restarts SET synchronous_commit = 'on'")
        return _run(plan, server, standin, folder)


def _run(plan: Plan, server: PostgresServer, standin: StandinProcess, folder: Path) -> Figures:
    dice = random.Random(plan.seed)
    typists = Typists(standin, people_of(standin, plan.people), dice, pause=plan.pause)
    with tandem_run(standin, folder, DATABASE_URL=server.url("restarts")) as process:
        wait_until(lambda: standin.calls("getUpdates"))
        with typists.writing():
            for _ in range(plan.restarts):
                time.sleep(dice.uniform(plan.shortest, plan.longest))
                server.stop()
                time.sleep(dice.uniform(0.1, plan.longest))
                server.start()
            up = time.monotonic()
        wait_until(typists.all_answered)
        recovery = time.monotonic() - up
        time.sleep(1)  # what would come twice comes now
        assert process.poll() is None
    log = (folder / "bot.log").read_text().splitlines()
    return Figures(
        updates=typists.asked.total(),
        lost=typists.lost(),
        repeated=typists.repeated(),
        recovery=recovery,
        log_lines=len(log),
    )


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--restarts", type=int, default=20)
    parser.add_argument("--shortest", type=float, default=5)
    parser.add_argument("--longest", type=float, default=20)
    parser.add_argument("--pause", type=float, default=0.6)
    plan = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory() as folder:
        print(run(plan, Path(folder)))


if __name__ == "__main__":
    main()
