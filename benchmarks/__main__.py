"""All benchmarks one after the other, as Markdown for docs/BENCHMARKS.md.

python -m benchmarks [--rivals PYTHON]     about 24 minutes on two quiet cores
python -m benchmarks --short               about 5 minutes: to see that they work
"""

import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.processes import arguments, rivals_python

PATIENCE_SECONDS = 15 * 60
LONG = (
    ("Start", ("start", "--rounds", "4")),
    ("Updates", ("updates", "--rounds", "2")),
    ("Updates with 50 ms a call", ("updates", "--latency", "0.05", "--rounds", "1")),
    ("Broadcasts", ("broadcast",)),
    ("Schedules", ("schedules", "--million")),
    ("Webhook", ("webhook", "--seconds", "30")),
)
SHORT = (
    ("Start", ("start", "--short")),
    ("Updates", ("updates", "--short")),
    ("Broadcasts", ("broadcast", "--short")),
    ("Schedules", ("schedules", "--short")),
    ("Webhook", ("webhook", "--seconds", "5")),
)
ALONE = ("webhook",)
"""Benchmarks that have no rivals."""


def main() -> None:
    """Run them; end non-zero when a promise was broken."""
    given = arguments(__doc__).parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}.\n", flush=True)
    broken = []
    with rivals_python(given.rivals) as python:
        for title, words in SHORT if given.short else LONG:
            command = ["-m", f"benchmarks.{words[0]}", *words[1:]]
            print(f"## {title}\n\n`python {' '.join(command)}`\n", flush=True)
            rivals = [] if words[0] in ALONE else ["--rivals", python]
            if not _run([sys.executable, *command, *rivals]):
                broken.append(title)
            print(flush=True)
    print(f"Goals missed in: {', '.join(broken)}." if broken else "All goals are met.")
    raise SystemExit(bool(broken))


def _run(command: list[str]) -> bool:
    began = time.monotonic()
    try:
        done = subprocess.run(command, check=False, timeout=PATIENCE_SECONDS)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        print(f"It did not end within {PATIENCE_SECONDS / 60:.0f} minutes.")
        return False
    print(f"\nTook {time.monotonic() - began:.0f} s.")
    return done.returncode == 0


def _machine() -> str:
    """Say on what this runs, and how busy it is: figures from a busy machine count for little."""
    names = {
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    }
    cores = len([line for line in Path("/proc/stat").read_text().splitlines() if line[:3] == "cpu"])
    load = Path("/proc/loadavg").read_text().split()[0]
    return (
        f"{cores - 1} cores ({', '.join(sorted(names))}), load {load} at the beginning, "
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    )


if __name__ == "__main__":
    main()
