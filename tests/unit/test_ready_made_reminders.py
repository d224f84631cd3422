"""Reminders in a programme's file: what they say, and how faults are told."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.reflection.check import check
from prompts.loader import SHIPPED, load_programme
from prompts.source import ProgrammeError
from tests.programmes import a_prompt


def written(folder: Path, *reminders: dict[str, Any]) -> Path:
    """Write a programme of two workshops with these reminders."""
    path = folder / "small.yaml"
    usual = {"id": "small", "title": "Small", "locale": "en", "workshops": 2}
    path.write_text(json.dumps({**usual, "prompts": [a_prompt()], "reminders": list(reminders)}))
    return path


def a_reminder(**keys: Any) -> dict[str, Any]:
    usual = {"id": "soon", "when": "1 week before each workshop", "time": "10:00", "words": "Hi"}
    return {**usual, **keys}


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"when": "2 days after joining"}, "a reminder hangs on a workshop"),
        ({"when": "1 week before every workshop"}, "is not a moment"),
        ({"when": "1 day before workshop 3"}, "there is no workshop 3"),
        ({"time": "own"}, "is not a time to send at"),
        ({"time": "06:59"}, "write 07:00 to 20:59"),
        ({"words": "Hello {partner}"}, "{partner} is not something Tandem can fill in"),
        ({"words": "Hello {name"}, "is not something Tandem can fill in"),
        ({"words": "See you on {next_day}"}, "after the last workshop there is no {next_day}"),
        ({"text": "Hi"}, "`text:` means nothing here"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, keys: dict[str, Any], told: str) -> None:
    with pytest.raises(ProgrammeError) as raised:
        load_programme(written(tmp_path, a_reminder(**keys)))
    assert told in str(raised.value)
    assert "small.yaml:1:" in str(raised.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match="reminder id soon is used twice"):
        load_programme(written(tmp_path, a_reminder(), a_reminder()))


def test_long_words_are_warned_of(tmp_path: Path) -> None:
    """With a long name and venue they must still fit a message."""
    report = check(written(tmp_path, a_reminder(words="{venue} " * 6)))
    assert report.passed
    assert any("soon makes a message of" in str(warning) for warning in report.warnings)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_programmes_remind_before_and_thank_after_every_workshop(name: str) -> None:
    programme = load_programme(name)
    for workshop in range(1, programme.workshops + 1):
        anchor = date(2027, 3, 3)
        days = [
            (each.when.day(anchor) - anchor).days
            for each in programme.reminders
            if each.is_for(workshop)
        ]
        assert sorted(days) == [-7, -1, 1]
        words = " ".join(each.words for each in programme.reminders if each.is_for(workshop))
        assert "{venue}" in words
        assert "Thank you" in words
        assert ("{next_day}" in words) is (workshop < programme.workshops)
