"""`tandem cohort import` and `tandem invite`."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Tandem
from tests.processes import TOKEN, StandinProcess, standin_process

ROWS = "pair,name,role\nA,Asha,lay\nA,Tom,professional\n"
DATES = "2027-03-03,2027-04-07,2027-05-05"
OXFORD = ("--name", "Oxford 2027", "--programme", "leading-together", "--workshops", DATES)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A cohort of one pair."""
    file = tmp_path / "people.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


@pytest.fixture
def standin() -> Iterator[StandinProcess]:
    with standin_process() as process:
        yield process


def _rows(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_import_prints_nothing_but_the_invitations(
    tandem: Tandem, file: Path, standin: StandinProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a bot that answers, each new member has a link and its typed twin."""
    monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TANDEM_TELEGRAM_API_URL", standin.url)
    ran = tandem("cohort", "import", file, *OXFORD)
    assert (ran.code, ran.err) == (0, "")
    asha, tom = _rows(ran.out)
    assert (asha["pair"], asha["name"], asha["role"]) == ("A", "Asha", "lay")
    assert asha["link"].startswith("https://t.me/rehearsal_bot?start=")
    assert asha["link"] != tom["link"]
    assert len(asha["code"]) == len("ABCD-EFGH-JKMN")


def test_without_telegram_the_codes_are_there_and_the_links_are_not(
    tandem: Tandem, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TANDEM_TELEGRAM_API_URL", "http://127.0.0.1:9")
    ran = tandem("cohort", "import", file, *OXFORD)
    assert ran.code == 0
    assert [(row["link"], bool(row["code"])) for row in _rows(ran.out)] == [("", True)] * 2
    assert ran.err.count("\n") == 1
    assert "cannot be reached" in ran.err
    assert TOKEN not in ran.err


def test_importing_again_invites_nobody_twice(tandem: Tandem, file: Path) -> None:
    """What was invited before has empty cells, what is new has an invitation."""
    tandem("cohort", "import", file, *OXFORD)
    file.write_text(ROWS + "B,Mei,lay\nB,Daniel,professional\n", encoding="utf-8")
    ran = tandem("cohort", "import", file, *OXFORD)
    assert [bool(row["code"]) for row in _rows(ran.out)] == [False, False, True, True]


def test_a_difference_is_told_and_changes_nothing(tandem: Tandem, file: Path) -> None:
    tandem("cohort", "import", file, *OXFORD)
    file.write_text(ROWS.replace("Asha", "Aisha"), encoding="utf-8")
    ran = tandem("cohort", "import", file, *OXFORD)
    assert "name stays Asha" in ran.err
    with sqlite3.connect("tandem.db") as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM member")}
    connection.close()
    assert names == {"Asha", "Tom"}


def test_every_fault_of_a_file_is_listed_and_nothing_is_imported(
    tandem: Tandem, file: Path
) -> None:
    file.write_text("pair,name,role\nA,,lay\nA,Tom,boss\n", encoding="utf-8")
    ran = tandem("cohort", "import", file, *OXFORD)
    assert (ran.code, ran.out) == (1, "")
    assert "row 2, name" in ran.err
    assert "row 3, role" in ran.err
    assert not Path("tandem.db").exists()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--workshops", "2027-03-03"), "3 workshops"),
        (("--workshops", "soon"), "'soon'"),
        (("--timezone", "Oxford"), "'Oxford'"),
        (("--programme", "yoga"), "yoga"),
    ],
)
def test_a_wrong_option_is_one_line(
    tandem: Tandem, file: Path, words: tuple[str, str], fault: str
) -> None:
    """The last of two equal options counts."""
    ran = tandem("cohort", "import", file, *OXFORD, *words)
    assert (ran.code, ran.out) == (1, "")
    assert fault in ran.err
    assert ran.err.count("\n") == 1


def test_a_missing_file_is_one_line(tandem: Tandem) -> None:
    ran = tandem("cohort", "import", "nowhere.csv", *OXFORD)
    assert (ran.code, ran.err) == (1, "nowhere.csv: No such file or directory\n")


def test_an_invitation_can_be_renewed(tandem: Tandem, file: Path) -> None:
    first = _rows(tandem("cohort", "import", file, *OXFORD).out)[0]["code"]
    ran = tandem("invite", "renew", "--cohort", "Oxford 2027", "--pair", "a", "--role", "lay")
    (asha,) = _rows(ran.out)
    assert asha["name"] == "Asha"
    assert asha["code"] not in {"", first}


def test_an_unknown_place_is_not_renewed(tandem: Tandem, file: Path) -> None:
    tandem("cohort", "import", file, *OXFORD)
    ran = tandem("invite", "renew", "--cohort", "Bath", "--pair", "A", "--role", "lay")
    assert (ran.code, ran.out) == (1, "")
    assert "there are: Oxford 2027" in ran.err
    assert tandem("invite", "renew", "--cohort", "x", "--pair", "A", "--role", "boss").code == 1


def test_a_facilitator_gets_a_link_and_its_typed_twin(
    tandem: Tandem, standin: StandinProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TANDEM_TELEGRAM_API_URL", standin.url)
    link, twin = tandem("invite", "facilitator", "--name", "Jo").out.splitlines()
    assert link.startswith("https://t.me/rehearsal_bot?start=")
    assert twin.startswith("/join ")


def test_a_facilitator_of_an_unknown_cohort_is_not_invited(tandem: Tandem) -> None:
    ran = tandem("invite", "facilitator", "--name", "Jo", "--cohort", "Bath")
    assert (ran.code, ran.out) == (1, "")
    assert "'Bath'" in ran.err
