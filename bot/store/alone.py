"""Keeps a second process away from an SQLite database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.errors import ExpectedError


class InUseError(ExpectedError):
    """Another process runs on this database."""


@contextmanager
def only_process(file: Path | None) -> Iterator[None]:
    """Be the only one that runs on an SQLite file while the block lasts; None is a server's.

    The operating system lets go of the lock when the process ends, however it ends.

    Raises:
        InUseError: another process runs on it.
    """
    lock = _beside(file) if file is not None else None
    if lock is None:
        yield
        return
    with lock:
        if not _is_mine(lock):
            raise InUseError(
                f"another Tandem runs on {file}; end it first. Several at once need PostgreSQL: "
                "TANDEM_DATABASE_URL=postgresql://…"
            )
        yield


def _beside(file: Path) -> TextIO | None:
    """Open the file to lock; None where nothing can be written: no database will open there."""
    try:
        return file.with_name(f"{file.name}.lock").open("a")
    except OSError:
        return None


def _is_mine(lock: TextIO) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows has none; two bots there would disturb each other's polling
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
