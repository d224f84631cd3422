"""`tandem rehearse` over HTTP: what it starts, what it refuses, and what it leaves behind."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.processes import PATIENCE_SECONDS, RehearsalProcess, rehearsal_process, wait_until


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the command is started: with settings that would be used by mistake."""
    folder = tmp_path_factory.mktemp("rehearsal")
    (folder / ".env").write_text("TANDEM_SEND_RATE=nonsense\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def rehearsal(folder: Path) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file; each leaves it usable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TANDEM_DATABASE_URL", f"sqlite:///{folder / 'real.db'}")
        patch.setenv("TANDEM_TELEGRAM_API_URL", "http://127.0.0.1:9")
        with rehearsal_process(folder, "--data", "data") as process:
            yield process


def _asks(rehearsal: RehearsalProcess, path: str, **headers: str) -> tuple[int, str]:
    method = headers.pop("method", "GET")
    place = urlsplit(rehearsal.url)
    connection = http.client.HTTPConnection(place.netloc, timeout=PATIENCE_SECONDS)
    connection.request(method, path, body="{}" if method == "POST" else None, headers=headers)
    answer = connection.getresponse()
    policy = answer.getheader("Content-Security-Policy") or ""
    connection.close()
    return answer.status, policy


def _bots(folder: Path) -> list[int]:
    """The numbers of the processes that run this rehearsal's bot."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = place.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"bot-of-rehearsal" in words and os.fsencode(_cwd(place.parent)) == os.fsencode(folder):
            found.append(int(place.parent.name))
    return found


def _cwd(process: Path) -> str:
    try:
        return str((process / "cwd").readlink())
    except OSError:
        return ""


def test_nothing_of_the_environment_is_used(rehearsal: RehearsalProcess, folder: Path) -> None:
    """A real token or database cannot be touched by mistake."""
    assert not (folder / "real.db").exists()
    assert (folder / "data" / "tandem.db").exists()


def test_both_partners_can_join_by_their_invitation(rehearsal: RehearsalProcess) -> None:
    for person in rehearsal.state()["people"]:
        path = f"/chats/{person['id']}"
        rehearsal.phones.post(f"{path}/start", {"parameter": person["invitation"]["link"]})
        wait_until(partial(_shows, rehearsal, path, "I agree"))


def _shows(rehearsal: RehearsalProcess, path: str, label: str) -> bool:
    return any(
        button["text"] == label
        for message in rehearsal.phones.get(path)["messages"]
        for row in message["buttons"]
        for button in row
    )


def test_the_clock_goes_on_by_what_was_asked(rehearsal: RehearsalProcess) -> None:
    """And messages bear its time, not this machine's."""
    before = datetime.fromisoformat(rehearsal.state()["now"])
    after = datetime.fromisoformat(rehearsal.move("day")["now"])
    assert timedelta(days=1) <= after - before < timedelta(days=1, minutes=1)
    person = rehearsal.state()["people"][0]["id"]
    sent = rehearsal.phones.post(f"/chats/{person}/text", {"text": "/help"})
    assert datetime.fromisoformat(sent["date"]) >= after


def test_a_wrong_move_is_refused(rehearsal: RehearsalProcess) -> None:
    assert _asks(rehearsal, "/rehearsal/clock", method="POST")[0] == 422


def test_only_this_machine_is_answered(rehearsal: RehearsalProcess) -> None:
    """A page elsewhere can neither rename itself to here nor send orders."""
    port = urlsplit(rehearsal.url).port
    assert _asks(rehearsal, "/", Host=f"localhost:{port}")[0] == 200
    assert _asks(rehearsal, "/", Host="example.org")[0] == 403
    assert _asks(rehearsal, "/control/", Host="example.org")[0] == 403
    assert _asks(rehearsal, "/rehearsal", Host=f"127.0.0.1.example.org:{port}")[0] == 403
    foreign = _asks(rehearsal, "/rehearsal/clock", method="POST", Origin="https://example.org")
    assert foreign[0] == 403


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/control/", "/rehearsal"])
def test_every_answer_has_a_strict_policy(rehearsal: RehearsalProcess, path: str) -> None:
    status, policy = _asks(rehearsal, path)
    assert status == 200
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_bot_that_dies_is_started_again(rehearsal: RehearsalProcess, folder: Path) -> None:
    """And the chats are all there."""
    (first,) = _bots(folder)
    person = rehearsal.state()["people"][0]["id"]
    seen = len(rehearsal.phones.get(f"/chats/{person}")["messages"])
    os.kill(first, signal.SIGKILL)
    rehearsal.phones.post(f"/chats/{person}/text", {"text": "/help"})
    wait_until(lambda: len(rehearsal.phones.get(f"/chats/{person}")["messages"]) >= seen + 2)
    assert _bots(folder) != [first]


def test_ctrl_c_ends_everything_and_nothing_stays(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path))
        with rehearsal_process(tmp_path) as other:
            assert list(tmp_path.glob("tandem-rehearsal-*"))
            other.process.send_signal(signal.SIGINT)
            assert other.process.wait(PATIENCE_SECONDS) == 0
    assert not list(tmp_path.glob("tandem-rehearsal-*"))
    assert not _bots(tmp_path)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--data", "."), "is not empty"),
        (("--programme", "yoga"), "yoga"),
        (("--programme", "mine.yaml"), "mine.yaml:1"),
    ],
)
def test_a_wrong_option_is_told_plainly(tmp_path: Path, words: tuple[str, str], fault: str) -> None:
    (tmp_path / "mine.yaml").write_text("id: mine\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "bot.cli", "rehearse", *words],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert fault in ran.stderr
    assert "Traceback" not in ran.stderr
