"""What Tandem logs, how it looks, and what is never in it."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor

from bot.settings import LogFormat

# The token is in the path of every request to the Bot API (…/bot<token>/sendMessage); the
# second form is a token anywhere, its colon perhaps quoted for an address.
_TOKEN_SHAPES = re.compile(
    r"(?<=bot)\d+(?::|%3A)[^/\s\"'<>]+|\b\d{5,20}(?::|%3A)[\w-]{30,64}", re.IGNORECASE
)
_HIDDEN = "[secret]"
# What an error is about may be what a person wrote. Python and its libraries quote it;
# PostgreSQL tells a row that it refuses below its message. Behind two letters stands an apostrophe.
_QUOTED = re.compile(r"(?<![a-z]{2})['\"].*['\"]", re.DOTALL | re.IGNORECASE)
_ROW = re.compile(r"^(?:DETAIL|CONTEXT):.*?(?=^\[SQL:|\Z)", re.DOTALL | re.MULTILINE)
_UNSAID = "[unsaid]"
# These quote names that stand in code, and types.
_ABOUT_CODE = (AttributeError, ImportError, NameError, TypeError)
_SHORTEST_SECRET = 6  # shorter ones would blank ordinary words

# It warns of letters that a font lacks, and those are the letters of somebody's name.
_SILENT = ("fpdf",)
# Each of them tells at INFO what our own log tells better.
_QUIET = ("aiohttp.access", "apscheduler", "httpcore", "httpx", "uvicorn.access", "alembic")


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats a record and hides secrets in the finished line.

    Working on the finished text is what makes it complete: message, arguments, bound values,
    exception texts, tracebacks and stacks have all become part of it.
    """

    def __init__(self, *, processors: Sequence[Processor], secrets: Sequence[str]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=_shared_processors())
        self._secrets = tuple(
            sorted({s for s in secrets if len(s) >= _SHORTEST_SECRET}, key=len, reverse=True)
        )

    def format(self, record: logging.LogRecord) -> str:
        """The line for this record, without any secret."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _TOKEN_SHAPES.sub(_HIDDEN, line)


def configure_logging(
    *,
    log_format: LogFormat,
    secrets: Sequence[str] = (),
    level: int = logging.INFO,
    stream: TextIO | None = None,
) -> None:
    """Send every log of the process, a library's too, to `stream` (default: stderr).

    Also takes over warnings and uncaught exceptions, whose texts may hold a token as well.
    `secrets` are hidden wherever they appear; token-shaped text is hidden in any case.
    Servers that bring their own handlers (uvicorn) must be started with `log_config=None`.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(processors=_finish(log_format), secrets=secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared_processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _quote_nobody,
    ]


def _quote_nobody(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Leave out what a fault quotes: Telegram may say what it has against somebody's words."""
    if isinstance(event.get("fault"), str):
        event["fault"] = _discreetly(event["fault"])
    return event


def _finish(log_format: LogFormat) -> list[Processor]:
    # Both write bare tracebacks: the pretty ones show local variables, which hold people's words.
    tidy = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if log_format is LogFormat.JSON:
        return [
            tidy,
            structlog.processors.ExceptionRenderer(_discreet),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return [
        tidy,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_write_discreetly),
    ]


def _write_discreetly(log: TextIO, exc_info: ExcInfo) -> None:
    log.write(_discreet(exc_info) + "\n")


def _discreet(exc_info: ExcInfo) -> str:
    """Return a traceback whose errors do not repeat what they were given."""
    _, error, _ = exc_info
    text = "".join(traceback.format_exception(error)).rstrip("\n")
    # The longest first: one that wraps another repeats what that says.
    for said in sorted(_all_said(error), key=len, reverse=True):
        # In a group each line is indented.
        lines = re.escape(said).replace("\\\n", r"\n[ |]*")
        text = _discreetly(said).join(re.split(lines, text))
    return text


def _all_said(error: BaseException | None) -> Iterator[str]:
    """Yield what an error says, and all that led to it."""
    if error is None:
        return
    words = () if isinstance(error, _ABOUT_CODE) else (str(error),)
    said = (*words, *getattr(error, "__notes__", ()))
    yield from (each for each in said if _discreetly(each) != each)
    yield from _all_said(error.__cause__ or error.__context__)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _all_said(each)


def _discreetly(said: str) -> str:
    return _QUOTED.sub(_UNSAID, _ROW.sub("", said))


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("tandem").critical("stopped by an error", exc_info=(kind, error, trace))
