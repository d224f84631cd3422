"""What the benchmarks ask of processes: what they cost, and the rivals' own Python."""

import argparse
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
RIVALS = HERE / "rivals"


def cpu_seconds(pid: int) -> float:
    """Return what a process has used, as Linux counts it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid: int) -> float:
    """Return how much of a process is in memory (RSS)."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def arguments(description: str | None) -> argparse.ArgumentParser:
    """Return the options that every benchmark with rivals has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--rivals",
        help="a Python that has benchmarks/requirements.txt; without it one is made for this run",
    )
    parser.add_argument("--short", action="store_true", help="fewer rounds: to see that it works")
    return parser


@contextmanager
def rivals_python(given: str | None) -> Iterator[str]:
    """Give the rivals' Python, made in a temporary folder where none is given."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)  # noqa: S603 - ours
        python = f"{folder}/bin/python"
        subprocess.run(  # noqa: S603 - a file of ours
            [python, "-m", "pip", "install", "-q", "-r", str(HERE / "requirements.txt")],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        yield python


def with_spread(values: Sequence[float]) -> str:
    """Return the median, and the least and the most behind it where there are several."""
    if math.isnan(values[0]):
        return "–"
    digits = 0 if max(values) >= 10 else 1  # noqa: PLR2004 - enough to compare
    middle = f"{median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def as_installed() -> dict[str, str]:
    """Return an environment in which compiled modules are kept, and Tandem has no settings."""
    left_out = ("TANDEM_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
