"""The short form of `python -m tests.chaos.mutated`."""

from pathlib import Path

from bot.cli import doctor
from bot.settings import Settings
from tests.chaos.mutated import run


def test_no_damaged_update_ends_the_process(tmp_path: Path) -> None:
    """Each is handled, refused or set aside; who sends sound ones notices nothing."""
    figures = run(300, 20270303, tmp_path)
    assert figures.handled + figures.set_aside + figures.refused == 300 + figures.canaries
    assert figures.set_aside
    assert figures.tries_too_many_or_few == 0
    assert figures.canaries_answered == figures.canaries
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'tandem.db'}")
    report = "\n".join(map(str, doctor._database(settings)))
    assert f"{figures.set_aside} set aside" in report
