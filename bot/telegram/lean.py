"""Keeps the bot's process small and quick to start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telegram import Update


def update_from(update: dict[str, Any]) -> "Update":
    """Return python-telegram-bot's reading of an update; raises whatever it has against it.

    The library comes with the first update that needs it: it takes 9 MB and a tenth of a second.
    """
    if "telegram" not in sys.modules:
        # For Telegram Passport and a command line, which nobody uses here: 10 MB more.
        with _absent("cryptography", "httpx._main"):
            import telegram  # noqa: F401 - so that it is loaded without them
    from telegram import Update

    return Update.de_json(update)


def leave_out_rich() -> None:
    """Keep a library out of this process that structlog would take for tracebacks if it could."""
    sys.modules.setdefault("rich", None)  # type: ignore[arg-type] # as below


@contextmanager
def _absent(*modules: str) -> Iterator[None]:
    """Let these modules look as if they were not installed, unless they are loaded already."""
    hidden = [module for module in modules if module not in sys.modules]
    for module in hidden:
        sys.modules[module] = None  # type: ignore[assignment] # Python's mark for "not there"
    try:
        yield
    finally:
        for module in hidden:
            del sys.modules[module]
