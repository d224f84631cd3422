"""The short form of `python -m tests.chaos.deliveries`."""

from pathlib import Path

import pytest

from tests.chaos.deliveries import Plan, run
from tests.chaos.places import Kind


@pytest.mark.usefixtures("postgres_server")
@pytest.mark.parametrize("kind", Kind)
def test_updates_that_come_twice_shuffled_or_under_old_ids_are_done_once(
    kind: Kind, tmp_path: Path
) -> None:
    """Whatever Telegram repeats, and however it numbers."""
    plan = Plan()
    figures = run(plan, kind, tmp_path)
    assert figures.updates == 2 * plan.people * plan.texts
    assert figures.posts > figures.updates
    assert (figures.dropped, figures.doubled) == (0, 0)
