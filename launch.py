#!/usr/bin/env python3
"""Sets Tandem up in a virtual environment beside this file and runs it there.

    python3 launch.py rehearse      any command of `tandem`
    python3 launch.py test [ARGS]   the tests; ARGS go to pytest

Needs only Python and pip; says in one line what to install where something is missing.
TANDEM_VENV moves the environment elsewhere.
"""

from __future__ import annotations  # so that an older Python gets as far as saying so

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = Path(os.environ.get("TANDEM_VENV", HERE / ".venv"))
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
TANDEM = PROGRAMS / ("tandem.exe" if os.name == "nt" else "tandem")
OLDEST = (3, 11)
NEEDS_VENV = "This Python lacks venv and pip; install them: sudo apt install python3-venv"
PIP_LINES_SHOWN = 8
TEST_COMMAND = ["-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]


class SetupError(Exception):
    """Setting up failed; the text says what to do."""


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then run it; returns its exit code."""
    if sys.version_info < OLDEST:
        print("Tandem needs Python 3.11 or newer: https://www.python.org/downloads/")
        return 1
    testing = arguments[:1] == ["test"]
    try:
        prepare(HERE / ("requirements-dev.txt" if testing else "requirements.txt"))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    if testing:
        return run([str(PYTHON), *TEST_COMMAND, *arguments[1:]], cwd=HERE)
    return run([str(TANDEM), *arguments])


def prepare(requirements: Path) -> None:
    """Bring the virtual environment to what `requirements` pins, unless it is there already."""
    stamp = VENV / f"{requirements.stem}.stamp"
    wanted = fingerprint(requirements)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print("Setting up Tandem (a minute or two, only this once) …", file=sys.stderr, flush=True)
    if not PYTHON.exists() or quietly([str(PYTHON), "--version"]).returncode != 0:
        make_environment()
    pip("--require-hashes", "-r", str(requirements))
    # Editable: a `git pull` or an edit takes effect at once, and the tests test this folder.
    pip("--no-deps", "--no-build-isolation", "--editable", str(HERE))
    stamp.write_text(wanted)


def fingerprint(requirements: Path) -> str:
    """Changes with whatever makes an environment out of date, its place included."""
    digest = hashlib.sha256(bytes(HERE))
    for file in (requirements, HERE / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def make_environment() -> None:
    """Make .venv; Debian's Python has no `ensurepip` until python3-venv is installed."""
    shutil.rmtree(VENV, ignore_errors=True)
    if quietly([sys.executable, "-m", "venv", str(VENV)]).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if quietly([sys.executable, "-m", "venv", "--without-pip", str(VENV)]).returncode != 0:
        raise SetupError(NEEDS_VENV)


def pip(*arguments: str) -> None:
    """Install into .venv, with its own pip or else with this Python's."""
    inner = [str(PYTHON), "-m", "pip"]
    outer = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    # An outer pip that is too old for --python fails here as well.
    found = [by for by in (inner, outer) if quietly([*by, "--version"]).returncode == 0]
    if not found:
        raise SetupError(NEEDS_VENV)
    options = ["--quiet", "--disable-pip-version-check", "--no-input"]
    done = quietly([*found[0], "install", *options, *arguments])
    if done.returncode != 0:
        last = "\n".join(done.stdout.strip().splitlines()[-PIP_LINES_SHOWN:])
        raise SetupError(f"pip could not install what Tandem needs. Its last words:\n{last}")


def quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it says."""
    return subprocess.run(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )


def run(command: list[str], cwd: Path | None = None) -> int:
    """Become the command where the system can, so that signals reach it."""
    if cwd:
        os.chdir(cwd)
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
