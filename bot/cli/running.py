"""`tandem run`: what a server starts, so it is to be quick and small."""

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.app import App
    from bot.clock import Clock
    from bot.post.pacing import ChatPaces
    from bot.telegram.line import Answer, Line

SWITCH_SECONDS = 0.0005
"""How long a thread may compute while the event loop waits: Python's own 5 ms would be felt."""


def run() -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    from bot.clock import SystemClock

    settings = load_settings()
    settings.require_token()
    settings.require_webhook()
    run_bot(settings, SystemClock())


def run_bot(settings: Settings, clock: "Clock", *, chats: "ChatPaces | None" = None) -> None:
    """Run the whole bot in this process until a signal ends it."""
    from bot.telegram.lean import leave_out_rich

    gc.disable()  # of what is loaded here nothing goes away again: looking costs a tenth
    leave_out_rich()

    from bot.logs import configure_logging

    def make() -> "App":
        from bot.app import App

        return App(settings, clock, chats) if chats else App(settings, clock)

    secrets = [
        secret.get_secret_value()
        for secret in (settings.bot_token, settings.data_key, settings.webhook_secret)
        if secret
    ]
    configure_logging(log_format=settings.log_format, secrets=secrets)
    run_app(settings, make)


def run_app(settings: Settings, make: "Callable[[], App]") -> None:
    """Make a bot and run it until a signal ends it.

    Raises:
        InUseError: another process runs on this SQLite file.
    """
    from bot.cli.opening import sqlite_file
    from bot.store.alone import only_process

    sys.setswitchinterval(SWITCH_SECONDS)
    with (
        only_process(sqlite_file(settings)),
        asyncio.Runner(loop_factory=_loop_factory()) as runner,
    ):
        runner.run(_run(settings, make))


async def _run(settings: Settings, make: "Callable[[], App]") -> None:
    from bot.telegram.line import Line

    ending = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, ending.set)
    line = Line(api_url=settings.telegram_api_url, token=settings.require_token())
    async with _asking(settings, line) as first:
        app = await asyncio.to_thread(_open, make, line)
        app.poller.first = first
        gc.freeze()
        gc.enable()
        await app.run(ending)


@asynccontextmanager
async def _asking(settings: Settings, line: "Line") -> "AsyncIterator[asyncio.Task[Answer] | None]":
    """Ask for updates already while the bot is loaded, where only this process may ask.

    It confirms nothing: whatever comes of it waits, here or at Telegram, until it is stored.
    """
    from bot.cli.opening import sqlite_file
    from bot.telegram.polling import ask

    await line.initialize()
    first = None
    if settings.webhook_url is None and sqlite_file(settings) is not None:
        first = asyncio.create_task(ask(line))
    try:
        yield first
    finally:
        if first is not None:
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
        await line.shutdown()


def _open(make: "Callable[[], App]", line: "Line") -> "App":
    """Load the whole bot and open its database."""
    from sqlalchemy.exc import DBAPIError

    from bot.cli.opening import database_fault
    from bot.post.pausing import is_paused

    app = make()
    try:
        app.open(line)
    except DBAPIError as error:
        raise database_fault(error) from None
    if app.store.read(is_paused):
        import structlog

        structlog.get_logger(__name__).warning(
            "nothing is sent: this database was restored; look, then `tandem db resume`"
        )
    return app


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # not made for Windows
        return None
    return uvloop.new_event_loop
