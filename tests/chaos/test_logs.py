"""The short form of `python -m tests.chaos.logs`."""

from pathlib import Path

from tests.chaos.logs import look, of_conversations, of_trouble

SOME = ["tests/conversation/test_notes.py", "-k", "partner"]


def test_the_debug_log_of_conversations_holds_nothing_that_people_wrote(tmp_path: Path) -> None:
    """However much the process and its libraries log."""
    figures = of_conversations(SOME, tmp_path)
    assert figures.lines
    assert figures.typed
    assert figures.betrayed == []


def test_the_debug_log_of_a_bot_in_trouble_holds_nothing_that_people_wrote(tmp_path: Path) -> None:
    """Nor the token, which is in the address of each call that fails."""
    figures = of_trouble(tmp_path)
    assert figures.lines
    assert figures.typed > 10
    assert figures.betrayed == []


def test_words_in_a_log_are_found(tmp_path: Path) -> None:
    """The look itself can fail."""
    log = tmp_path / "some.log"
    log.write_text("handled\nupdate=7 text=I cannot sleep\n")
    assert look(log, {"I cannot sleep"}).betrayed == ["update=7 text=I cannot sleep"]
