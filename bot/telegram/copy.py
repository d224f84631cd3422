"""The bot's own words, read from the Fluent files under `prompts/copy/<locale>/`."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from functools import cache
from importlib import resources
from typing import Any

from fluent.runtime import FluentBundle, resolver
from fluent.syntax import FluentParser
from fluent.syntax.ast import MessageReference
from fluent.syntax.visitor import Visitor
from markupsafe import escape

from bot.post.content import Arg, Args

LOCALE = "en"
NOON = time(12)
# The library's own 2,500 guards against copy that multiplies itself; people's words, escaped,
# may be longer: a message of 4,096 units in which every sign is a `&quot;`.
resolver.MAX_PART_LENGTH = 4096 * 6
_BEGINNING = re.compile(r"^(?=[a-zA-Z#])", re.MULTILINE)
_KEY = re.compile(r"([a-zA-Z][\w-]*) *=")
Plain = str | int | bool | None


class Copy:
    """Every message and label of one locale.

    In a message, arguments are plain text and are escaped; the files themselves may use
    Telegram's HTML. An argument may be a list of `line`s, each rendered from its own key.
    Labels (buttons, toasts) are plain text throughout.
    """

    def __init__(self, sources: Mapping[str, str], *, locale: str = "en-GB") -> None:
        self.username: str | None = None
        """The bot's own name at Telegram, for LINK(); whoever renders a token asks for it first."""
        functions: dict[str, Callable[..., Any]] = {
            "DAY": _day,
            "DATE": _date,
            "CLOCK": _clock,
            "LIST": _list,
            "LINK": self.link,
        }
        self._bundle = FluentBundle([locale], functions=functions, use_isolating=False)
        self._parser = FluentParser(with_spans=False)  # where each word stands would fill memory
        self._unread = dict(entry for source in sources.values() for entry in _entries(source))
        """Key to source. Reading all at once would cost each start 0.1 s and 5 MB."""

    def has(self, key: str) -> bool:
        """Tell whether there are words for `key`."""
        self._read(key)
        return self._bundle.has_message(key)

    def html(self, key: str, args: Args) -> str:
        """Return a message as Telegram's HTML; raises `CopyError` for a fault in the files."""
        return self._format(key, {name: self._as_html(value) for name, value in args.items()})

    def label(self, key: str, args: Args | None = None) -> str:
        """Return plain text for a button or a toast; raises `CopyError`."""
        return self._format(
            key, {name: self._as_text(value) for name, value in (args or {}).items()}
        )

    def link(self, token: object) -> str:
        """Fluent's LINK(): the way in that an invitation's token opens."""
        return f"https://t.me/{self.username}?start={token}"

    def _as_html(self, value: Arg) -> Plain:
        if isinstance(value, str):
            return str(escape(value))
        if isinstance(value, list | tuple):
            return "\n".join(self.html(line["copy"], line["args"]) for line in value)
        return value

    def _as_text(self, value: Arg) -> Plain:
        if isinstance(value, list | tuple):
            return "\n".join(self.label(line["copy"], line["args"]) for line in value)
        return value

    def _format(self, key: str, args: dict[str, Plain]) -> str:
        if not self.has(key):
            raise CopyError(f"no copy for {key!r}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise CopyError(f"no words under {key!r}")
        given = {name: _fluent(value) for name, value in args.items()}
        text, faults = self._bundle.format_pattern(pattern, given)
        if faults:
            raise CopyError(f"{key}: {faults[0]}")
        return str(text)

    def _read(self, key: str) -> None:
        """Read one entry, and first those that it refers to; several threads may do so at once."""
        source = self._unread.get(key)
        if source is None:
            return
        resource = self._parser.parse(source)
        references = _References()
        references.visit(resource)
        for name in references.names:
            self._read(name)
        self._bundle.add_resource(resource)
        self._unread.pop(key, None)


class _References(Visitor):
    """Collects the keys that an entry refers to."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_MessageReference(self, node: MessageReference) -> None:  # noqa: N802 - the library's
        """Note one."""
        self.names.append(node.id.name)


def _entries(source: str) -> Iterator[tuple[str, str]]:
    """Yield each key and its entry; whatever goes on is indented, or begins with a bracket."""
    for entry in _BEGINNING.split(source):
        key = _KEY.match(entry)
        if key is not None:
            yield key[1], entry


class CopyError(LookupError):
    """A key or an argument that the copy files do not have: a fault of ours."""


def _fluent(value: Plain) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


@cache
def load_copy(locale: str = LOCALE) -> Copy:
    """Return the copy of a locale, from the installed package."""
    folder = resources.files("prompts") / "copy" / locale
    sources = {
        file.name: file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".ftl")
    }
    return Copy(sources)


def _day(value: object, *, year: str = "no") -> str:
    """Fluent's DAY(): an ISO date as `Wednesday 3 March`.

    `DAY($day, year: "yes")` is for days that may be more than a year away or are looked up later.
    """
    day = date.fromisoformat(str(value)[:10])
    said = f"{day:%A} {day.day} {day:%B}"
    return f"{said} {day.year}" if year == "yes" else said


def _date(value: object, *, month: str = "whole", year: str = "no") -> str:
    """Fluent's DATE(): an ISO date as `3 March`, where the year and the weekday are plain.

    `DATE($day, month: "short")` is `3 Mar`, for buttons; with `year: "yes"` `3 Mar 2027`.
    """
    day = date.fromisoformat(str(value)[:10])
    said = f"{day.day} {day:%b}" if month == "short" else f"{day.day} {day:%B}"
    return f"{said} {day.year}" if year == "yes" else said


def _list(value: object) -> str:
    """Fluent's LIST(): several `line`s as part of a sentence, `a, b and c`."""
    *most, last = str(value).split("\n")
    return f"{', '.join(most)} and {last}" if most else last


def _clock(value: object) -> str:
    """Fluent's CLOCK(): `18:30` as `6.30 pm`."""
    at = time.fromisoformat(str(value))
    if at == NOON:  # people read 12 pm as midnight
        return "12 noon"
    half = "am" if at.hour < 12 else "pm"  # noqa: PLR2004 - noon
    hour = at.hour % 12 or 12
    return f"{hour}.{at:%M} {half}" if at.minute else f"{hour} {half}"
