"""The debug log of every conversation, and of a bot in trouble: ids only, never what people wrote.

python -m tests.chaos.logs                                  all conversations
python -m tests.chaos.logs tests/conversation/test_notes.py those of one file
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.listening import LOG, TYPED
from tests.chaos.places import a_store, join_in_pairs
from tests.chaos.typists import Typists, people_of
from tests.processes import TOKEN, TOP, standin_process, tandem_run, wait_until

SHORTEST = 10
"""Characters of a text that cannot stand in a log by chance."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    lines: int
    typed: int
    """Different texts that were long enough to be looked for."""
    betrayed: list[str]
    """Lines that hold one of them, or the token."""


def of_conversations(tests: Sequence[str], folder: Path) -> Figures:
    """Run these tests with everything logged."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.chaos.listening"]
    ran = subprocess.run(
        [*command, "--heard", str(folder), *tests],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(ran.stdout[-2000:])
    typed = {json.loads(line) for line in (folder / TYPED).read_text().splitlines()}
    return look(folder / LOG, typed)


def of_trouble(folder: Path) -> Figures:
    """Run a bot that logs everything while Telegram fails in several ways and people think."""
    address = f"sqlite:///{folder / 'tandem.db'}"
    with a_store(address) as store, standin_process() as standin:
        typists = Typists(standin, people_of(standin, 20), random.Random(1), thoughtful=True)
        store.write(lambda session: join_in_pairs(session, typists.people))
        with tandem_run(standin, folder, program=["tests.chaos.debugged"]):
            wait_until(lambda: standin.calls("getUpdates"))
            with typists.writing():
                # Few polls fail: after a minute of it the bot ends, to be started anew.
                for trouble in ("cut_after", "cut_before", "broken_json", "answer"):
                    for method, times in (("sendMessage", 3), ("getUpdates", 1)):
                        fault = {"trouble": trouble, "times": times, "methods": [method]}
                        standin.post("/faults", fault)
                    time.sleep(0.5)
            wait_until(typists.all_taken)
        messages = [m for p in typists.people for m in standin.get(f"/chats/{p}")["messages"]]
    return look(folder / "bot.log", {m["text"] for m in messages if not m["from_bot"]})


def look(log: Path, typed: Collection[str]) -> Figures:
    """Look for what people typed, and for the token."""
    words = {text for text in typed if len(text) >= SHORTEST and not text.startswith("/")}
    lines = log.read_text().splitlines()
    secrets = {*words, TOKEN, TOKEN.partition(":")[2]}
    return Figures(
        lines=len(lines),
        typed=len(words),
        betrayed=[line for line in lines if any(secret in line for secret in secrets)],
    )


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tests", nargs="*", default=["tests/conversation"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("conversations", of_conversations(given.tests, Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        print("trouble", of_trouble(Path(folder)))


if __name__ == "__main__":
    main()
