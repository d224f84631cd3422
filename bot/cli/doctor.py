"""`tandem doctor`: what is wrong with this installation, one line each."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from bot.cli.opening import ASK_SECONDS, ask_who_we_are, sqlite_file
from bot.errors import SettingsError
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.store.engine import Store

CLOCK_MAY_DIFFER = timedelta(seconds=30)


class Finding(StrEnum):
    """How a check went; only the last makes the command fail."""

    GOOD = "ok"
    NOTE = "note"
    BAD = "FAIL"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the report."""

    finding: Finding
    about: str
    words: str

    def __str__(self) -> str:
        return f"{self.finding:<5}{self.about:<10}{self.words}"


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(doctor)


def doctor() -> None:
    """Check settings, token, clock, database, schema and data key; ends with 1 where one fails."""
    bad = False
    for line in _examine():
        print(line)
        bad = bad or line.finding is Finding.BAD
    if bad:
        raise typer.Exit(1)


def _examine() -> Iterator[Line]:
    try:
        settings = load_settings()
    except SettingsError as error:
        for fault in str(error).splitlines():
            yield _bad("settings", fault)
        return
    yield _good("settings", "can be read")
    yield _token(settings)
    yield _clock(settings)
    yield from _database(settings)


def _token(settings: Settings) -> Line:
    whoami = ask_who_we_are(settings)
    if whoami.username is None:
        return _bad("token", whoami.fault)
    return _good("token", f"is @{whoami.username}'s")


def _clock(settings: Settings) -> Line:
    from bot.clock import SystemClock

    theirs = asyncio.run(_their_date(settings))
    if theirs is None:
        return _bad("clock", f"{settings.telegram_api_url} does not tell the time")
    apart = abs(SystemClock().now() - theirs)
    words = f"{apart.total_seconds():.0f} s from Telegram's"
    if apart > CLOCK_MAY_DIFFER:
        return _bad("clock", f"{words}: prompts would come at wrong times; set the clock")
    return _good("clock", words)


async def _their_date(settings: Settings) -> datetime | None:
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=ASK_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(settings.telegram_api_url, allow_redirects=False) as response,
        ):
            return parsedate_to_datetime(response.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return None


def _database(settings: Settings) -> Iterator[Line]:
    from sqlalchemy.exc import DBAPIError

    from bot.cli.opening import database_fault
    from bot.store.engine import Store

    file = sqlite_file(settings)
    if file is not None and not file.exists():
        yield _bad("database", f"{file} is not there; `tandem db upgrade` makes it")
        return
    key = settings.data_key
    store = Store(settings.database_url, data_key=key.get_secret_value() if key else None)
    try:
        yield from _state(store)
    except DBAPIError as error:
        yield _bad("database", str(database_fault(error)))
    finally:
        store.close()


def _state(store: "Store") -> Iterator[Line]:
    from bot.store.schema import HEAD, current_version

    with store.engine.connect() as connection:
        version = current_version(connection)
    yield _good("database", "can be opened")
    if version != HEAD:
        yield _bad("schema", f"is {version}, not {HEAD}: run `tandem db upgrade`")
        return
    yield _good("schema", f"is {HEAD}, the newest")
    yield store.read(_data_key)
    yield from store.read(lambda session: list(_post(session)))


def _data_key(session: "Session") -> Line:
    import bot.models  # noqa: F401 - makes every table known
    from bot.store.cipher import Open, current_cipher
    from bot.store.rekeying import unreadable

    cipher = current_cipher()
    if columns := unreadable(session, cipher):
        return _bad(
            "data key",
            f"TANDEM_DATA_KEY does not read {', '.join(columns)}: put back the key it was "
            "written with, or begin a broken-off `tandem db rekey` again",
        )
    if isinstance(cipher, Open):
        return _good("data key", "is not set, and nothing stored needs one")
    return _good("data key", "reads what is stored")


def _post(session: "Session") -> Iterator[Line]:
    import sqlalchemy as sa

    from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
    from bot.post.pausing import is_paused

    count = sa.select(sa.func.count())
    aside = session.scalar(count.where(InboxUpdate.state == Arrival.SET_ASIDE)) or 0
    doubt = session.scalar(count.where(OutboxMessage.state == Sending.IN_DOUBT)) or 0
    yield _counted("updates", aside, "set aside, since they could not be handled")
    yield _counted("messages", doubt, "in doubt: nobody knows whether they arrived")
    if is_paused(session):
        yield _note("outbox", "nothing is sent until `tandem db resume`")


def _counted(about: str, number: int, words: str) -> Line:
    return (_note if number else _good)(about, f"{number} {words}")


def _good(about: str, words: str) -> Line:
    return Line(finding=Finding.GOOD, about=about, words=words)


def _note(about: str, words: str) -> Line:
    return Line(finding=Finding.NOTE, about=about, words=words)


def _bad(about: str, words: str) -> Line:
    return Line(finding=Finding.BAD, about=about, words=words)
