"""`tandem run`: what a server starts, so it is to be quick and small."""

import asyncio
import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.app import App
    from bot.clock import Clock
    from bot.post.pacing import ChatPaces

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
    gc.disable()  # of what is loaded here nothing goes away again: looking costs a tenth

    from bot.telegram.lean import leave_out_rich

    leave_out_rich()

    from bot.logs import configure_logging

    secrets = [
        secret.get_secret_value()
        for secret in (settings.bot_token, settings.data_key, settings.webhook_secret)
        if secret
    ]
    configure_logging(log_format=settings.log_format, secrets=secrets)

    from bot.app import App

    run_app(App(settings, clock, chats) if chats else App(settings, clock))


def run_app(app: "App") -> None:
    """Open a bot and run it until a signal ends it."""
    from sqlalchemy.exc import DBAPIError

    from bot.cli.opening import database_fault
    from bot.post.pausing import is_paused

    try:
        app.open()
    except DBAPIError as error:
        raise database_fault(error) from None
    if app.store.read(is_paused):
        import structlog

        structlog.get_logger(__name__).warning(
            "nothing is sent: this database was restored; look, then `tandem db resume`"
        )
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(SWITCH_SECONDS)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(app.run())


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # not made for Windows
        return None
    return uvloop.new_event_loop
