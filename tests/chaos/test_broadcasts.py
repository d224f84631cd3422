"""The short form of `python -m tests.chaos.broadcasts`."""

from pathlib import Path

import pytest

from tests.chaos.broadcasts import IN_FLIGHT, Plan, run
from tests.chaos.places import Kind


@pytest.mark.usefixtures("postgres_server")
@pytest.mark.parametrize("kind", Kind)
def test_a_broadcast_that_is_killed_three_times_reaches_everybody(
    kind: Kind, tmp_path: Path
) -> None:
    """None missed, nothing typed lost or done twice, and few messages come twice."""
    figures = run(Plan(recipients=60, kills=3), kind, tmp_path)
    assert figures.deliveries == figures.recipients
    assert figures.updates
    assert (figures.missed, figures.lost, figures.doubled) == (0, 0, 0)
    assert figures.repeated_at_worst <= IN_FLIGHT
