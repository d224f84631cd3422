"""`tandem run` and `tandem rehearse`."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import ExpectedError
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.post.pacing import ChatPaces

BOT_OF_REHEARSAL = "bot-of-rehearsal"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(run)
    app.command()(rehearse)
    app.command(BOT_OF_REHEARSAL, hidden=True)(bot_of_rehearsal)


def run() -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    from bot.clock import SystemClock

    settings = load_settings()
    settings.require_token()
    settings.require_webhook()
    run_bot(settings, SystemClock())


def bot_of_rehearsal(folder: Path) -> None:
    """Run the bot of the rehearsal in this folder; the environment has no say."""
    from bot.post.pacing import ChatPaces
    from bot.rehearsal.folder import CHAT_SECONDS, Folder

    place = Folder(path=folder)
    run_bot(place.settings(), place.clock, chats=ChatPaces(seconds=CHAT_SECONDS))


def run_bot(settings: Settings, clock: "Clock", *, chats: "ChatPaces | None" = None) -> None:
    """Run the whole bot in this process until a signal ends it."""
    from bot.telegram.lean import leave_out_rich

    leave_out_rich()

    from bot.logs import configure_logging

    secrets = [
        secret.get_secret_value()
        for secret in (settings.bot_token, settings.data_key, settings.webhook_secret)
        if secret
    ]
    configure_logging(log_format=settings.log_format, secrets=secrets)

    from sqlalchemy.exc import DBAPIError

    from bot.app import App
    from bot.cli.opening import database_fault
    from bot.post.pausing import is_paused

    app = App(settings, clock, chats) if chats else App(settings, clock)
    try:
        app.open()
    except DBAPIError as error:
        raise database_fault(error) from None
    if app.store.read(is_paused):
        import structlog

        structlog.get_logger(__name__).warning(
            "nothing is sent: this database was restored; look, then `tandem db resume`"
        )
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(app.run())


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


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # not made for Windows
        return None
    return uvloop.new_event_loop
