"""Consistent copies of an SQLite database, and putting one back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.errors import ExpectedError
from bot.store.schema import VERSION_TABLE

PRIVATE = 0o600


class CopyError(ExpectedError):
    """A copy cannot be made or put back; the text says why and what to do."""


def copy_out(source: Path, target: Path) -> None:
    """Copy the database `source` to the new file `target`, whoever uses it meanwhile.

    Raises:
        CopyError: there is no database, or there is such a file already.
    """
    if not source.is_file():
        raise CopyError(f"there is no database {source}")
    if target.exists():
        raise CopyError(f"{target} exists already; give a new name")
    _copy(source, target)


def put_back(source: Path, target: Path, *, replace: bool) -> None:
    """Make `target` what `source` holds; with `replace`, instead of what it was.

    Raises:
        CopyError: `source` is no sound copy, `target` exists, or a process uses it.
    """
    _require_sound(source)
    if target.exists():
        if not replace:
            raise CopyError(f"{target} exists already; --force replaces it")
        _require_unused(target)
    _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        draft.touch(mode=PRIVATE)  # before anything is in it
        with closing(_open(source)) as original, closing(sqlite3.connect(draft)) as made:
            original.backup(made)
            # One file by itself: without a log beside it.
            made.execute("PRAGMA journal_mode=DELETE")
        draft.replace(target)
    except (OSError, sqlite3.Error) as error:
        draft.unlink(missing_ok=True)
        raise CopyError(f"{target} cannot be written: {error}") from None


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro", uri=True)


def _require_sound(file: Path) -> None:
    if not file.is_file():
        raise CopyError(f"there is no file {file}")
    try:
        with closing(_open(file)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error:
        sound, tables = False, set()
    if not sound or VERSION_TABLE not in tables:
        raise CopyError(f"{file} is not a sound copy of a Tandem database")


def _require_unused(file: Path) -> None:
    """SQLite leaves write-ahead logging only for whoever has the file alone."""
    try:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = None
    except sqlite3.DatabaseError:
        return  # no database at all: what --force is for
    if mode != ("delete",):
        raise CopyError(f"{file} is in use: stop `tandem run` first")
