"""Copies of a database whose bot is at work, put back elsewhere: nothing is sent again.

    python -m tests.chaos.backups --copies 10

During a broadcast, while people write, `tandem db backup` makes copies. Each is restored in
a folder of its own and a bot runs on it: the stand-in must receive no message from that one
until `tandem db resume`, and then none that was cancelled with `--drop`.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.broadcast import FACILITATOR, FIRST_RECIPIENT, TYPISTS, fill, send
from benchmarks.telegram import telegram
from bot.clock import SystemClock
from bot.post import pausing
from bot.store.engine import Store
from tests.chaos.places import a_store
from tests.chaos.typists import Typists
from tests.processes import ONCE_LOADED, TOP, StandinProcess, tandem_run, wait_until

RECIPIENTS = 300


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    copies: int = 1
    watched: float = 3
    """Seconds that a restored bot is watched."""
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    copies: int
    waiting: int
    """Messages that waited in the copies."""
    sent_unasked: int
    """By restored bots before anybody said so."""
    sent_though_dropped: int


def run(plan: Plan, folder: Path) -> Figures:
    """Do it on an SQLite file; return the figures."""
    people = range(1, FIRST_RECIPIENT + RECIPIENTS)
    copies = [folder / f"copy-{number}.db" for number in range(plan.copies)]
    with telegram(people, limits=None) as phones:
        standin = StandinProcess(phones.url)
        _work_and_copy(plan, standin, folder, copies)
        waiting = unasked = dropped = 0
        for number, copy in enumerate(copies):
            elsewhere = folder / f"elsewhere-{number}"
            elsewhere.mkdir()
            _tandem(elsewhere, "db", "restore", str(copy))
            with _opened(elsewhere) as store:
                waiting += store.read(pausing.count_waiting)
            unasked += _sent_by(elsewhere, standin, plan.watched)
            _tandem(elsewhere, "db", "resume", "--drop")
            dropped += _sent_by(elsewhere, standin, plan.watched)
    return Figures(
        copies=len(copies), waiting=waiting, sent_unasked=unasked, sent_though_dropped=dropped
    )


def _work_and_copy(plan: Plan, standin: StandinProcess, folder: Path, copies: list[Path]) -> None:
    now = SystemClock().now()
    with _opened(folder) as store:
        store.write(lambda session: fill(session, now, RECIPIENTS))
        store.write(send)
    typists = Typists(standin, TYPISTS, random.Random(plan.seed), pause=1, thoughtful=True)
    with tandem_run(standin, folder), typists.writing():
        wait_until(lambda: standin.calls("sendMessage"))
        for copy in copies:
            _tandem(folder, "db", "backup", str(copy))
    with tandem_run(standin, folder):
        wait_until(typists.all_taken)  # or a restored bot would rightly take what is left


def _opened(folder: Path) -> AbstractContextManager[Store]:
    return a_store(f"sqlite:///{folder / 'tandem.db'}")


def _sent_by(folder: Path, standin: StandinProcess, seconds: float) -> int:
    """Run the bot for a while; return how many messages it sent to members or changed."""
    before = _messages(standin)
    starts = len(standin.calls(ONCE_LOADED))
    with tandem_run(standin, folder):
        wait_until(lambda: len(standin.calls(ONCE_LOADED)) > starts)
        time.sleep(seconds)
    return _messages(standin) - before


def _messages(standin: StandinProcess) -> int:
    methods = ("sendMessage", "editMessageText", "editMessageReplyMarkup", "deleteMessage")
    return sum(
        call["parameters"]["chat_id"] != FACILITATOR  # who is told how the broadcast stands
        for method in methods
        for call in standin.calls(method)
    )


def _tandem(folder: Path, *words: str) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TANDEM_")},
        "PYTHONPATH": str(TOP),
        "TANDEM_DATABASE_URL": f"sqlite:///{folder / 'tandem.db'}",
    }
    command = [sys.executable, "-m", "bot.cli", *words]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--watched", type=float, default=10)
    plan = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory() as folder:
        print(run(plan, Path(folder)))


if __name__ == "__main__":
    main()
