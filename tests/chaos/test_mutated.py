"""The short form of `python -m tests.chaos.mutated`."""

from pathlib import Path

from tests.chaos.mutated import run


def test_no_damaged_update_ends_the_process(tmp_path: Path) -> None:
    """Each is handled, refused or set aside; who sends sound ones notices nothing."""
    figures = run(500, 20270303, tmp_path)
    assert figures.handled + figures.set_aside + figures.refused == 500 + figures.canaries
    assert figures.set_aside
    assert figures.canaries_answered == figures.canaries
