"""Keeps the bot's process small."""

import sys


def leave_out_what_nobody_uses() -> None:
    """Keep 18 MB of libraries out of this process that others would load just in case.

    structlog would take rich for tracebacks that we do not show, httpx brings a command line,
    and python-telegram-bot loads cryptography for Telegram Passport. Ours is loaded when a
    data key asks for it.
    """
    for module in ("rich", "httpx._main", "cryptography"):
        sys.modules.setdefault(module, None)  # type: ignore[arg-type] # Python's mark for "not there"
    import telegram  # noqa: F401 - while cryptography looks absent

    if sys.modules["cryptography"] is None:
        del sys.modules["cryptography"]
