"""Brings updates to webhooks as clumsily as Telegram may."""

import json
import random
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from urllib.error import HTTPError

SECRET = "a-secret-of-the-tests"


def hook_settings(port: int) -> dict[str, str]:
    """Return the settings of a process that takes updates on this port."""
    return {
        "WEBHOOK_URL": "https://tandem.invalid/telegram",
        "WEBHOOK_SECRET": SECRET,
        "LISTEN": f"127.0.0.1:{port}",
    }


@dataclass
class Caller:
    """Posts updates, each as often as Telegram would, until some process takes it."""

    ports: Callable[[], Sequence[int]]
    """The processes that may be asked now."""
    patience: float = 3.0
    """Seconds after which an update is brought again; a process that stands takes none."""
    posts: int = 0
    refused: int = 0
    """Answered 503, or not at all: brought again."""
    _counting: Lock = field(default_factory=Lock)

    def bring(self, update: dict[str, object], dice: random.Random) -> None:
        """Bring one update one to five times, wherever it is taken."""
        body = json.dumps(update).encode()
        for _ in range(dice.randint(1, 5)):
            while not self._post(dice.choice(self.ports()), body):
                time.sleep(0.05)

    def _post(self, port: int, body: bytes) -> bool:
        taken = post(port, body, patience=self.patience)
        with self._counting:
            self.posts += 1
            self.refused += not taken
        return taken


def post(port: int, body: bytes, *, patience: float = 30) -> bool:
    """Bring one update to one process; return whether it was taken."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/telegram", data=body, headers=headers
    )
    try:
        with urllib.request.urlopen(request, timeout=patience):
            return True
    except (HTTPError, OSError):
        return False


def text_update(number: int, person: int, message: int, text: str) -> dict[str, object]:
    """Return the update that brings a text; one that starts with `/` is a command."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {
        "update_id": number,
        "message": {
            "message_id": message, "date": 1_800_000_000, "text": text,
            "from": {"id": person, "is_bot": False, "first_name": "P"},
            "chat": {"id": person, "type": "private"},
            **({"entities": entities} if text.startswith("/") else {}),
        },
    }  # fmt: skip


def is_live(port: int) -> bool:
    """Tell whether a process serves there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5):
            return True
    except OSError:
        return False
