"""Programme files: what may be written, and how every fault is told with its line."""

from pathlib import Path

import pytest

from prompts.loader import load_programme
from prompts.questions import TextQuestion
from prompts.schema import Programme, Visibility
from prompts.source import ProgrammeError
from prompts.wording import Role

GOOD = """\
id: small
title: Small
locale: en
workshops: 2
prompts:
  - id: first
    title: First
    when: 1 week before workshop 1
    time: 18:30
    core: true
    visibility: sealed
    open_for: 10
    remind_after: 3
    talk_about: What is the same?
    questions:
      - id: how
        kind: scale
        wording:
          lay: How was it, {name}?
          professional: How was it with {partner}?
        low: Hard
        high: Easy
        follow_ups:
          - at_most: 2
            id: help
            wording: What would help?
  - id: second
    title: Second
    when: on workshop 2
    core: false
    visibility: private
    open_for: 10
    returns: first
    questions:
      - id: still
        kind: yes_no
        wording: Still?
        follow_ups:
          - option: no
            id: why
            wording: What changed?
      - id: pick
        kind: choices
        wording: Which?
        options:
          tea: Tea
          cake: Cake
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path that a test writes its programme to."""
    return tmp_path / "small.yaml"


def load(file: Path, text: str) -> Programme:
    """Write and load a programme."""
    file.write_text(text, encoding="utf-8")
    return load_programme(file)


def faults(file: Path, text: str) -> dict[int, str]:
    """Return what is wrong, by line."""
    with pytest.raises(ProgrammeError) as caught:
        load(file, text)
    return {fault.line: f"{fault.problem}; {fault.instead}" for fault in caught.value.faults}


def swap(line: int, new: str) -> str:
    """Return the good file with one line (from 1) written differently."""
    lines = GOOD.splitlines()
    lines[line - 1] = new
    return "\n".join(lines)


def test_each_role_reads_its_own_wording(file: Path) -> None:
    """Names are filled in, and braces in a name stay what they are."""
    question = load(file, GOOD).prompt("first").questions[0]
    names = {"name": "Asha {partner}", "partner": "Tom", "challenge": "x"}
    assert question.wording.fill(Role.LAY, **names) == "How was it, Asha {partner}?"
    assert question.wording.fill(Role.PROFESSIONAL, **names) == "How was it with Tom?"


def test_one_wording_serves_both_roles(file: Path) -> None:
    """A single text is the text for either."""
    wording = load(file, GOOD).prompt("second").questions[0].wording
    assert wording.lay == wording.professional == "Still?"


def test_low_answers_lead_to_what_would_help(file: Path) -> None:
    """Two or less on the scale asks on; three does not."""
    question = load(file, GOOD).prompt("first").questions[0]
    follow_up = question.asks_next(2)
    assert isinstance(follow_up, TextQuestion)
    assert follow_up.wording.lay == "What would help?"
    assert question.asks_next(3) is None


def test_an_option_leads_to_its_own_question(file: Path) -> None:
    """An unquoted yes or no stays the word that was written."""
    question = load(file, GOOD).prompt("second").questions[0]
    assert question.asks_next("yes") is None
    assert question.asks_next("no") is not None


def test_options_keep_their_order(file: Path) -> None:
    """Buttons come in the order of the file."""
    question = load(file, GOOD).prompt("second").questions[1]
    assert question.kind == "choices"
    assert list(question.options.items()) == [("tea", "Tea"), ("cake", "Cake")]


def test_an_unquoted_time_is_a_time(file: Path) -> None:
    """YAML's habit of reading 18:30 as 1110 is off."""
    first = load(file, GOOD).prompt("first")
    assert first.time is not None
    assert first.time.isoformat() == "18:30:00"
    assert first.visibility is Visibility.SEALED


