"""A database in trouble again and again under a running bot, while people write.

    sudo python -m tests.chaos.outages --rounds 3 --seconds 20

An SQLite file that another program locks, and one on a disk that is full (a small disk in
memory of its own, which only root may make; without it that trouble is left out and said
so); a PostgreSQL that takes no writes. Every text must have its effect once, by itself.
"""

import argparse
import contextlib
import os
import random
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.places import a_store, join_in_pairs
from tests.chaos.typists import Typists, people_of
from tests.postgres import PostgresServer, a_server
from tests.processes import ONCE_LOADED, standin_process, tandem_run, wait_until

DISK = "24m"
CHUNK = 4096
Trouble = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    rounds: int = 1
    """Times that each trouble comes."""
    seconds: float = 1
    """Of each."""
    people: int = 40
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    troubles: int
    updates: int
    lost: int
    """Texts without their effect, or whose card did not come."""
    doubled: int
    repeated: int
    told: int
    """Log lines that say that the database does not work."""
    recovery: float
    """Seconds from the end of the last trouble until all was done."""


def run(plan: Plan, address: str, troubles: list[Trouble], folder: Path) -> Figures:
    """Do it on one database; return the figures."""
    dice = random.Random(plan.seed)
    with a_store(address) as store, standin_process() as standin:
        typists = Typists(standin, people_of(standin, plan.people), dice, thoughtful=True)
        store.write(lambda session: join_in_pairs(session, typists.people))
        with tandem_run(standin, folder, DATABASE_URL=address) as process:
            wait_until(lambda: standin.calls(ONCE_LOADED))
            with typists.writing():
                for trouble in troubles * plan.rounds:
                    time.sleep(dice.uniform(0.5, 1))
                    with trouble():
                        time.sleep(plan.seconds)
                over = time.monotonic()
            wait_until(lambda: typists.all_done(store))
            recovery = time.monotonic() - over
            assert process.poll() is None
        return Figures(
            troubles=len(troubles) * plan.rounds,
            updates=typists.updates,
            lost=typists.lost(store) + typists.forgotten(store),
            doubled=typists.doubled(store),
            repeated=typists.repeated(),
            told=(folder / "bot.log").read_text().count("the database does not work"),
            recovery=round(recovery, 1),
        )


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the only write lock, as another program may."""
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(file: Path) -> Iterator[None]:
    """Fill the disk to the last byte."""
    ballast = file.with_name("ballast")
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # or there is room left in its log
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as filling:
        while True:
            filling.write(bytes(CHUNK))
    yield
    ballast.unlink()


@contextmanager
def read_only(server: PostgresServer) -> Iterator[None]:
    """Let the server take no writes, as a replica or one without room does."""
    _let_write(server, "on")
    yield
    _let_write(server, "off")


def _let_write(server: PostgresServer, read_only: str) -> None:
    server.execute("SET default_transaction_read_only = off")
    server.execute(f"ALTER SYSTEM SET default_transaction_read_only = {read_only}")
    server.execute("SELECT pg_reload_conf()")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """Give a small disk of its own; None where only root may make one."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def on_sqlite(plan: Plan, folder: Path) -> Figures:
    """Lock the file and, where that can be done, fill its disk."""
    with small_disk(folder) as disk:
        file = (disk or folder) / "tandem.db"
        troubles: list[Trouble] = [lambda: locked(file)]
        if disk is None:
            print("no disk of its own: run as root to fill one")
        else:
            troubles.append(lambda: full(file))
        return run(plan, f"sqlite:///{file}", troubles, folder)


def on_postgresql(plan: Plan, folder: Path) -> Figures:
    """Let the server refuse writes."""
    with a_server() as server:
        server.execute("CREATE DATABASE outages")
        return run(plan, server.url("outages"), [lambda: read_only(server)], folder)


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20)
    plan = Plan(**vars(parser.parse_args()))
    for kind in (on_sqlite, on_postgresql):
        with tempfile.TemporaryDirectory() as folder:
            print(kind.__name__, kind(plan, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
