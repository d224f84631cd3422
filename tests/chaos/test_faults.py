"""The short form of `python -m tests.chaos.faults`."""

from pathlib import Path

from tests.chaos.faults import AWAY, Plan, run
from tests.chaos.places import Kind


def test_no_trouble_of_telegram_loses_or_doubles_a_message(tmp_path: Path) -> None:
    """Waits are kept to, others do not notice, and what is in doubt is repeated once at most."""
    away = tuple(trouble for trouble in AWAY if trouble.get("code") == 502)
    plan = Plan(seconds=0.5, waits=3, longest_wait=1, people=10, away=away)
    figures = run(plan, Kind.SQLITE, tmp_path)
    assert figures.updates
    assert figures.lost == 0
    assert figures.waits
    assert figures.inside_a_wait == 0
    assert figures.others_at_worst < 10  # 2 s, and a busy machine
    assert figures.answered_meanwhile == plan.people
    assert figures.held == 4
    assert max(figures.poller_back_after.values()) < 30
    assert figures.repeated <= figures.ambiguous
    assert figures.most_doubts == 2
    assert figures.sent_at_most == 2
    assert figures.in_doubt
    assert not figures.endings
