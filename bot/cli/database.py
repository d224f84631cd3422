"""`tandem db`: the schema, copies, and what to do after one was put back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import open_store, sqlite_file
from bot.errors import ExpectedError
from bot.settings import GOOD_KEY, KEY_CHARACTERS, Settings, load_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.store.engine import Store

commands = typer.Typer(help="The database.", no_args_is_help=True)


@commands.command()
def upgrade() -> None:
    """Bring the database to the schema that this Tandem uses."""
    from bot.store.schema import HEAD

    with open_store(load_settings()):
        print(f"The database has schema {HEAD}, which is the newest.")


@commands.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Write a consistent copy of the database, also while the bot runs."""
    from bot.store.copies import copy_out

    source = _file(load_settings(), instead="use pg_dump for PostgreSQL")
    copy_out(source, file)
    print(f"{file} holds a copy of {source}.")


@commands.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy made by `tandem db backup`.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a database that exists.")] = False,
) -> None:
    """Put a copy back; then nothing is sent until `tandem db resume`."""
    from bot.post import pausing
    from bot.store.copies import put_back

    settings = load_settings()
    target = _file(settings, instead="use pg_restore for PostgreSQL")
    put_back(file, target, replace=force)
    with open_store(settings) as store:
        store.write(pausing.pause)
        waiting = store.read(pausing.count_waiting)
    print(f"{target} is what {file} held. {waiting} messages wait; nothing is sent for now.")
    print("`tandem db resume` sends them, `tandem db resume --drop` cancels them first.")


@commands.command()
def pause() -> None:
    """Let no message leave until `tandem db resume`; what people write is still kept."""
    from bot.post import pausing

    with open_store(load_settings()) as store:
        store.write(pausing.pause)
        waiting = store.read(pausing.count_waiting)
    print(f"Nothing is sent for now; {waiting} messages wait. `tandem db resume` sends them.")


@commands.command()
def resume(
    *,
    drop: Annotated[
        bool, typer.Option("--drop", help="First cancel what waits, since it may be old.")
    ] = False,
) -> None:
    """Let messages leave again after a pause or a restore."""
    from bot.clock import SystemClock
    from bot.post import pausing

    now = SystemClock().now()

    def work(session: "Session") -> int:
        cancelled = pausing.cancel_waiting(session, now=now) if drop else 0
        pausing.resume(session)
        return cancelled

    with open_store(load_settings()) as store:
        if not store.read(pausing.is_paused):
            print("Messages leave already.", file=sys.stderr)
            return
        cancelled = store.write(work)
    print(f"{cancelled} messages cancelled. Messages leave again.")


@commands.command()
def rekey() -> None:
    """Lock what people wrote with another key, which is asked for; stop the bot first.

    Begun again with the same keys, it goes on where it was broken off.
    """
    from bot.store.alone import only_process
    from bot.store.cipher import Keyed, current_cipher
    from bot.store.rekeying import rekey

    settings = load_settings()
    new = _new_key(settings)
    with open_store(settings) as store, only_process(sqlite_file(settings)):
        _require_nobody_leads(store)
        changed = rekey(store, old=current_cipher(), new=Keyed(new))
        store.checkpoint()  # what the old key locked leaves the log too
    print(f"{changed} texts are locked with the new key.")
    print("Put it into .env as TANDEM_DATA_KEY before you start `tandem run`.")


def _new_key(settings: Settings) -> str:
    """Ask for the new key, twice and unseen, or read it from what is piped in."""
    if sys.stdin.isatty():
        key = str(typer.prompt("The new key", hide_input=True, confirmation_prompt=True))
    else:
        key = sys.stdin.readline()
    key = key.strip()
    if len(key) < KEY_CHARACTERS:
        raise ExpectedError(f"a key needs at least {KEY_CHARACTERS} characters: {GOOD_KEY}")
    if settings.data_key is not None and key == settings.data_key.get_secret_value():
        raise ExpectedError("that is the key that TANDEM_DATA_KEY has already")
    return key


def _require_nobody_leads(store: "Store") -> None:
    from bot.store.leases import somebody_leads

    if not store.is_sqlite and store.read(somebody_leads):
        raise ExpectedError("a Tandem runs on this database: stop every process first")


def _file(settings: Settings, *, instead: str) -> Path:
    file = sqlite_file(settings)
    if file is None:
        raise ExpectedError(f"this is for SQLite files; {instead}")
    return file
