"""Scenes, the autopilot and a programme of one's own, with `tandem rehearse` over HTTP."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.people.model import Role
from bot.reflection.reloading import file_of, titles_of
from bot.rehearsal.replies import replies
from bot.rehearsal.sample import ZONE
from bot.rehearsal.scenes import scenes
from tests.processes import RehearsalProcess, rehearsal_process, wait_until

PLAYED_SECONDS = 180
PROGRAMME = "leading-together"


@pytest.fixture(scope="module")
def own_programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme that somebody writes while they rehearse."""
    file = tmp_path_factory.mktemp("own") / "mine.yaml"
    shutil.copyfile(file_of(PROGRAMME), file)
    return file


@pytest.fixture(scope="module")
def rehearsal(own_programme: Path) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file; a scene begins it anew."""
    words = ("--data", "data", "--programme", str(own_programme))
    with rehearsal_process(own_programme.parent, *words) as process:
        yield process


@pytest.fixture(scope="module")
def played(rehearsal: RehearsalProcess) -> RehearsalProcess:
    """The same, once two pairs have lived through the first workshop."""
    _plays(rehearsal, "week-after-workshop-1")
    return rehearsal


def _plays(rehearsal: RehearsalProcess, scene: str) -> None:
    rehearsal.order("/scene", {"id": scene})
    wait_until(lambda: not rehearsal.state()["setting_scene"], seconds=PLAYED_SECONDS)


def _person(rehearsal: RehearsalProcess, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(p for p in rehearsal.state()["people"] if p["name"] == name)
    return found


def _texts(rehearsal: RehearsalProcess, name: str) -> list[str]:
    person = _person(rehearsal, name)
    messages = rehearsal.phones.get(f"/chats/{person['id']}")["messages"]
    return [message["text"] for message in messages]


def test_each_scene_is_played_by_people_of_the_sample() -> None:
    """A name or mood that is nowhere else would be passed over in silence."""
    rows = Path("bot/rehearsal/sample.csv").read_text(encoding="utf-8").splitlines()[1:]
    known = {row.split(",")[1] for row in rows} | {"Fran"}
    assert len(rows) == 20
    assert len(scenes()) == 6
    for scene in scenes().values():
        for step in scene.steps:
            assert {*step.answers, *step.rests} <= known
            assert step.mood is None or step.mood in replies().moods


def test_replies_are_for_prompts_that_exist() -> None:
    prompts = {
        each for name in (PROGRAMME, "collaborative-pairs") for each in titles_of(name).values()
    }
    for answers in replies().answers.values():
        assert set(answers) <= prompts


def test_a_scene_begins_anew_and_is_played_on_the_phones(rehearsal: RehearsalProcess) -> None:
    """Both joined and answered as themselves, what they wrote opened, and the clock went on."""
    before = _person(rehearsal, "Asha")["invitation"]
    _plays(rehearsal, "week-after-workshop-1")
    state = rehearsal.state()
    assert state["scene"] == "week-after-workshop-1"
    assert _person(rehearsal, "Asha")["invitation"] != before
    assert datetime.fromisoformat(state["now"]) - datetime.now().astimezone() > timedelta(days=14)
    asha, tom = _texts(rehearsal, "Asha"), _texts(rehearsal, "Tom")
    assert replies().answers[Role.LAY]["work_well"][0] in asha
    assert any(text.startswith("You have both answered “How I work well”") for text in asha)
    assert any(text.startswith("You have both answered “How I work well”") for text in tom)
    assert _person(rehearsal, "Tom")["id"] not in state["autopilot"]


def test_a_stuck_pair_asks_and_another_pair_answers(rehearsal: RehearsalProcess) -> None:
    """By their phones alone; and the timeline shows it."""
    _plays(rehearsal, "stuck-pair")
    lanes = {lane["lane"]: lane["days"] for lane in rehearsal.ask("/timeline")["lanes"]}
    assert sum(lanes["asks"].values()) >= 1
    assert any("Another pair answered your ask." in text for text in _texts(rehearsal, "Tom"))
    thoughts = {line for lines in replies().says["thought"].values() for line in lines}
    said = {*_texts(rehearsal, "Bernard"), *_texts(rehearsal, "Grace")}
    assert thoughts & said


def test_a_scene_that_does_not_exist_is_refused(rehearsal: RehearsalProcess) -> None:
    assert rehearsal.refused("/scene", {"id": "yoga"}) == 422
    assert rehearsal.refused("/autopilot", {"people": [1], "on": True}) == 422


def test_the_autopilot_answers_for_whom_it_is_switched_on(rehearsal: RehearsalProcess) -> None:
    """Somebody who has not joined joins; the others stay as they are."""
    mei = _person(rehearsal, "Mei")["id"]
    rehearsal.order("/autopilot", {"people": [mei], "on": True})
    wait_until(lambda: any("You have joined, Mei" in text for text in _texts(rehearsal, "Mei")))
    assert _texts(rehearsal, "Daniel") == []
    assert mei in rehearsal.order("/autopilot", {"people": [], "on": True})["autopilot"]
    assert mei not in rehearsal.order("/autopilot", {"people": [mei], "on": False})["autopilot"]


def test_a_faulty_programme_is_told_and_the_old_one_stays(
    rehearsal: RehearsalProcess, own_programme: Path
) -> None:
    sound = own_programme.read_text(encoding="utf-8")
    own_programme.write_text(sound.replace("core: true", "core: perhaps", 1), encoding="utf-8")
    wait_until(lambda: rehearsal.state()["faults"])
    (fault,) = rehearsal.state()["faults"]
    assert fault.startswith("mine.yaml:")
    assert "true or false" in fault
    own_programme.write_text(sound, encoding="utf-8")
    wait_until(lambda: not rehearsal.state()["faults"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("id: work_well", "id: works_well", "prompt work_well has been sent already"),
        ("id: matters", "id: counts", "question matters (choices) in prompt work_well"),
        ("rest: Say when", "pause: Say when", "option rest of matters in prompt work_well"),
    ],
)
def test_what_was_sent_cannot_vanish(
    played: RehearsalProcess, own_programme: Path, old: str, new: str, fault: str
) -> None:
    """Neither a prompt nor what was asked in it: people have answers and buttons of it."""
    sound = own_programme.read_text(encoding="utf-8")
    assert sound.count(old) == 1
    own_programme.write_text(sound.replace(old, new), encoding="utf-8")
    try:
        wait_until(lambda: fault in "".join(played.state()["faults"]))
    finally:
        own_programme.write_text(sound, encoding="utf-8")
    wait_until(lambda: not played.state()["faults"])


def test_a_changed_programme_is_taken_and_planned_anew(
    played: RehearsalProcess, own_programme: Path
) -> None:
    """The new day counts, and the new words are what the phone shows."""
    text = own_programme.read_text(encoding="utf-8")
    text = text.replace("when: 9 days after workshop 1", "when: 8 days after workshop 1", 1)
    text = text.replace("Think of “{challenge}”. It may", "Think hard of “{challenge}”. It may", 1)
    before = _planned(played)
    assert before is not None
    own_programme.write_text(text, encoding="utf-8")
    wait_until(lambda: _planned(played) == before - timedelta(days=1))
    assert not played.state()["faults"]
    for _ in range(3):
        played.move("day")
    wait_until(lambda: any("Think hard of" in text for text in _texts(played, "Asha")))


def _planned(rehearsal: RehearsalProcess) -> date | None:
    """Return the day on which Asha is to get the prompt that is changed."""
    asha = _person(rehearsal, "Asha")["id"]
    for plan in rehearsal.ask("/behind")["planned"]:
        if plan["person"] == asha and plan["what"] == "question smaller_piece":
            return datetime.fromisoformat(plan["at"]).astimezone(ZoneInfo(ZONE)).date()
    return None
