"""Settings: the only reader of the environment.

`Settings` itself is a plain value, so that the rehearsal and the tests make one without the
environment having a say; `load_settings` is the door to the environment and to `.env`.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)

from bot.errors import SettingsError

KEY_CHARACTERS = 32
"""The least of a data key."""
GOOD_KEY = "for example what `openssl rand -hex 32` prints"
_PREFIX = "TANDEM_"
_OTHERS = ("TANDEM_TEST_", "TANDEM_VENV")
"""What the test command and the launcher read for themselves."""
# BotFather's tokens: the bot's id, a colon, 35 characters today.
_TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{30,64}")
# Telegram's rule for `secret_token` of setWebhook; the least length is ours.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_HIGHEST_PORT = 65535
_SHOWN_CHARACTERS = 60


class LogFormat(StrEnum):
    """How a log line looks: for people, or for a collector."""

    TEXT = "text"
    JSON = "json"


class Nation(StrEnum):
    """Whose emergency and mental health numbers the crisis card shows."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError
    return value


def _database_url(value: str) -> str:
    parts = urlsplit(value)
    on_file = parts.scheme == "sqlite" and value.startswith("sqlite:///") and parts.path != "/"
    on_server = parts.scheme == "postgresql" and bool(parts.path.strip("/"))
    if not (on_file or on_server):
        raise ValueError
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError
    return value.rstrip("/")


def _webhook_address(value: str) -> str:
    if urlsplit(value).scheme != "https":  # Telegram calls no other
        raise ValueError
    return _web_address(value)


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
        raise ValueError
    return value


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a server listens."""

    host: str
    port: int


def _listen(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value == "off":
        return None
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isdecimal() and 0 < int(port) <= _HIGHEST_PORT):
        raise ValueError
    return Address(host=host.strip("[]"), port=int(port))


class Settings(BaseModel):
    """Everything an operator can set; see `.env.example` for what each is for."""

    model_config = ConfigDict(frozen=True)

    bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    # May hold a password, hence never printed.
    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        default="sqlite:///tandem.db", repr=False
    )
    telegram_api_url: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    webhook_url: Annotated[str, AfterValidator(_webhook_address)] | None = None
    """Where Telegram brings updates; None fetches them by long polling."""
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None
    listen: Annotated[Address | None, BeforeValidator(_listen)] = Address(
        host="127.0.0.1", port=8080
    )
    """Serves the webhook, health and metrics; None serves nothing."""
    send_rate: float = Field(default=25, ge=1, le=1000)
    """Messages a second, over all chats."""
    timezone: ZoneInfo = ZoneInfo("Europe/London")
    """The zone of a cohort for which none was given."""
    log_format: LogFormat = LogFormat.TEXT
    data_key: SecretStr | None = Field(default=None, min_length=KEY_CHARACTERS)
    operator: str = Field(default="your programme team", min_length=2, max_length=120)
    nation: Nation = Nation.ENGLAND
    raw_days: int = Field(default=7, ge=1, le=30)
    answers_months: int = Field(default=6, ge=1, le=120)
    """Counted from the end of the programme."""
    audit_months: int = Field(default=24, ge=1, le=120)

    def require_token(self) -> str:
        """The bot's token, for the commands that talk to Telegram.

        Raises:
            SettingsError: if none is set.
        """
        if self.bot_token is None:
            raise SettingsError(f"{_PREFIX}BOT_TOKEN: is missing; {_RIGHT['bot_token']}")
        return self.bot_token.get_secret_value()

    def require_webhook(self) -> None:
        """Check what belongs together: an address needs a secret and a place to listen.

        Raises:
            SettingsError: if one of them is missing.
        """
        if self.webhook_url is None:
            return
        if self.webhook_secret is None:
            raise SettingsError(
                f"{_PREFIX}WEBHOOK_SECRET: is missing beside a webhook's address; "
                f"{_RIGHT['webhook_secret']}"
            )
        if self.listen is None:
            raise SettingsError(
                f"{_PREFIX}LISTEN: cannot be off beside a webhook's address; {_RIGHT['listen']}"
            )


_NAMES = {field: f"{_PREFIX}{field.upper()}" for field in Settings.model_fields}
_SECRET = frozenset({"bot_token", "database_url", "data_key", "webhook_secret"})
_RIGHT = {
    "bot_token": (
        "give the token that @BotFather sent, for example "
        "TANDEM_BOT_TOKEN=123456789:AAabcdefghijklmnopqrstuvwxyz0123456"
    ),
    "database_url": (
        "give a file or a PostgreSQL database, for example "
        "TANDEM_DATABASE_URL=sqlite:///tandem.db or postgresql://tandem@localhost/tandem"
    ),
    "telegram_api_url": (
        "give an address that starts with https:// or http://, for example "
        "TANDEM_TELEGRAM_API_URL=https://api.telegram.org"
    ),
    "webhook_url": (
        "give the address that reaches this machine from outside, for example "
        "TANDEM_WEBHOOK_URL=https://tandem.example.org/telegram"
    ),
    "webhook_secret": (
        "give 16 to 256 letters, digits, _ and - that nobody can guess, for example what "
        "`openssl rand -hex 32` prints"
    ),
    "listen": "give an address and a port, or off, for example TANDEM_LISTEN=127.0.0.1:8080",
    "send_rate": "give messages a second from 1 to 1000, for example TANDEM_SEND_RATE=25",
    "timezone": "give a zone's name, for example TANDEM_TIMEZONE=Europe/London",
    "log_format": "give text or json, for example TANDEM_LOG_FORMAT=text",
    "data_key": (f"give at least {KEY_CHARACTERS} characters that nobody can guess, {GOOD_KEY}"),
    "operator": (
        "give the name people know you by, in 2 to 120 characters, for example "
        'TANDEM_OPERATOR="Thames Valley Leadership Academy"'
    ),
    "nation": (
        "give england, scotland, wales or northern-ireland, for example TANDEM_NATION=england"
    ),
    "raw_days": "give whole days from 1 to 30, for example TANDEM_RAW_DAYS=7",
    "answers_months": "give whole months from 1 to 120, for example TANDEM_ANSWERS_MONTHS=6",
    "audit_months": "give whole months from 1 to 120, for example TANDEM_AUDIT_MONTHS=24",
}


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Settings from the environment and, where it says nothing, from `env_file`.

    Raises:
        SettingsError: one line for each wrong value: the setting, what is wrong, a right one.
            A secret's value is never part of it.
    """
    try:
        found = _found(env_file)
        settings = Settings.model_validate(
            {field: found[name] for field, name in _NAMES.items() if found.get(name)}
        )
    except ValidationError as error:
        # `from None`: pydantic's own text would show a wrong secret in a traceback.
        raise SettingsError(_lines(error)) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{env_file}: cannot be read; save it as UTF-8 text") from None
    for warning in _warnings(found):
        sys.stderr.write(f"{warning}\n")
    return settings


