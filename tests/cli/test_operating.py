"""`tandem run`, `tandem doctor`, `tandem programme check` and what they do when wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.post import pausing
from bot.store.engine import Store
from tests.cli.conftest import Tandem
from tests.processes import TOKEN, StandinProcess, standin_process


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch, tandem: Tandem) -> Iterator[StandinProcess]:
    """A Telegram that knows our token."""
    with standin_process() as process:
        monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN)
        monkeypatch.setenv("TANDEM_TELEGRAM_API_URL", process.url)
        yield process


def test_run_without_a_token_says_what_to_set(tandem: Tandem) -> None:
    ran = tandem("run")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("TANDEM_BOT_TOKEN: ")
    assert ran.err.count("\n") == 1


def test_wrong_settings_are_one_line_each(tandem: Tandem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_SEND_RATE", "fast")
    monkeypatch.setenv("TANDEM_TIMEZONE", "Oxford")
    ran = tandem("run")
    assert ran.code == 2
    assert ran.err.count("\n") == 2


def test_doctor_finds_a_sound_installation_sound(tandem: Tandem, standin: StandinProcess) -> None:
    tandem("db", "upgrade")
    ran = tandem("doctor")
    assert ran.code == 0, ran.out
    assert {line.split()[0] for line in ran.out.splitlines()} == {"ok"}
    assert "@rehearsal_bot" in ran.out


def test_doctor_names_what_fails(tandem: Tandem, monkeypatch: pytest.MonkeyPatch) -> None:
    """No database, a Telegram that is not there: each is one line, and the command fails."""
    monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TANDEM_TELEGRAM_API_URL", "http://127.0.0.1:9")
    ran = tandem("doctor")
    assert ran.code == 1
    failed = [line.split()[1] for line in ran.out.splitlines() if line.startswith("FAIL")]
    assert failed == ["token", "clock", "database"]
    assert TOKEN not in ran.out + ran.err


def test_doctor_knows_a_wrong_token(
    tandem: Tandem, standin: StandinProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN.replace("123456789", "987654321"))
    tandem("db", "upgrade")
    ran = tandem("doctor")
    assert ran.code == 1
    assert "Unauthorized" in ran.out


def test_doctor_tells_of_a_paused_outbox(tandem: Tandem, standin: StandinProcess) -> None:
    tandem("db", "upgrade")
    store = Store("sqlite:///tandem.db")
    store.write(pausing.pause)
    store.close()
    ran = tandem("doctor")
    assert ran.code == 0
    assert "tandem db resume" in ran.out


def test_doctor_tells_of_wrong_settings(tandem: Tandem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_RAW_DAYS", "many")
    ran = tandem("doctor")
    assert ran.code == 1
    assert ran.out.startswith("FAIL settings  TANDEM_RAW_DAYS")


def test_the_shipped_programmes_pass(tandem: Tandem) -> None:
    ran = tandem("programme", "check")
    assert ran.code == 0
    assert ran.out == "0 errors, 0 warnings\n" * 2


def test_a_programme_prints_the_calendar_of_its_dates(tandem: Tandem) -> None:
    dates = "2027-03-03,2027-04-07,2027-05-05"
    ran = tandem("programme", "check", "leading-together", "--workshops", dates)
    assert ran.code == 0
    assert "wait in /reflect" in ran.out


def test_a_faulty_programme_fails_with_its_line(tandem: Tandem, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("id: mine\nworkshops: many\n", encoding="utf-8")
    ran = tandem("programme", "check", "mine.yaml")
    assert ran.code == 1
    assert "mine.yaml:2" in ran.out


def test_pausing_twice_is_pausing_once(tandem: Tandem) -> None:
    tandem("db", "upgrade")
    store = Store("sqlite:///tandem.db")

    def twice(session: Session) -> bool:
        pausing.pause(session)
        pausing.pause(session)
        pausing.resume(session)
        return pausing.is_paused(session)

    assert store.write(twice) is False
    store.close()


def test_the_version_is_told(tandem: Tandem) -> None:
    assert tandem("--version").out.count(".") == 2
