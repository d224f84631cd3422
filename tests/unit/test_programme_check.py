"""The check: hard words and full weeks are found; the shipped programmes pass clean."""

import re
import socket
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.errors import RefusalError
from bot.reflection.changing import require_moment
from bot.reflection.check import Report, check
from prompts.loader import SHIPPED, path_of, shipped
from prompts.questions import Question
from prompts.schema import MOST_UNASKED, Visibility
from prompts.wording import Role

FILE = """\
id: small
title: Small
locale: en
workshops: 1
prompts:
  - id: first
    title: First
    when: on workshop 1
    core: true
    visibility: private
    open_for: 10
    questions:
      - {id: q, kind: text, wording: "FIRST"}
  - id: second
    title: Second
    when: 1 day after workshop 1
    core: true
    visibility: private
    open_for: 10
    questions:
      - {id: q, kind: text, wording: "What did you like best?"}
"""
HARD = (
    "Consider how organisational hierarchies systematically marginalise experiential knowledge "
    "within multidisciplinary decision-making environments."
)
DATES = {
    "leading-together": ["2027-03-03 2027-04-07 2027-05-05", "2026-09-16 2026-10-14 2026-11-18"],
    "collaborative-pairs": [
        "2027-01-13 2027-02-24 2027-04-07 2027-05-19 2027-06-30",
        "2026-06-10 2026-07-15 2026-09-02 2026-10-14 2026-11-25",
    ],
}


def check_text(tmp_path: Path, text: str, *workshops: date) -> Report:
    """Write a programme and check it."""
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return check(path, workshops or None)


def every_question(name: str) -> list[Question]:
    """Return all questions of a shipped programme."""
    return [question for prompt in shipped()[name].prompts for question in prompt.questions]


def test_a_hard_sentence_warns_with_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The measure needs no download."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError("no network in this test")

    for door in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, door, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    report = check_text(tmp_path, FILE.replace("FIRST", HARD))
    (warning,) = report.warnings
    assert report.passed
    assert warning.line == 12
    assert "first needs a reading age of" in warning.problem


def test_a_hard_sentence_warns_even_beside_easy_ones(tmp_path: Path) -> None:
    """Easy questions do not hide it: people read one message at a time."""
    easy = "      - {id: q2, kind: text, wording: 'And how are you? " + "It is ok. " * 20 + "'}\n"
    text = FILE.replace("FIRST", HARD).replace("  - id: second", f"{easy}  - id: second")
    assert len(check_text(tmp_path, text).warnings) == 1


def test_a_long_message_warns_at_its_wording(tmp_path: Path) -> None:
    """Title and wording together, with names filled in."""
    report = check_text(tmp_path, FILE.replace("FIRST", "Do you like it? " * 22))
    assert [(each.line, each.problem) for each in report.warnings] == [
        (13, "first makes a message of 358 characters")
    ]


def test_two_in_a_week_fail_for_dates_that_bring_them_together(tmp_path: Path) -> None:
    """Wednesday and Thursday share a week; Sunday and Monday do not."""
    wednesday, sunday = date(2027, 3, 3), date(2027, 3, 7)
    report = check_text(tmp_path, FILE, wednesday)
    assert not report.passed
    assert report.faults[0].line == 16
    assert "first and second come in one week" in report.faults[0].problem
    assert check_text(tmp_path, FILE, sunday).passed


def test_a_reason_lets_the_second_stay(tmp_path: Path) -> None:
    """The second prompt's own reason, not the first's."""
    reason = "    reason: The day is still fresh in mind.\n"
    second = FILE.replace("    title: Second\n", f"    title: Second\n{reason}")
    first = FILE.replace("    title: First\n", f"    title: First\n{reason}")
    assert check_text(tmp_path, second, date(2027, 3, 3)).passed
    assert not check_text(tmp_path, first, date(2027, 3, 3)).passed


def test_wrong_dates_are_told(tmp_path: Path) -> None:
    """Too many, or out of order."""
    found = check_text(tmp_path, FILE, date(2027, 3, 3), date(2027, 3, 1)).faults
    assert [fault.line for fault in found] == [4, 4]


def test_the_report_prints_calendar_and_count(tmp_path: Path) -> None:
    """One line a prompt and role, and the sum at the end."""
    lines = list(check_text(tmp_path, FILE, date(2027, 3, 7)).lines())
    assert "  Sun 07 Mar 2027  sent   First (first)" in lines
    assert "lay: 2 sent, 0 wait in /reflect" in lines
    assert lines[-1] == "0 errors, 0 warnings"


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_programmes_pass_without_a_warning(name: str) -> None:
    """For dates in spring and in autumn."""
    for dates in DATES[name]:
        report = check(name, [date.fromisoformat(each) for each in dates.split()])
        assert list(report.lines())[-1] == "0 errors, 0 warnings"
        assert report.calendar


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("weekday", range(5))
def test_shipped_programmes_pass_for_any_weekday_and_spacing(name: str, weekday: int) -> None:
    """Workshops on weekdays, four to ten weeks apart, give or take a day, never fill a week."""
    for gap in range(28, 71):
        first = date(2027, 1, 4) + timedelta(days=weekday)
        days = [first + timedelta(days=gap * n) for n in range(shipped()[name].workshops)]
        if all(day.weekday() < 5 for day in days):
            assert check(name, days).faults == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_programmes_keep_their_promise(name: str) -> None:
    """Enough prompts, a light core, all kinds and visibilities, and one's first answer back."""
    programme = shipped()[name]
    assert programme.id == name
    assert len(programme.prompts) >= 22
    for role in Role:
        own = programme.for_role(role)
        assert len(own) >= 22
        assert sum(prompt.core for prompt in own) <= MOST_UNASKED
        first = next(prompt for prompt in own if prompt.core)
        back = next(prompt for prompt in own if prompt.returns)
        assert back.returns == first.id
        assert (back.when.workshop, back.when.amount < 0) == (programme.workshops, True)
    assert {prompt.visibility for prompt in programme.prompts} == set(Visibility)
    kinds = {question.kind for question in every_question(name)}
    assert kinds == {"text", "scale", "choice", "choices", "yes_no", "progress"}
    assert all(prompt.remind_after for prompt in programme.prompts if prompt.core)


@pytest.mark.parametrize("name", SHIPPED)
def test_each_prompt_is_its_own_thought(name: str) -> None:
    """No wording and no title comes twice."""
    programme = shipped()[name]
    words = [question.wording.lay for question in every_question(name)]
    titles = [prompt.title for prompt in programme.prompts]
    assert len(set(words)) == len(words)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_low_scale_asks_what_would_help(name: str) -> None:
    """Two or less is never left standing alone."""
    scales = [question for question in every_question(name) if question.kind == "scale"]
    assert scales
    assert all(scale.asks_next(2) for scale in scales)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_sentence_begins_with_the_partners_name(name: str) -> None:
    """Where no partner has joined it reads “your partner”, in small letters."""
    assert not re.search(r"[.?!“] *\{partner\}", path_of(name).read_text(encoding="utf-8"))


def test_a_refused_moment_is_explained_in_a_chat_without_backticks() -> None:
    """What to write instead is plain words there."""
    with pytest.raises(RefusalError) as refused:
        require_moment("someday")
    assert "`" not in str(refused.value.args) + str(vars(refused.value))
