import io
import json
import logging
import sys
import warnings
from collections.abc import Callable

import pytest
import structlog

from bot.logs import configure_logging
from bot.settings import LogFormat

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"
SECRET_PART = "AAabcdefghijklmnop"
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage"


@pytest.fixture(params=list(LogFormat))
def stream(request: pytest.FixtureRequest) -> io.StringIO:
    stream = io.StringIO()
    configure_logging(log_format=request.param, stream=stream)
    return stream


class WrongTokenError(Exception):
    """What a library raises with the token in its text."""


def _raise() -> None:
    raise ConnectionError(URL) from WrongTokenError(f"The token {TOKEN} was rejected")


def _log_exception(log: Callable[..., object]) -> None:
    try:
        _raise()
    except ConnectionError:
        log("sending failed")


def _in_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"deprecated: {URL}", stacklevel=1)


def _uncaught() -> None:
    try:
        _raise()
    except ConnectionError:
        sys.excepthook(*sys.exc_info())


WAYS_IN: dict[str, Callable[[], object]] = {
    "address": lambda: logging.getLogger("library").info(f"POST {URL} 200"),  # noqa: G004
    "argument": lambda: logging.getLogger("library").info("POST %s %s", URL, {"token": TOKEN}),
    "quoted": lambda: logging.getLogger("x").info("GET %s", URL.replace(":AA", "%3AAA")),
    "short token": lambda: logging.getLogger("x").info("GET http://x/bot12:AAabcdefghijklmnop/get"),
    "bound value": lambda: structlog.get_logger().bind(url=URL).info("sent"),
    "structured argument": lambda: structlog.get_logger().info("sent to %s", URL, extra=[TOKEN]),
    "library traceback": lambda: _log_exception(logging.getLogger("library").exception),
    "own traceback": lambda: _log_exception(structlog.get_logger().exception),
    "stack": lambda: logging.getLogger("x").info("at", stack_info=bool(TOKEN)),
    "warning": _in_a_warning,
    "uncaught": _uncaught,
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_a_token_never_gets_into_the_log(stream: io.StringIO, way: str) -> None:
    """Whatever carries it, and in both formats."""
    WAYS_IN[way]()
    assert stream.getvalue()
    assert SECRET_PART not in stream.getvalue()


def test_what_surrounds_a_token_stays_readable(stream: io.StringIO) -> None:
    logging.getLogger("library").warning("POST %s refused", URL)
    assert "POST https://api.telegram.org/bot[secret]/sendMessage refused" in stream.getvalue()


def test_secrets_without_a_shape_are_hidden_too() -> None:
    """A database's password looks like anything; it is known by its value."""
    stream = io.StringIO()
    configure_logging(log_format=LogFormat.TEXT, secrets=["correct horse", ""], stream=stream)
    logging.getLogger("driver").error("cannot connect with %r", "correct horse")
    assert "horse" not in stream.getvalue()
    assert "cannot connect" in stream.getvalue()


def test_local_variables_are_not_logged(stream: io.StringIO) -> None:
    """They hold what people wrote."""

    def handle(words: str) -> None:
        raise ValueError(len(words))

    try:
        handle("I have told nobody " + "this")
    except ValueError:
        structlog.get_logger().exception("failed")
    assert "nobody this" not in stream.getvalue()
    assert "ValueError: 23" in stream.getvalue()


WORDS = "I have told " + "nobody"
"""Put together, so that a line of this file in a traceback does not hold them."""


class RowRefusedError(Exception):
    """What PostgreSQL's driver raises, with the row in its text."""


def _refuse_row() -> None:
    raise RowRefusedError(
        "null value violates a constraint\n"
        f"DETAIL:  Failing row contains (7, {WORDS}\n{WORDS}, null).\n"
        f"CONTEXT:  JSON data, line 1: {WORDS}\n"
        "[SQL: INSERT INTO member]"
    )


def _fail_from(work: Callable[[], object], note: str = "") -> None:
    try:
        work()
    except Exception as cause:
        error = RuntimeError("it failed")
        error.add_note(note)
        raise error from cause


def _fail_together(work: Callable[[], object]) -> None:
    try:
        work()
    except RowRefusedError as error:
        raise ExceptionGroup("two", [error, RuntimeError("it failed")]) from None


QUOTING: dict[str, tuple[Callable[[], object], str]] = {
    "number": (lambda: int(WORDS), "ValueError: invalid literal for int()"),
    "key": (lambda: dict[str, int]()[WORDS], "KeyError"),
    "quote in it": (lambda: int(f"I don't. {WORDS}"), "ValueError: invalid literal for int()"),
    "lines": (lambda: int(f"a\n{WORDS}\n'"), "ValueError: invalid literal for int()"),
    "row": (_refuse_row, "null value violates a constraint\n[SQL: INSERT INTO member]"),
    "cause": (lambda: _fail_from(_refuse_row), "RuntimeError: it failed"),
    "note": (lambda: _fail_from(lambda: int(""), f"while reading {WORDS!r}"), "while reading"),
    "group": (lambda: _fail_together(_refuse_row), "RuntimeError: it failed"),
}


@pytest.mark.parametrize("way", QUOTING)
def test_an_error_that_quotes_what_a_person_wrote_does_not_in_the_log(
    stream: io.StringIO, way: str
) -> None:
    """Its kind and its place are told, and what it says but for that."""
    work, told = QUOTING[way]
    try:
        work()
    except Exception:  # noqa: BLE001 - as the dispatcher does
        structlog.get_logger().exception("failed")
    log = stream.getvalue().replace("\\n", "\n")
    assert WORDS not in log
    assert told in log


def test_an_error_about_code_tells_the_names_in_it(stream: io.StringIO) -> None:
    """They are what somebody needs who looks for the fault, and nothing that a person wrote."""
    try:
        getattr(None, "chat_id")  # noqa: B009 - mypy would see it
    except AttributeError:
        structlog.get_logger().exception("failed")
    assert "'NoneType' object has no attribute 'chat_id'" in stream.getvalue()


def test_requests_of_libraries_are_not_logged_one_by_one(stream: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST")
    assert stream.getvalue() == ""


def test_letters_of_a_name_that_a_card_could_not_draw_are_not_logged(stream: io.StringIO) -> None:
    logging.getLogger("fpdf.output").warning("Font is missing the following glyphs: '‘Ƶ’'")
    assert stream.getvalue() == ""


def test_json_lines_are_json() -> None:
    stream = io.StringIO()
    configure_logging(log_format=LogFormat.JSON, stream=stream)
    structlog.get_logger("tandem.post").info("sent", chat="café", count=2)
    line = json.loads(stream.getvalue())
    assert {k: line[k] for k in ("event", "level", "logger", "chat", "count")} == {
        "event": "sent",
        "level": "info",
        "logger": "tandem.post",
        "chat": "café",
        "count": 2,
    }


def test_a_fault_that_quotes_what_a_person_wrote_does_not_in_the_log(stream: io.StringIO) -> None:
    """Telegram's own words for a refusal may."""
    fault = 'Bad Request: can\'t parse entities: Unsupported start tag "my sister Zoe" at byte 5'
    structlog.get_logger().error("Telegram refused a message", fault=fault)
    assert "Zoe" not in stream.getvalue()
    assert "can't parse entities: Unsupported start tag [unsaid] at byte 5" in stream.getvalue()
