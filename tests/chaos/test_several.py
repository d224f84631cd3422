"""The short form of `python -m tests.chaos.several`."""

from pathlib import Path

from tests.chaos.several import IN_FLIGHT, Plan, run


def test_processes_that_share_a_database_lose_and_double_nothing(
    postgres_url: str, tmp_path: Path
) -> None:
    """Duplicates, two callers, a leader killed, and one that is stopped and woken."""
    plan = Plan(people=6, texts=2)
    figures = run(plan, postgres_url, tmp_path)
    assert (figures.lost, figures.doubled, figures.out_of_order) == (0, 0, 0)
    assert figures.repeated <= 2 * plan.rounds * IN_FLIGHT
    assert max(figures.takeovers) < 15  # 5 s, and a busy machine
