"""A programme file as written: its data, and the line each part of it stands on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Place = Sequence[str | int]
"""The way to a part of the file: `("prompts", 3, "id")`."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something wrong in a programme file; `line` counts from 1."""

    path: Path
    line: int
    problem: str
    instead: str

    def __str__(self) -> str:
        """Return one line as the command line prints it."""
        return f"{self.path}:{self.line}: {self.problem}; {self.instead}"


class ProgrammeError(ValueError):
    """A programme file cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults, in the order of the file."""
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without its surprises: 18:30, yes and 2027-03-03 stay the text that was written."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


@dataclass(frozen=True, kw_only=True)
class Source:
    """One programme file, read."""

    path: Path
    data: Any
    root: yaml.Node

    def fault(self, place: Place, problem: str, instead: str) -> Fault:
        """Return a fault at `place`, or at the nearest part above it that is written."""
        return Fault(path=self.path, line=self.line(place), problem=problem, instead=instead)

    def line(self, place: Place) -> int:
        """Return the line of `place`; steps that are not written in the file are passed over."""
        node, line = self.root, self.root.start_mark.line
        for step in place:
            found = _child(node, step)
            if found is not None:
                line, node = found
        return int(line) + 1


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line, child
    return None


def read_source(path: Path) -> Source:
    """Read a programme file; raises ProgrammeError when it is not there or not YAML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _unreadable(
            path, 1, "there is no such file", "give the path of a .yaml file"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, 1, f"cannot be read ({error})", "save it as UTF-8 text") from None
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise _unreadable(path, 1, "is not a programme", "begin with `id:` and `title:`")
        repeated = list(_repeated_keys(path, root))
        if repeated:
            raise ProgrammeError(repeated)
        return Source(path=path, data=loader.construct_document(root), root=root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _unreadable(
            path,
            line,
            f"is not YAML: {error.problem or error.context}",
            "check the spaces before this line, and put quotes round text that holds `: ` or `#`",
        ) from None
    except yaml.YAMLError as error:
        raise _unreadable(path, 1, f"is not YAML: {error}", "save it as plain text") from None


def _unreadable(path: Path, line: int, problem: str, instead: str) -> ProgrammeError:
    return ProgrammeError([Fault(path=path, line=line, problem=problem, instead=instead)])


def _repeated_keys(path: Path, node: yaml.Node) -> Iterator[Fault]:
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _repeated_keys(path, child)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield Fault(
                    path=path,
                    line=key.start_mark.line + 1,
                    problem=f"`{key.value}:` is written twice",
                    instead="keep one of the two",
                )
            seen.add(str(key.value))
            yield from _repeated_keys(path, value)
