"""Which copy the code asks for, and which copy there is."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from tests.architecture.rules import TOP

COPY = TOP / "prompts/copy/en"
KEY = re.compile(r"[a-z]+(-[a-z0-9]+)*")
SPEAKERS = {
    *("say", "change", "toast", "show_file", "show_picture", "show_document", "edit"),
    *("line", "Button", "RefusalError", "html", "label"),
}
"""Calls whose first text, or `copy` or `label`, is a copy key."""
NAMED = {"copy", "label"}
LOGS = {"write_down", "note"}
"""Calls whose texts name acts of the audit log."""


@cache
def messages() -> dict[str, fluent.Message]:
    """Return every message of the copy files by its key."""
    parser = FluentParser(with_spans=False)
    texts = (path.read_text(encoding="utf-8") for path in sorted(COPY.glob("*.ftl")))
    entries = chain.from_iterable(parser.parse(text).body for text in texts)
    return {each.id.name: each for each in entries if isinstance(each, fluent.Message)}


def junk() -> list[str]:
    """Return what of the files cannot be read, which the bot would pass over in silence."""
    parser = FluentParser(with_spans=False)
    return [
        f"{path.name}: {entry.content}"
        for path in sorted(COPY.glob("*.ftl"))
        for entry in parser.parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, fluent.Junk)
    ]


def keys_written() -> list[str]:
    """Return every key as often as it is written."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(COPY.glob("*.ftl"))]
    return [found for text in texts for found in re.findall(r"(?m)^([a-z][a-z0-9-]*) =", text)]


@dataclass(kw_only=True)
class Asked:
    """What the code says that may be a key."""

    said: dict[str, str] = field(default_factory=dict)
    """Texts that are surely keys, and where each stands."""
    looks: dict[str, str] = field(default_factory=dict)
    """Texts that look like keys, and where each stands."""
    made: dict[str, str] = field(default_factory=dict)
    """Keys put together, as regular expressions, and where each stands."""
    words: set[str] = field(default_factory=set)
    """Every text and every name of an enum's value: what can stand in a key put together."""


@cache
def asked() -> Asked:
    """Read all code."""
    found = Asked()
    for path in _files():
        where = path.relative_to(TOP).as_posix()
        read(path.read_text(encoding="utf-8"), where=where, into=found)
    return found


def read(code: str, *, where: str = "", into: Asked | None = None) -> Asked:
    """Read some code, and return what it asks for with what was found before."""
    found = into if into is not None else Asked()
    tree = ast.parse(code)
    silent = {id(node) for node in _no_keys(tree)}
    for node in ast.walk(tree):
        _look(found, node, f"{where}:{getattr(node, 'lineno', 0)}", silent)
    return found


def _files() -> Iterator[Path]:
    for folder in ("bot", "handlers"):
        for path in sorted((TOP / folder).rglob("*.py")):
            if "bot/rehearsal/standin/" not in path.as_posix():
                yield path


def _no_keys(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield texts that only look like keys: codes of taps and talks, acts of the audit log."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (keyword.value for keyword in node.keywords)
        elif isinstance(node, ast.Call) and _name(node) in LOGS:
            yield from ast.walk(node)


def _look(found: Asked, node: ast.AST, where: str, silent: set[int]) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found.words |= {node.value, node.value.replace("_", "-")}
        if id(node) not in silent:
            found.looks.setdefault(node.value, where)
    elif isinstance(node, ast.JoinedStr):
        found.made.setdefault(_pattern(node), where)
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        found.words.add(node.targets[0].id.lower())
    elif isinstance(node, ast.Call) and _name(node) in SPEAKERS and not _is_column(node):
        for key in _keys(node):
            found.said.setdefault(key, where)


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_column(call: ast.Call) -> bool:
    """Tell a column's name in a query from a label that people read."""
    on = call.func.value if isinstance(call.func, ast.Attribute) else None
    return _name(call) == "label" and isinstance(on, ast.Call) and _name(on) != "load_copy"


def _keys(call: ast.Call) -> Iterator[str]:
    named = [each.value for each in call.keywords if each.arg in NAMED]
    for given in [*call.args[:1], *named]:
        branches = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
        for each in branches:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


def _pattern(text: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
        for part in text.values
    )


def is_made(key: str) -> bool:
    """Tell whether the code puts this key together from texts and names that it has."""
    found = asked()
    matches = (re.fullmatch(made, key) for made in found.made if re.search("[a-z]{3}", made))
    return any(match and set(match.groups()) <= found.words for match in matches)


def referred() -> set[str]:
    """Return the keys that other copy includes."""
    return {
        name
        for path in COPY.glob("*.ftl")
        for name in re.findall(r"\{ ([a-z][a-z0-9-]*) \}", path.read_text(encoding="utf-8"))
    }
