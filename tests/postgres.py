"""A throw-away PostgreSQL server for tests, and a fresh database for each of them."""

import contextlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.missing import Missing, did_not_run
from tests.ports import free_port

_DEBIAN = Path("/usr/lib/postgresql")
_NUMBERS = itertools.count(1)
# Nothing here outlives the tests, so nothing waits for a disk.
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "listen_addresses": "127.0.0.1",
}


@dataclass(frozen=True, kw_only=True)
class PostgresServer:
    """A running server that trusts every local connection."""

    port: int
    control: Callable[..., None]
    """Calls `pg_ctl` with these words."""

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        self.control("-l", "log", "start")

    def stop(self) -> None:
        """End it at once, as a crash would."""
        self.control("-m", "immediate", "stop")

    def url(self, database: str) -> str:
        """The address of one of its databases, as `TANDEM_DATABASE_URL` takes it."""
        return f"postgresql://tandem@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        """Run one statement outside a transaction, in the maintenance database."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextlib.contextmanager
def a_server() -> Iterator[PostgresServer]:
    """Run a throw-away server while the block lasts; raises `LookupError` where there is none."""
    binaries = _binaries()
    if binaries is None:
        raise LookupError("PostgreSQL is not installed")
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="tandem-postgres-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        owner = _owner()
        if owner is not None:
            os.chown(folder, owner, -1)
        port = free_port()
        _run(owner, folder, binaries / "initdb", "-D", "data", "-U", "tandem", "-A", "trust", "-N")
        with (folder / "data" / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{key} = '{value}'\n" for key, value in _FAST.items())
            conf.write(f"port = {port}\nunix_socket_directories = '{folder}'\n")

        def control(*what: str) -> None:
            _run(owner, folder, binaries / "pg_ctl", "-D", "data", "-w", *what)

        server = PostgresServer(port=port, control=control)
        server.start()
        stack.callback(control, "-m", "immediate", "stop")
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for the test process; it starts when the first test asks."""
    if _binaries() is None:
        did_not_run(Missing.POSTGRESQL)
    with a_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database that no other test sees."""
    name = f"test_{next(_NUMBERS)}"
    postgres_server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield postgres_server.url(name)
    postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _binaries() -> Path | None:
    """The newest server's programs; Debian keeps them out of the PATH."""
    found = sorted(_DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


def _owner() -> int | None:
    """Whom to run the server as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get("postgres", names["nobody"])


def _run(owner: int | None, folder: Path, *command: str | Path) -> None:
    # The output goes to a file: a pipe would be held open by the server that pg_ctl leaves behind.
    with tempfile.TemporaryFile() as output:
        finished = subprocess.run(
            command,
            cwd=folder,
            user=owner,
            extra_groups=None if owner is None else [],
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output.seek(0)
        if finished.returncode != 0:
            raise RuntimeError(output.read().decode(errors="replace"))
