"""`tandem db`: the schema, copies, and what to do after one was put back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import open_store, sqlite_file
from bot.errors import ExpectedError
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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
def resume(
    *,
    drop: Annotated[
        bool, typer.Option("--drop", help="First cancel what waits, since it may be old.")
    ] = False,
) -> None:
    """Let messages leave again after a restore."""
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


def _file(settings: Settings, *, instead: str) -> Path:
    file = sqlite_file(settings)
    if file is None:
        raise ExpectedError(f"this is for SQLite files; {instead}")
    return file
