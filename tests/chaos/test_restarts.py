"""The short form of `python -m tests.chaos.restarts`."""

from pathlib import Path

import pytest

from tests.chaos.restarts import Plan, run


@pytest.mark.usefixtures("postgres_server")
def test_a_database_that_restarts_costs_nothing(tmp_path: Path) -> None:
    """No update lost, none answered twice but what was in flight, and a short log."""
    figures = run(Plan(restarts=2), tmp_path)
    assert figures.updates
    assert figures.lost == 0
    assert figures.repeated <= 2 * 8
    assert figures.log_lines < 60
