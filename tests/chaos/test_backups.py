"""The short form of `python -m tests.chaos.backups`."""

from pathlib import Path

from tests.chaos.backups import Plan, run


def test_a_copy_that_is_put_back_sends_nothing_again(tmp_path: Path) -> None:
    """It was made while the bot worked, and many messages waited in it."""
    figures = run(Plan(watched=1), tmp_path)
    assert figures.waiting
    assert (figures.sent_unasked, figures.sent_though_dropped) == (0, 0)
