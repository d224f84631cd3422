"""The stand-in and the bot as processes of their own, for tests that kill them.

What such a bot logs is looked through at its end: it never holds what people typed.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.betrayals import betrayals

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"
TOP = Path(__file__).parents[1]
PATIENCE_SECONDS = 120.0
"""A busy machine is not a fault, and what comes at once waits for nothing."""
LOOK_SECONDS = 0.02
ONCE_LOADED = "setMyCommands"
"""What a bot calls once it is loaded; updates are asked for before that."""
_WORDS = ("text", "caption")
"""Of an order to a phone: what somebody types."""


@dataclass(frozen=True)
class StandinProcess:
    """The stand-in for Telegram behind its control API."""

    url: str
    typed: set[str] = field(default_factory=set)
    """What the people on its phones wrote."""

    def get(self, path: str) -> Any:
        """Ask the control API."""
        return _asked(f"{self.url}/control{path}")

    def post(self, path: str, order: Mapping[str, object] | None = None) -> Any:
        """Order something of the control API."""
        self.typed.update(str(value) for key, value in (order or {}).items() if key in _WORDS)
        return _asked(f"{self.url}/control{path}", order or {})

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return the Bot API calls of one method, oldest first."""
        found: list[dict[str, Any]] = self.get(f"/journal?method={method}")
        return found


def _asked(url: str, order: Mapping[str, object] | None = None) -> Any:
    data = None if order is None else json.dumps(order).encode()
    with urllib.request.urlopen(url, data, timeout=PATIENCE_SECONDS) as answer:
        return json.load(answer)


@contextmanager
def standin_process() -> Iterator[StandinProcess]:
    """Run a stand-in while the block lasts."""
    command = [sys.executable, "-m", "bot.rehearsal.standin", "--token", TOKEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield StandinProcess(process.stdout.readline().strip())
        finally:
            process.terminate()


@contextmanager
def tandem_run(
    standin: StandinProcess,
    folder: Path,
    *,
    log: str = "bot.log",
    program: Sequence[str] = ("bot.cli", "run"),
    code: str = str(TOP),
    **settings: str,
) -> Iterator[subprocess.Popen[str]]:
    """Run `tandem run` as an operator does while the block lasts.

    `settings` are further ones, such as `DATABASE_URL="postgresql://…"`; `program` is
    another module that runs the bot, and its arguments; `code` is where it is found.
    """
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TANDEM_")},
        "PYTHONPATH": code,
        "TANDEM_BOT_TOKEN": TOKEN,
        "TANDEM_TELEGRAM_API_URL": standin.url,
        "TANDEM_DATABASE_URL": f"sqlite:///{folder / 'tandem.db'}",
        "TANDEM_LISTEN": "off",
        **{f"TANDEM_{name}": value for name, value in settings.items()},
    }
    command = [sys.executable, "-m", *program]
    with (
        (folder / log).open("a") as lines,
        subprocess.Popen(command, env=environment, cwd=folder, stderr=lines, text=True) as process,
    ):
        try:
            yield process
            assert_discreet(folder / log, standin.typed)
        finally:
            if process.poll() is None:
                process.kill()


def assert_discreet(log: Path, typed: Collection[str]) -> None:
    """Fail where a log holds what somebody typed, or the token."""
    found = betrayals(log.read_text(errors="replace"), typed)
    assert not found, f"{log.name} holds what people wrote, or the token: {found[:5]}"


def wait_until(happened: Callable[[], object], *, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for another process to get somewhere; fail when it does not."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(LOOK_SECONDS)


@dataclass(frozen=True)
class RehearsalProcess:
    """`tandem rehearse` as somebody starts it."""

    url: str
    process: subprocess.Popen[str]

    def state(self) -> Any:
        """Return what the page is told."""
        return _asked(f"{self.url}/rehearsal")

    def ask(self, path: str) -> Any:
        """Ask one of the rehearsal's own addresses."""
        return _asked(f"{self.url}/rehearsal{path}")

    def order(self, path: str, order: Mapping[str, object]) -> Any:
        """Give an order to one of them."""
        return _asked(f"{self.url}/rehearsal{path}", order)

    def refused(self, path: str, order: Mapping[str, object]) -> int:
        """Return the status with which an order is refused."""
        try:
            self.order(path, order)
        except urllib.error.HTTPError as error:
            return error.code
        raise AssertionError(f"{path} took {order}")

    def move(self, by: str) -> Any:
        """Move the clock."""
        return self.order("/clock", {"by": by})

    def typed(self) -> set[str]:
        """Return what was written on its phones, also by those that answer by themselves."""
        people = [person["id"] for person in self.state()["people"]]
        chats = [self.phones.get(f"/chats/{person}?deleted=1")["messages"] for person in people]
        return {said["text"] for chat in chats for said in chat if not said["from_bot"]}

    @property
    def phones(self) -> StandinProcess:
        """The control API behind the page."""
        return StandinProcess(self.url)


@contextmanager
def rehearsal_process(folder: Path, *words: str) -> Iterator[RehearsalProcess]:
    """Run `tandem rehearse` in `folder` while the block lasts, its bot up."""
    command = [sys.executable, "-m", "bot.cli", "rehearse", *words]
    with (
        (folder / "rehearse.log").open("w") as log,
        subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            address = process.stdout.readline().split()
            assert address, (folder / "rehearse.log").read_text()
            rehearsal = RehearsalProcess(address[1], process)
            wait_until(lambda: rehearsal.state()["bot"] == "running")
            yield rehearsal
            if process.poll() is None:  # a test may have ended it
                for its_log in (folder / "rehearse.log", folder / rehearsal.state()["bot_log"]):
                    assert_discreet(its_log, rehearsal.typed())
        finally:
            process.terminate()
