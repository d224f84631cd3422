import subprocess
import sys
from pathlib import Path

import pytest

import launch


class Machine:
    """A computer on which commands succeed unless they hold one of the broken words."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.broken: dict[str, str] = {}

    def quietly(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        line = " ".join(command)
        words = [said for word, said in self.broken.items() if word in line]
        if "venv" in command and not words:
            launch.PYTHON.parent.mkdir(parents=True)
            launch.PYTHON.touch()
        return subprocess.CompletedProcess(command, 1 if words else 0, "".join(words))

    def installed(self) -> list[list[str]]:
        return [command[1:] for command in self.commands if "install" in command]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    machine = Machine()
    monkeypatch.setattr(launch, "HERE", tmp_path)
    monkeypatch.setattr(launch, "VENV", tmp_path / "venv")
    monkeypatch.setattr(launch, "PYTHON", tmp_path / "venv/bin/python")
    monkeypatch.setattr(launch, "quietly", machine.quietly)
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    return machine


def test_the_pins_are_installed_with_hashes_and_then_tandem_alone(machine: Machine) -> None:
    launch.prepare(launch.HERE / "requirements.txt")
    pins, tandem = machine.installed()
    assert pins[-3:] == ["--require-hashes", "-r", str(launch.HERE / "requirements.txt")]
    assert {"--no-deps", "--no-build-isolation", str(launch.HERE)} <= set(tandem)


def test_a_second_start_installs_nothing(machine: Machine) -> None:
    launch.prepare(launch.HERE / "requirements.txt")
    machine.commands.clear()
    launch.prepare(launch.HERE / "requirements.txt")
    assert machine.commands == []


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_a_change_of_the_pins_or_the_package_installs_again(machine: Machine, changed: str) -> None:
    launch.prepare(launch.HERE / "requirements.txt")
    machine.commands.clear()
    (launch.HERE / changed).write_text("newer")
    launch.prepare(launch.HERE / "requirements.txt")
    assert len(machine.installed()) == 2
    assert not any("venv" in command for command in machine.commands)


def test_an_interrupted_set_up_is_taken_up_again(machine: Machine) -> None:
    machine.broken = {"--editable": "no space left"}
    with pytest.raises(launch.SetupError, match="no space left"):
        launch.prepare(launch.HERE / "requirements.txt")
    machine.broken = {}
    launch.prepare(launch.HERE / "requirements.txt")
    assert machine.installed()[-1][-2:] == ["--editable", str(launch.HERE)]


def test_without_ensurepip_the_outer_pip_installs(machine: Machine) -> None:
    """Debian's Python before python3-venv is installed."""
    python = str(launch.PYTHON)
    machine.broken = {f"-m venv {launch.VENV}": "no ensurepip", f"{python} -m pip": "no pip"}
    launch.prepare(launch.HERE / "requirements.txt")
    assert [c[:4] for c in machine.installed()] == [["-m", "pip", "--python", python]] * 2


def test_without_any_pip_one_line_says_what_to_install(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.broken = {f"-m venv {launch.VENV}": "no ensurepip", "-m pip": "No module named pip"}
    assert launch.main(["rehearse"]) == 1
    assert capsys.readouterr().err.splitlines()[-1].endswith("sudo apt install python3-venv")


def test_a_failure_of_pip_is_told_in_its_last_words(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.broken = {"--require-hashes": "noise\n" * 50 + "ERROR: no network"}
    assert launch.main(["rehearse"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == "ERROR: no network"
    assert len(said) < 12


def test_an_old_python_is_told_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert launch.main(["rehearse"]) == 1
    assert capsys.readouterr().out.startswith("Tandem needs Python 3.11 or newer")


def test_the_command_is_handed_on(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(launch, "run", lambda command, cwd=None: became.append(command))
    launch.main(["cohort", "import", "a file.csv"])
    launch.main(["test", "-k", "home"])
    assert became[0][1:] == ["cohort", "import", "a file.csv"]
    assert became[1][1:3] == ["-m", "pytest"]
    assert became[1][-2:] == ["-k", "home"]