def _found(env_file: Path | None) -> dict[str, str | None]:
    """Return what the file and, over it, the environment say, by names in capitals."""
    in_file = dotenv_values(env_file, encoding="utf-8") if env_file else {}
    return {name.upper(): value for name, value in (*in_file.items(), *os.environ.items())}


def wrong_database(words: str) -> SettingsError:
    """Return the fault of a database that its setting does not lead to, in the driver's words."""
    return SettingsError(f"{_PREFIX}DATABASE_URL: {words}; {_RIGHT['database_url']}")


def _warnings(found: Iterable[str]) -> Iterator[str]:
    """Yield a line for each name that looks like a setting and is none."""
    for name in sorted(found):
        is_ours = name.startswith(_PREFIX) and not name.startswith(_OTHERS)
        if is_ours and name not in _NAMES.values():
            nearest = get_close_matches(name, _NAMES.values(), n=1, cutoff=0)[0]
            yield f"{name}: is no setting and has no effect; the nearest is {nearest}"


def _lines(error: ValidationError) -> str:
    faults = {str(fault["loc"][0]): fault["input"] for fault in error.errors(include_url=False)}
    return "\n".join(_line(field, value) for field, value in faults.items())


def _line(field: str, value: object) -> str:
    wrong = "is wrong" if field in _SECRET else f'cannot be "{str(value)[:_SHOWN_CHARACTERS]}"'
    return f"{_PREFIX}{field.upper()}: {wrong}; {_RIGHT[field]}"
