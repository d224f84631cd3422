"""What most commands open: settings, the database, and a line to ask Telegram who we are."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ExpectedError
from bot.settings import Settings, wrong_database

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

    from bot.store.engine import Store

ASK_SECONDS = 5.0
NO_DATABASE = ("unable to open database file", "file is not a database")
"""SQLite's words for a path that leads nowhere, or to something else."""


class DatabaseError(ExpectedError):
    """The database cannot be opened."""


@dataclass(frozen=True, kw_only=True)
class Whoami:
    """The bot's name at Telegram, or why it is not known."""

    username: str | None = None
    fault: str = ""


def sqlite_file(settings: Settings) -> Path | None:
    """Return the file of an SQLite database, None for a server."""
    prefix = "sqlite:///"
    url = settings.database_url
    return Path(url.removeprefix(prefix)) if url.startswith(prefix) else None


@contextmanager
def open_store(settings: Settings) -> "Iterator[Store]":
    """Open the database, brought up to date.

    Raises:
        DatabaseError: it is not there or does not let us in.
        SettingsError: the path leads to no database.
    """
    from sqlalchemy.exc import DBAPIError

    import bot.models  # noqa: F401 - makes every table known
    from bot.store.engine import Store
    from bot.store.schema import bring_up_to_date

    key = settings.data_key
    store = Store(settings.database_url, data_key=key.get_secret_value() if key else None)
    try:
        try:
            bring_up_to_date(store.engine)
        except DBAPIError as error:
            raise database_fault(error) from None
        yield store
    finally:
        store.close()


def database_fault(error: "DBAPIError") -> ExpectedError:
    """Say why the database cannot be opened, in the driver's own words on one line.

    A file that cannot be one is a fault of the settings.
    """
    # Not SQLAlchemy's words, which add the statement and a web address.
    words = str(error.orig).strip().splitlines() or ["no reason given"]
    if words[0] in NO_DATABASE:
        return wrong_database(words[0])
    return DatabaseError(f"the database cannot be opened: {words[0]}")


def ask_who_we_are(settings: Settings) -> Whoami:
    """Ask Telegram for the bot's name; never raises for what the line does."""
    if settings.bot_token is None:
        return Whoami(fault="TANDEM_BOT_TOKEN is not set")
    return asyncio.run(_ask(settings))


async def _ask(settings: Settings) -> Whoami:
    from bot.telegram.call import Call
    from bot.telegram.line import Line, NeverSentError, UnknownFateError

    line = Line(api_url=settings.telegram_api_url, token=settings.require_token())
    await line.initialize()
    try:
        answer = await line.call(Call(method="getMe", params={}), seconds=ASK_SECONDS)
    except (NeverSentError, UnknownFateError):
        return Whoami(fault=f"{settings.telegram_api_url} cannot be reached")
    finally:
        await line.shutdown()
    if answer.status != HTTPStatus.OK or not answer.body:
        return Whoami(fault=f"Telegram answered: {answer.description}")
    return Whoami(username=str(answer.body["result"]["username"]))
