import ast
import contextlib
import re
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.architecture.rules import CODE, TOP, imports

RUN = TOP / "requirements.txt"
DEV = TOP / "requirements-dev.txt"


def _pins(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {line.removesuffix(" \\") for line in lines if line[:1].isalnum()}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that `pip install .` makes."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=TOP,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_what_is_tested_is_what_is_run() -> None:
    """The developers' pins are the operators' pins and more."""
    assert _pins(RUN) < _pins(DEV)


@pytest.mark.parametrize("file", [RUN, DEV], ids=lambda file: str(file.name))
def test_every_pin_has_its_hash_and_no_index_is_named(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    entries = text.replace("\\\n", "").splitlines()
    assert [line for line in entries if "==" in line and "--hash=sha256:" not in line] == []
    assert "://" not in text
    assert "--index" not in text


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    """Programmes, copy and migrations are data that the installed package reads."""
    files = [path for package in CODE for path in (TOP / package).rglob("*.*")]
    wanted = {str(path.relative_to(TOP)) for path in files if "__pycache__" not in path.parts}
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(CODE)


# What an installed copy does with its own data: schema, words, programmes.
_LIVES = """
import sys
import bot, bot.models
from bot.store.engine import Store
from bot.store.schema import migrate
from bot.telegram.copy import load_copy
from prompts.loader import shipped

store = Store(sys.argv[1], data_key=None)
migrate(store.engine, to="head")
load_copy()
print(bot.__file__, *sorted(shipped()))
"""


def test_an_unpacked_wheel_migrates_and_finds_its_words(wheel: Path, tmp_path: Path) -> None:
    """Far from the checkout, which must not lend it anything."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _LIVES, f"sqlite:///{tmp_path}/tandem.db"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    place, *programmes = done.stdout.split()
    assert Path(place).is_relative_to(tmp_path / "site")
    assert programmes == ["collaborative-pairs", "leading-together"]
    with contextlib.closing(sqlite3.connect(tmp_path / "tandem.db")) as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_an_unpacked_wheel_is_a_whole_tandem(wheel: Path, tmp_path: Path) -> None:
    """Its command checks the shipped programmes and makes a database, outside the checkout."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    for words in (("programme", "check"), ("db", "upgrade")):
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *words],
            cwd=tmp_path,
            env={"PYTHONPATH": str(tmp_path / "site")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "tandem.db").is_file()


# Used without an import of ours.
UNSEEN = {
    "httptools": "uvicorn picks it up where it is",
    "psycopg": "SQLAlchemy's driver for PostgreSQL",
    "python-multipart": "Starlette reads uploads with it",
    "tzdata": "zoneinfo reads it",
    "uvloop": "uvicorn and the app pick it up where it is",
}
IMPORTED_AS = {
    "fpdf2": "fpdf",
    "pillow": "PIL",
    "python-dotenv": "dotenv",
    "python-telegram-bot": "telegram",
    "pyyaml": "yaml",
}


def _dependencies() -> set[str]:
    with (TOP / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)["project"]["dependencies"]
    return {re.split(r"[^\w.-]", line)[0] for line in declared}


def test_every_dependency_is_used_and_explained() -> None:
    """Each is something to keep up to date; the reason for it stands in the decision."""
    imported = {
        name
        for package in CODE
        for path in (TOP / package).rglob("*.py")
        for _, name in imports(ast.parse(path.read_text(encoding="utf-8")))
    }
    reasons = (TOP / "docs/decisions/0001-libraries.md").read_text(encoding="utf-8").lower()
    unused = {name for name in _dependencies() - UNSEEN.keys() if not _is_used(name, imported)}
    assert unused == set(), "nothing imports these: take them out of pyproject.toml"
    unexplained = {name for name in _dependencies() if name not in reasons}
    assert unexplained == set(), "say in docs/decisions/0001-libraries.md why these are used"


def _is_used(dependency: str, imported: set[str]) -> bool:
    module = IMPORTED_AS.get(dependency, dependency.replace("-", "_"))
    return any(f"{name}.".startswith(f"{module}.") for name in imported)
