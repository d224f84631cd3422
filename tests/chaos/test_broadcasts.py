"""The short form of `python -m tests.chaos.broadcasts`."""

from pathlib import Path

from tests.chaos.broadcasts import IN_FLIGHT, Plan, run


def test_a_broadcast_that_is_killed_three_times_reaches_everybody(tmp_path: Path) -> None:
    """One delivery a person, none missed, and few come twice."""
    figures = run(Plan(), tmp_path)
    assert figures.deliveries == figures.recipients
    assert figures.missed == 0
    assert figures.repeated <= 3 * IN_FLIGHT
