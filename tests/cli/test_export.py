"""`tandem export`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Tandem

ROWS = "pair,name,role\nA,=HYPERLINK(1),lay\nA,Tom,professional\n"
DATES = "2027-03-03,2027-04-07,2027-05-05"


@pytest.fixture
def oxford(tandem: Tandem, tmp_path: Path) -> None:
    """A cohort in which somebody's name would be a formula."""
    file = tmp_path / "people.csv"
    file.write_text(ROWS, encoding="utf-8")
    words = ("--name", "Oxford", "--programme", "leading-together", "--workshops", DATES)
    assert tandem("cohort", "import", file, *words).code == 0


def test_a_folder_gets_three_files_that_run_nothing(
    tandem: Tandem, oxford: None, tmp_path: Path
) -> None:
    ran = tandem("export", tmp_path / "july", "--cohort", "Oxford")
    assert (ran.code, ran.err) == (0, "")
    assert [Path(line).name for line in ran.out.split()] == [
        "engagement.csv", "progress.csv", "broadcast_answers.csv",
    ]  # fmt: skip
    lines = (tmp_path / "july" / "engagement.csv").read_text("utf-8-sig").splitlines()
    assert lines[1] == "Oxford,A,lay,'=HYPERLINK(1),not joined,,0,0,"


def test_a_workbook_is_written_once(tandem: Tandem, oxford: None, tmp_path: Path) -> None:
    """What is there already is not replaced."""
    assert tandem("export", tmp_path / "july.xlsx").code == 0
    before = (tmp_path / "july.xlsx").read_bytes()
    assert before.startswith(b"PK")
    again = tandem("export", tmp_path / "july.xlsx")
    assert (again.code, "exists already" in again.err) == (1, True)
    assert (tmp_path / "july.xlsx").read_bytes() == before


def test_an_unknown_cohort_is_told_with_those_that_there_are(
    tandem: Tandem, oxford: None, tmp_path: Path
) -> None:
    ran = tandem("export", tmp_path / "x", "--cohort", "Leeds")
    assert (ran.code, "there are: Oxford" in ran.err) == (1, True)
