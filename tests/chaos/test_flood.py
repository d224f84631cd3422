"""The short form of `python -m tests.chaos.flood`."""

from pathlib import Path

from tests.chaos.flood import Plan, run
from tests.chaos.places import Kind


def test_one_person_who_floods_holds_nobody_up(tmp_path: Path) -> None:
    """The others are answered, and the one is told once."""
    figures = run(Plan(seconds=2), Kind.SQLITE, tmp_path)
    assert figures.acts
    assert figures.unanswered == 0
    assert figures.p99 < 4000  # 1 s, and a busy machine
    assert figures.overtaken > 0  # on a machine of any speed
    assert figures.told == 1
