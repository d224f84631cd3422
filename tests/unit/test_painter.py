"""The process that draws."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from bot.pairs.drawing import draw_way
from bot.pairs.painter import draw_apart, way_from
from bot.pairs.picture import Way, WayUpdate
from bot.pairs.states import ProgressState
from bot.pairs.way import to_picture

WAY = Way(
    title="Clearer letters",
    names=("Asha", "Tom"),
    workshops=((1, date(2027, 3, 3)), (2, date(2027, 4, 7))),
    updates=(WayUpdate(day=date(2027, 3, 9), state=ProgressState.SLOW, text="“Half” done"),),
    steps_open=1,
    steps_done=2,
    today=date(2027, 3, 20),
)


def test_what_goes_to_the_other_process_is_the_whole_way() -> None:
    assert way_from(to_picture(WAY)) == WAY


def test_the_other_process_draws_the_same_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever Tandem was started."""
    monkeypatch.chdir(tmp_path)
    assert draw_apart(to_picture(WAY)) == draw_way(WAY)


def test_a_drawing_that_fails_is_an_error() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        draw_apart({"title": "Nothing else"})
