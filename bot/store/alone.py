"""Keeps a second process away from an SQLite database."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import ExpectedError
from bot.store.engine import Store


class InUseError(ExpectedError):
    """Another process runs on this database."""


@contextmanager
def only_process(store: Store) -> Iterator[None]:
    """Be the only one that runs on an SQLite file while the block lasts.

    The operating system lets go of the lock when the process ends, however it ends.

    Raises:
        InUseError: another process runs on it.
    """
    file = store.engine.url.database
    if not store.is_sqlite or not file:
        yield
        return
    try:
        import fcntl
    except ImportError:  # Windows has none; two bots there would disturb each other's polling
        yield
        return
    with open(f"{file}.lock", "a") as lock:  # noqa: PTH123 - a name, not a place
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InUseError(
                f"another Tandem runs on {file}; end it first. Several at once need PostgreSQL: "
                "TANDEM_DATABASE_URL=postgresql://…"
            ) from None
        yield
