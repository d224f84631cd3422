"""Every test is overheard: what it logs, at its most talkative, holds ids only.

Everything that people type on a phone of the stand-in, and whatever stands in a column of
people's words, is looked for in all that the process logs meanwhile, a library's lines and
tracebacks included; so is the token. What processes of their own log is looked through where
they are started (`tests.processes`).
"""

import io
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from bot.logs import configure_logging
from bot.rehearsal.standin.updates import Update, UpdateQueue
from bot.settings import LogFormat
from bot.store.base import Words
from tests.betrayals import betrayals

_SEARCHED = "log lines searched"


class Overheard:
    """What was typed, and what was logged meanwhile."""

    def __init__(self) -> None:
        self.typed: set[str] = set()
        self.log = io.StringIO()

    def hears(self, said: object) -> None:
        """Remember what somebody typed."""
        if isinstance(said, str):
            self.typed.add(said)

    def hears_update(self, content: Mapping[str, Any]) -> None:
        """Remember what a message or an edit says; the update of a tap has no words of its own."""
        for words in (content.get("text"), content.get("caption")):
            self.hears(words)
        self.hears(content.get("document", {}).get("file_name"))


@contextmanager
def logging_restored() -> Iterator[None]:
    """Leave the process's logging as it was before the block."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:], sys.excepthook = handlers, hook
        root.setLevel(level)
        structlog.reset_defaults()


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """Log everything, and listen to what people type, while the block lasts."""
    heard = Overheard()
    with logging_restored():
        configure_logging(log_format=LogFormat.TEXT, level=logging.DEBUG, stream=heard.log)
        _listening.append(heard)
        try:
            yield heard
        finally:
            _listening.remove(heard)


_listening: list[Overheard] = []
_put, _bind = UpdateQueue.put, Words.process_bind_param


def _listen_and_put(queue: UpdateQueue, kind: str, content: dict[str, object]) -> Update | None:
    for heard in _listening:
        heard.hears_update(content)
    return _put(queue, kind, content)


def _listen_and_bind(column: Words, value: str | None, dialect: sa.Dialect) -> str | None:
    for heard in _listening:
        heard.hears(value)
    return _bind(column, value, dialect)


def pytest_configure() -> None:
    """Listen at phones and columns, for good: a statement once compiled keeps what it calls."""
    patch = pytest.MonkeyPatch()
    patch.setattr(UpdateQueue, "put", _listen_and_put)
    patch.setattr(Words, "process_bind_param", _listen_and_bind)


@pytest.fixture(autouse=True)
def overheard(request: pytest.FixtureRequest) -> Iterator[Overheard]:
    """Fail a test whose log holds what somebody typed; set up first, so that it ends last."""
    with overhearing() as heard:
        yield heard
    log = heard.log.getvalue()
    request.node.user_properties.append((_SEARCHED, (log.count("\n"), len(heard.typed))))
    assert betrayals(log, heard.typed) == [], "the log holds what people wrote, or the token"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was looked through."""
    searched = [
        value
        for report in terminalreporter.getreports("")
        for name, value in report.user_properties
        if name == _SEARCHED and report.when == "teardown"
    ]
    lines, typed = (sum(each[place] for each in searched) for place in (0, 1))
    terminalreporter.line(f"{lines} {_SEARCHED} for {typed} texts that people wrote")
