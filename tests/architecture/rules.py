"""Rules of the house that no linter knows: each finds the lines that break it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parents[2]
CODE = ("bot", "handlers", "prompts", "migrations")
CAPABILITIES = tuple(
    f"bot/{name}"
    for name in (
        "people",
        "sharing",
        "pairs",
        "reflection",
        "network",
        "broadcast",
        "learning",
        "privacy",
    )
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Where it holds, which nodes break it, and what to do instead."""

    name: str
    holds_in: tuple[str, ...]
    except_in: tuple[str, ...] = ()
    breaks: Callable[[ast.Module], Iterator[ast.AST]]
    instead: str

    def faults(self) -> list[str]:
        """Every breach in the tree, as `file:line: what to do instead`."""
        return [
            f"{path.relative_to(TOP)}:{getattr(node, 'lineno', 1)}: {self.instead}"
            for path in self._files()
            for node in self.breaks(ast.parse(path.read_text(encoding="utf-8")))
        ]

    def _files(self) -> Iterator[Path]:
        for folder in self.holds_in:
            for path in sorted((TOP / folder).rglob("*.py")):
                if not path.relative_to(TOP).as_posix().startswith(self.except_in):
                    yield path


def _dotted(node: ast.AST) -> str:
    """`a.b.c` for a chain of names, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def imports(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Each imported thing by its full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def _reads_environment(tree: ast.Module) -> Iterator[ast.AST]:
    names = {"os.environ", "os.getenv", "os.environb"}
    yield from (node for node in ast.walk(tree) if _dotted(node) in names)
    yield from (node for node, name in imports(tree) if name in names)


def _reads_clock(tree: ast.Module) -> Iterator[ast.AST]:
    ends = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and f".{_dotted(node.func)}".endswith(
            tuple(f".{end}" for end in ends)
        ):
            yield node
    yield from (node for node, name in imports(tree) if name == "time.time")


def _ends_transaction(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"commit", "rollback"}
        ):
            yield node


def _imports_tandem(tree: ast.Module) -> Iterator[ast.AST]:
    own = "bot.rehearsal.standin"
    for node, name in imports(tree):
        if name.split(".")[0] in CODE and not f"{name}.".startswith(f"{own}."):
            yield node


def _shows_parameters(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _dotted(node.func).endswith("create_engine"):
            hidden = [ast.unparse(k.value) for k in node.keywords if k.arg == "hide_parameters"]
            if hidden != ["True"]:
                yield node


def _speaks(tree: ast.Module) -> Iterator[ast.AST]:
    """Literals of two words or more, save docstrings, log events and errors' texts."""
    silent = {id(node) for quiet in _not_for_people(tree) for node in ast.walk(quiet)}
    for node in ast.walk(tree):
        words = [word for word in _text(node).split() if any(map(str.isalpha, word))]
        if len(words) > 1 and id(node) not in silent:
            yield node


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return " ".join(map(_text, node.values))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _not_for_people(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_log = isinstance(node, ast.Call) and _dotted(node.func).lower().startswith("log")
        if is_docstring or is_log or isinstance(node, ast.Raise):
            yield node


RULES = (
    Rule(
        name="environment",
        holds_in=CODE,
        except_in=("bot/settings.py",),
        breaks=_reads_environment,
        instead="the environment is read in bot/settings.py only: add a setting, pass it in",
    ),
    Rule(
        name="clock",
        holds_in=CODE,
        except_in=("bot/clock.py", "bot/rehearsal/standin/"),
        breaks=_reads_clock,
        instead="ask the Clock of bot/clock.py, so that rehearsals and tests can move it",
    ),
    Rule(
        name="transaction",
        holds_in=("handlers", *CAPABILITIES),
        breaks=_ends_transaction,
        instead="whoever opened the transaction ends it: an update is one unit; take this out",
    ),
    Rule(
        name="parameters",
        holds_in=CODE,
        breaks=_shows_parameters,
        instead="a database error names what people wrote: create_engine(…, hide_parameters=True)",
    ),
    Rule(
        name="stand-in",
        holds_in=("bot/rehearsal/standin",),
        breaks=_imports_tandem,
        instead="the stand-in for Telegram knows nothing of Tandem: pass in what it needs",
    ),
    Rule(
        name="words",
        holds_in=("handlers",),
        breaks=_speaks,
        instead="words that people read live in prompts/copy/en/*.ftl: give the message's key",
    ),
)
