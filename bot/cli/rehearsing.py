"""`tandem rehearse`, and the bot that it starts."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.running import run_bot
from bot.errors import ExpectedError

BOT_OF_REHEARSAL = "bot-of-rehearsal"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(rehearse)
    app.command(BOT_OF_REHEARSAL, hidden=True)(bot_of_rehearsal)


def bot_of_rehearsal(folder: Path) -> None:
    """Run the bot of the rehearsal in this folder; the environment has no say."""
    from bot.post.pacing import ChatPaces
    from bot.rehearsal.folder import CHAT_SECONDS, Folder

    place = Folder(path=folder)
    run_bot(place.settings(), place.clock, chats=ChatPaces(seconds=CHAT_SECONDS))


def rehearse(
    *,
    port: Annotated[int, typer.Option(help="Of the page; 0 takes any that is free.")] = 0,
    data: Annotated[
        Path | None,
        typer.Option(help="A new folder to keep; without it nothing stays.", show_default=False),
    ] = None,
    programme: Annotated[
        str, typer.Option(help="A programme's name, or a file of your own.")
    ] = "leading-together",
) -> None:
    """Try the whole bot without Telegram: a page of phones, and a clock to move."""
    from bot.logs import configure_logging
    from bot.reflection.check import workshops_in
    from bot.rehearsal.rehearsal import Rehearsal
    from bot.settings import LogFormat

    configure_logging(log_format=LogFormat.TEXT)
    chosen = str(Path(programme).resolve()) if Path(programme).is_file() else programme
    rehearsal = Rehearsal(
        programme=chosen,
        workshops=workshops_in(chosen),
        bot_command=lambda folder: (
            sys.executable, "-m", "bot.cli", BOT_OF_REHEARSAL, str(folder),
        ),
        data=data,
        port=port,
    )  # fmt: skip
    try:
        asyncio.run(rehearsal.run(_say_ready))
    except OSError as error:
        raise ExpectedError(f"the page cannot be served: {error.strerror}") from None


def _say_ready(address: str) -> None:
    print(f"Open {address} in a browser. Ctrl-C ends the rehearsal.", flush=True)
