"""The folder of one rehearsal: its database, its clock, its made-up bot."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.clock import MovableClock
from bot.errors import ExpectedError
from bot.settings import Settings

USERNAME = "tandem_rehearsal_bot"
_BOT_ID = 424242
SEND_RATE = 1000
"""Messages a second: days go by in seconds here, and the stand-in takes them."""
CHAT_SECONDS = 0.02
"""Likewise for one chat; its limits can be switched on behind the curtain."""


class FolderError(ExpectedError):
    """The folder cannot be used for a rehearsal."""


@dataclass(frozen=True, kw_only=True)
class Folder:
    """Where one rehearsal keeps everything; nothing of it is a real bot's."""

    path: Path

    @property
    def clock(self) -> MovableClock:
        """The clock that the page moves and the bot reads."""
        return MovableClock(self.path / "clock.json")

    @property
    def bot_log(self) -> Path:
        """What the bot's process says."""
        return self.path / "bot.log"

    def make(self, *, api_url: str) -> Settings:
        """Begin a rehearsal here; returns the settings of its bot.

        Raises:
            FolderError: something is in the folder already.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        if any(self.path.iterdir()):
            raise FolderError(f"{self.path} is not empty: give a new folder to --data")
        # A new token each time: whoever lacks it cannot pose as this bot.
        written = {
            "bot_token": f"{_BOT_ID}:{secrets.token_urlsafe(32)}",
            "database_url": f"sqlite:///{(self.path / 'tandem.db').resolve()}",
            "telegram_api_url": api_url,
            "operator": "the rehearsal",
            "listen": None,
            "send_rate": SEND_RATE,
        }
        self._settings_file.write_text(json.dumps(written), encoding="utf-8")
        return self.settings()

    def settings(self) -> Settings:
        """Read the settings of this rehearsal's bot; the environment has no say in them."""
        return Settings.model_validate_json(self._settings_file.read_text(encoding="utf-8"))

    @property
    def programme(self) -> Path:
        """The copy of a programme of one's own that the bot reads."""
        return self.path / "programme.yaml"

    @property
    def _settings_file(self) -> Path:
        return self.path / "settings.json"
