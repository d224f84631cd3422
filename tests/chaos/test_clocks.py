"""The short form of `python -m tests.chaos.clocks`."""

from pathlib import Path

from tests.chaos.clocks import HOUR, RECIPIENTS, Plan, run
from tests.chaos.places import Kind


def test_a_clock_that_is_put_loses_and_repeats_nothing(tmp_path: Path) -> None:
    """An hour on and an hour back, while people write and a broadcast is due between."""
    figures = run(Plan(rest=2.5, offs=(HOUR, 0)), Kind.SQLITE, tmp_path)
    assert figures.updates
    assert (figures.lost, figures.doubled, figures.repeated) == (0, 0, 0)
    assert figures.broadcasts == RECIPIENTS
