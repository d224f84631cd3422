"""The short form of `python -m tests.chaos.outages`; see also test_outage.py."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.outages import Figures, Plan, on_postgresql, on_sqlite


@pytest.mark.usefixtures("postgres_server")
@pytest.mark.parametrize("kind", [on_sqlite, on_postgresql])
def test_a_database_in_trouble_costs_nothing_but_time(
    kind: Callable[[Plan, Path], Figures], tmp_path: Path
) -> None:
    """A locked file, a full disk, a server that takes no writes: all is done afterwards, once."""
    figures = kind(Plan(seconds=1), tmp_path)
    assert figures.updates
    assert (figures.lost, figures.doubled) == (0, 0)
