"""The short form of `python -m tests.chaos.rolling`, and the rule that it rests on."""

import ast
from pathlib import Path

import pytest

import migrations
from tests.chaos.rolling import Plan, run

VERSIONS = Path(migrations.__file__).parent / "versions"
BREAKS_THE_OLD = {
    "drop_table", "drop_column", "drop_constraint", "rename_table", "alter_column",
}  # fmt: skip
"""What a process of the version before cannot work beside."""


def test_the_version_before_works_on_the_next_schema(postgres_url: str, tmp_path: Path) -> None:
    """Columns and tables are added beneath it and another process joins: nobody notices."""
    figures = run(Plan(seconds=1), postgres_url, tmp_path)
    assert figures.updates
    assert (figures.refused, figures.unhandled, figures.set_aside, figures.unsent) == (0, 0, 0, 0)
    assert figures.log_errors == []


@pytest.mark.parametrize("file", sorted(VERSIONS.glob("0*.py")), ids=lambda file: file.stem)
def test_a_migration_takes_nothing_away_from_the_version_before(file: Path) -> None:
    """It adds; what is no longer used goes in a file named `…_after.py`, one release later."""
    upgrade = next(
        node
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name == "upgrade"
    )
    called = {
        node.func.attr
        for node in ast.walk(upgrade)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    if not file.stem.endswith("_after"):
        assert not called & BREAKS_THE_OLD, "see docs/OPERATING.md, “Rolling upgrade”"
