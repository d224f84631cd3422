"""A pytest plugin that logs everything to a file, and what people typed to another.

pytest -p tests.chaos.listening --heard FOLDER tests/conversation
"""

import functools
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from bot.logs import configure_logging
from bot.rehearsal.standin import arrivals, person
from bot.settings import LogFormat

LOG, TYPED = "debug.log", "typed.jsonl"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask for the folder."""
    parser.addoption("--heard", type=Path, required=True)


def pytest_configure(config: pytest.Config) -> None:
    """Log all that the process logs, and write down what arrives from phones."""
    folder: Path = config.getoption("--heard")
    stream = (folder / LOG).open("a", buffering=1)
    typed = (folder / TYPED).open("a", buffering=1)
    configure_logging(log_format=LogFormat.TEXT, level=logging.DEBUG, stream=stream)
    config.add_cleanup(stream.close)
    config.add_cleanup(typed.close)

    @functools.wraps(arrivals.post)
    def listen(*given: Any, **more: Any) -> Any:
        message = arrivals.post(*given, **more)
        typed.write(json.dumps(message.text) + "\n")
        return message

    pytest.MonkeyPatch().setattr(person, "post", listen)
