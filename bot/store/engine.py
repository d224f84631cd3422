"""Opens the database and runs use cases in transactions.

Every difference between SQLite and PostgreSQL stands in this folder.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.store.cipher import Cipher, Keyed, Open, use_cipher

T = TypeVar("T")
READERS = 2
WRITERS = 4
"""Threads that may write at the same time on PostgreSQL; on SQLite one writes at a time."""
BUSY_SECONDS = 10
SYNCHRONOUS = "FULL"
"""An update is acknowledged only once it is on the disk."""
_POSTGRES = {
    "connect_timeout": 5,
    # A server that is cut off is noticed in seconds, not after the system's two hours.
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    # What a stopped process holds is let go; ours pause for milliseconds in a transaction.
    "options": "-c idle_in_transaction_session_timeout=3000",
}


class Store:
    """The database of one process.

    Guarantees: `write` runs one transaction, on SQLite one at a time, committed when the
    function returns and rolled back when it raises; nothing here retries. Functions
    run on the store's own threads when called through `run` and `look`, so they never
    hold up the event loop.
    """

    def __init__(self, url: str, *, data_key: str | None = None) -> None:
        use_cipher(_cipher(data_key))
        self.engine = make_engine(url)
        self._writer = ThreadPoolExecutor(
            1 if self.is_sqlite else WRITERS, thread_name_prefix="store-write"
        )
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-read")
        self._asked = self._begun = 0
        """Urgent works that were handed to `run`, and those of them that have begun."""

    @property
    def is_sqlite(self) -> bool:
        """Whether this is an SQLite file."""
        return self.engine.dialect.name == "sqlite"

    def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one transaction that may write, on this thread."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            return work(session)

    def note(self, work: Callable[[Session], T]) -> T:
        """Do the same for what a power cut may undo; the death of the process may not.

        On SQLite it is on the disk with the next `write`; nobody waits for that here.
        """
        hasty = self.engine.execution_options(tandem_hasty=True)
        with Session(hasty, expire_on_commit=False) as session, session.begin():
            return work(session)

    def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one transaction that only reads, on this thread."""
        quiet = self.engine.execution_options(tandem_reads=True)
        with Session(quiet, expire_on_commit=False) as session, session.begin():
            return work(session)

    async def run(
        self, work: Callable[[Session], T], *, urgent: bool = False, hasty: bool = False
    ) -> T:
        """Run `work` as `write` does, or `note` if `hasty`, on a writing thread.

        Others may give way to what is `urgent`.
        """
        self._asked += urgent
        begin = self._begin if urgent else self.note if hasty else self.write
        return await asyncio.get_running_loop().run_in_executor(self._writer, begin, work)

    @property
    def is_wanted(self) -> bool:
        """Whether something urgent waits for SQLite's one writing thread."""
        return self.is_sqlite and self._asked > self._begun

    def _begin(self, work: Callable[[Session], T]) -> T:
        self._begun += 1
        return self.write(work)

    async def look(self, work: Callable[[Session], T]) -> T:
        """Run `work` as `read` does, on a reading thread."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read, work)

    def checkpoint(self) -> None:
        """Bring SQLite's write-ahead log into the file and empty it.

        Erased words would otherwise stay legible in the log until it is reused.
        """
        if self.is_sqlite:
            with self.engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                if raw is not None:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Finish what runs and let go of every connection."""
        self._writer.shutdown()
        self._readers.shutdown()
        self.engine.dispose()


def _cipher(data_key: str | None) -> Cipher:
    return Keyed(data_key) if data_key else Open()


def make_engine(url: str) -> sa.Engine:
    """Return an engine for `sqlite:///…` or `postgresql://…`, set up as FIELD facts ask."""
    if url.startswith("postgresql://"):
        return sa.create_engine(
            url.replace("://", "+psycopg://", 1),
            connect_args=_POSTGRES,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    # Parameters hold what people wrote: they never stand in an error, and so in no log.
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own implicit BEGIN is off: _begin_sqlite says when and how.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={SYNCHRONOUS}",
        "foreign_keys=ON",
        "secure_delete=ON",  # erased words are overwritten, not only unlinked
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later fails at once with
    # SQLITE_BUSY_SNAPSHOT; IMMEDIATE waits for its turn instead.
    options = connection.get_execution_options()
    synchronous = "NORMAL" if options.get("tandem_hasty") else SYNCHRONOUS
    if connection.info.setdefault("synchronous", SYNCHRONOUS) != synchronous:
        connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")
        connection.info["synchronous"] = synchronous
    connection.exec_driver_sql("BEGIN" if options.get("tandem_reads") else "BEGIN IMMEDIATE")
