"""How long a rehearsal keeps people waiting.

    python -m benchmarks.rehearsal [--taps 60]

From the command to a page whose bot answers; from a tap to the bot's answer on the phone, with
the page's way of looking left out; Play through the whole programme with ten pairs who all
answer by themselves; and the way to each scene.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.processes import RehearsalProcess, rehearsal_process

WANTED_START_S, WANTED_TAP_MS, WANTED_PLAY_S, WANTED_SCENE_S = 4.0, 150.0, 180.0, 8.0
PATIENCE_SECONDS = 600.0
LOOK_SECONDS = 0.005
REST_SECONDS = 0.3


def main() -> None:
    """Measure all of it and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--taps", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        began = time.monotonic()
        with rehearsal_process(Path(place), "--data", "data") as rehearsal:
            _tell("command to usable page", time.monotonic() - began, WANTED_START_S, "s")
            times = _taps(rehearsal, asked.taps)
            _tell("a tap's answer, median", statistics.median(times) * 1000, WANTED_TAP_MS, "ms")
            _tell("Play, ten pairs", _play(rehearsal), WANTED_PLAY_S, "s")
            _tell_counts(rehearsal)
            for scene in rehearsal.state()["scenes"]:
                _tell(scene["title"], _scene(rehearsal, scene["id"]), WANTED_SCENE_S, "s")
    print(f"load average now: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _tell(what: str, measured: float, wanted: float, unit: str) -> None:
    ratio = measured / wanted
    print(
        f"{what}: {measured:.1f} {unit}, {ratio:.2f} of the {wanted:g} {unit} allowed", flush=True
    )


def _taps(rehearsal: RehearsalProcess, count: int) -> list[float]:
    """Let somebody join, then open and leave the same screen again and again."""
    person = rehearsal.state()["people"][0]["id"]
    _answering(rehearsal, [person], on=True)
    _wait(lambda: _button(rehearsal, person, "Pair and challenge"))
    _answering(rehearsal, [person], on=False)
    times = []
    for number in range(count):
        time.sleep(REST_SECONDS)  # a screen may come in two messages
        label = ("Pair and challenge", "Home")[number % 2]
        times.append(_tap(rehearsal, person, label))
    return times


def _tap(rehearsal: RehearsalProcess, person: int, label: str) -> float:
    message_id, row, col = _wait(lambda: _button(rehearsal, person, label))
    before = _stamp(rehearsal, person)
    began = time.monotonic()
    place = {"message_id": message_id, "row": row, "col": col}
    rehearsal.phones.post(f"/chats/{person}/tap", place)
    _wait(lambda: _stamp(rehearsal, person) != before)
    return time.monotonic() - began


def _stamp(rehearsal: RehearsalProcess, person: int) -> list[str]:
    messages = rehearsal.phones.get(f"/chats/{person}")["messages"]
    return [message["text"] for message in messages]


def _button(rehearsal: RehearsalProcess, person: int, label: str) -> tuple[int, int, int] | None:
    for message in reversed(rehearsal.phones.get(f"/chats/{person}")["messages"]):
        for row, buttons in enumerate(message["buttons"]):
            for col, button in enumerate(buttons):
                if button["text"] == label:
                    return message["message_id"], row, col
    return None


def _play(rehearsal: RehearsalProcess) -> float:
    """Let everybody answer and the days run by; returns how long it took."""
    _answering(rehearsal, [person["id"] for person in rehearsal.state()["people"]], on=True)
    began = time.monotonic()
    rehearsal.order("/play", {"on": True})
    end = began + PATIENCE_SECONDS
    while rehearsal.state()["playing"] and time.monotonic() < end:
        time.sleep(0.5)
    return time.monotonic() - began


def _scene(rehearsal: RehearsalProcess, scene_id: str) -> float:
    """Choose a scene; returns how long it took until somebody can take part in it."""
    began = time.monotonic()
    rehearsal.order("/scene", {"id": scene_id})
    _wait(lambda: not rehearsal.state()["setting_scene"])
    return time.monotonic() - began


def _tell_counts(rehearsal: RehearsalProcess) -> None:
    lanes = rehearsal.ask("/timeline")["lanes"]
    counts = ", ".join(f"{lane['lane']} {sum(lane['days'].values())}" for lane in lanes)
    print(f"until {rehearsal.state()['now'][:10]}: {counts}")


def _answering(rehearsal: RehearsalProcess, people: list[int], *, on: bool) -> None:
    rehearsal.order("/autopilot", {"people": people, "on": on})


def _wait(look: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(LOOK_SECONDS)
    return found


if __name__ == "__main__":
    main()