@pytest.mark.parametrize(
    ("line", "new", "told"),
    [
        (2, "titel: Small", "did you mean `title:`"),
        (4, "workshops: many", "write a whole number"),
        (6, "  - id: First prompt", "use 1 to 24 small letters, digits and _"),
        (8, "    when: a week before", "`3 days after workshop 1`"),
        (8, "    when: 1 week before joining", "nothing can be sent before joining"),
        (8, "    when: on workshop 3", "name a workshop from 1 to 2"),
        (9, "    time: 06:30", "write `own`, or 07:00 to 20:59"),
        (9, "    time: 29:30", "write `own`, or 07:00 to 20:59"),
        (10, "    core: maybe", "write true or false"),
        (11, "    visibility: friends", "write private, partner, sealed or choose"),
        (12, "    open_for: 2", "write 7 or more"),
        (17, "        kind: stars", "write text, scale, choice"),
        (19, "          lay: How was it, {nmae}?", "use only {name}, {partner} or {challenge}"),
        (19, "          lay: How {was it", "use only {name}, {partner} or {challenge}"),
        (21, "        low: " + "Hard " * 10, "write 40 characters or fewer"),
        (24, "          - at_most: 5", "write 4 or less"),
        (27, "  - id: first", "give each prompt its own id"),
        (33, "    returns: third", "write the id of a prompt above, such as first"),
    ],
)
def test_a_fault_is_told_at_its_line_with_what_to_write(
    file: Path, line: int, new: str, told: str
) -> None:
    """File, line, what is wrong and what would be right."""
    found = faults(file, swap(line, new))
    assert line in found
    assert told in found[line]


@pytest.mark.parametrize(
    ("line", "new", "told"),
    [
        (11, "    visibility: private", "`talk_about:` belongs to sealed prompts"),
        (13, "    remind_after: 10", "write `remind_after:` below 10"),
        (25, "            id: how", "question id how is used twice"),
    ],
)
def test_keys_that_disagree_are_told_at_their_prompt(
    file: Path, line: int, new: str, told: str
) -> None:
    """What is wrong between keys is told where the prompt begins."""
    assert told in faults(file, swap(line, new))[6]


def test_a_follow_up_must_wait_for_an_option_that_is_there(file: Path) -> None:
    """A misspelt option would never be asked."""
    assert "write one of: yes, no" in faults(file, swap(39, "          - option: nope"))[35]


def test_every_fault_is_told_at_once(file: Path) -> None:
    """Faults within prompts do not hide those between prompts."""
    text = swap(8, "    when: soon").replace("title: Small", "name: Small")
    text = text.replace("returns: first", "returns: third")
    found = faults(file, text)
    assert set(found) == {1, 2, 8, 33}


def test_a_progress_check_in_stands_alone_and_is_seen_by_the_partner(file: Path) -> None:
    """It opens the same short talk as /progress, which says so."""
    alone = GOOD.split("  - id: second", maxsplit=1)[0] + (
        "  - {id: go, title: Go, when: on workshop 2, core: true, visibility: private,\n"
        "     open_for: 9, questions: [{id: p, kind: progress, wording: How is it going?}]}\n"
    )
    assert "write `visibility: partner`" in faults(file, alone)[27]
    assert load(file, alone.replace("private", "partner")).prompt("go").questions[0].id == "p"


def test_more_than_fourteen_unasked_are_refused(file: Path) -> None:
    """The fifteenth is where the fault is told."""
    prompt = (
        "  - {id: p%d, title: P, when: on workshop 1, core: true, visibility: private,"
        " open_for: 9, questions: [{id: q, kind: text, wording: How?}]}"
    )
    head = "id: many\ntitle: Many\nlocale: en\nworkshops: 1\nprompts:\n"
    lay = [(prompt % n).replace("core", "audience: lay, core") for n in range(3)]
    both = [prompt % n for n in range(3, 16)]
    found = faults(file, head + "\n".join(lay + both))
    assert "a lay member would be sent 16 prompts unasked" in found[20]
    assert not any("professional" in each for each in found.values())


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("id: small\n  title: [", 2, "is not YAML"),
        ("- just a list", 1, "is not a programme"),
        ("", 1, "is not a programme"),
        ("id: a\ntitle: b\nid: c\n", 3, "`id:` is written twice"),
    ],
)
def test_what_is_not_a_programme_is_told_by_line(
    file: Path, text: str, line: int, told: str
) -> None:
    """No traceback for a broken file."""
    assert told in faults(file, text)[line]


def test_a_missing_file_is_told(file: Path) -> None:
    """The path is in the words."""
    with pytest.raises(ProgrammeError, match=r"small\.yaml:1: there is no such file"):
        load_programme(file)
