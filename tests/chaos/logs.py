"""The debug log of a bot in trouble: ids only, never what people wrote, nor the token.

    python -m tests.chaos.logs

What every other test logs is looked through while the suite runs (`tests.overhearing`).
"""

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.betrayals import betrayals
from tests.chaos.places import Kind, a_store, add_kinds, an_address, join_in_pairs
from tests.chaos.typists import Typists, people_of
from tests.processes import standin_process, tandem_run, wait_until


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    lines: int
    typed: int
    """Different texts that were looked for."""
    betrayed: list[str]
    """Lines that hold one of them, or the token."""


def run(kind: Kind, folder: Path) -> Figures:
    """Run a bot that logs everything while Telegram fails in several ways and people think."""
    with (
        an_address(kind, folder) as address,
        a_store(address) as store,
        standin_process() as standin,
    ):
        typists = Typists(standin, people_of(standin, 20), random.Random(1), thoughtful=True)
        store.write(lambda session: join_in_pairs(session, typists.people))
        with tandem_run(standin, folder, program=["tests.chaos.debugged"], DATABASE_URL=address):
            wait_until(lambda: standin.calls("getUpdates"))
            with typists.writing():
                # Few polls fail: after a minute of it the bot ends, to be started anew.
                for trouble in ("cut_after", "cut_before", "broken_json", "answer"):
                    for method, times in (("sendMessage", 3), ("getUpdates", 1)):
                        fault = {"trouble": trouble, "times": times, "methods": [method]}
                        standin.post("/faults", fault)
                    time.sleep(0.5)
            wait_until(typists.all_taken)
    log = (folder / "bot.log").read_text()
    return Figures(
        lines=log.count("\n"),
        typed=len(standin.typed),
        betrayed=betrayals(log, standin.typed),
    )


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_kinds(parser)
    for kind in parser.parse_args().on or Kind:
        with tempfile.TemporaryDirectory() as folder:
            print(kind, run(kind, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
