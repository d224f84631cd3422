"""`tandem db`: copies that can be trusted, and a restore that sends nothing old."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.post import claiming, outbox
from bot.post.model import OutboxMessage, Sending
from bot.store.engine import Store
from bot.store.schema import HEAD
from tests.cli.conftest import Tandem

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def store(tandem: Tandem) -> Iterator[Store]:
    """The database with one message that waits, open as `tandem run` has it."""
    tandem("db", "upgrade")
    opened = Store("sqlite:///tandem.db")
    opened.write(lambda session: outbox.say(session, now=NOW, chat_id=1, copy="home"))
    yield opened
    opened.close()


def _claim(session: Session) -> int:
    return len(claiming.claim(session, now=NOW, limit=5, busy=()))


def test_upgrade_makes_a_database(tandem: Tandem) -> None:
    ran = tandem("db", "upgrade")
    assert (ran.code, ran.err) == (0, "")
    assert HEAD in ran.out
    assert Path("tandem.db").is_file()


def test_a_copy_is_whole_and_private_while_the_bot_runs(tandem: Tandem, store: Store) -> None:
    assert tandem("db", "backup", "copy.db").code == 0
    with closing(sqlite3.connect("copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM outbox").fetchone() == (1,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert Path("copy.db").stat().st_mode & 0o077 == 0
    assert list(Path().glob("copy.db?*")) == []


def test_a_copy_overwrites_nothing(tandem: Tandem, store: Store) -> None:
    Path("copy.db").write_text("precious")
    ran = tandem("db", "backup", "copy.db")
    assert ran.code == 1
    assert "exists already" in ran.err
    assert Path("copy.db").read_text() == "precious"


def test_nothing_is_sent_after_a_restore_until_resumed(tandem: Tandem, store: Store) -> None:
    """What waited in the copy is old: an operator decides."""
    tandem("db", "backup", "copy.db")
    store.write(lambda session: session.query(OutboxMessage).delete())
    store.close()
    ran = tandem("db", "restore", "copy.db", "--force")
    assert ran.code == 0
    assert "1 messages wait" in ran.out
    again = Store("sqlite:///tandem.db")
    assert again.write(_claim) == 0
    assert tandem("db", "resume").code == 0
    assert again.write(_claim) == 1
    again.close()


def test_what_waits_can_be_cancelled_before_going_on(tandem: Tandem, store: Store) -> None:
    tandem("db", "backup", "copy.db")
    store.close()
    tandem("db", "restore", "copy.db", "--force")
    assert "1 messages cancelled" in tandem("db", "resume", "--drop").out
    again = Store("sqlite:///tandem.db")
    assert again.write(_claim) == 0
    row = again.read(lambda session: session.get_one(OutboxMessage, 1))
    assert (row.state, row.content) == (Sending.CANCELLED, None)
    again.close()


def test_sending_can_be_paused_by_hand(tandem: Tandem, store: Store) -> None:
    """For an operator who sees something go wrong; said twice it stays so."""
    for _ in range(2):
        ran = tandem("db", "pause")
        assert (ran.code, ran.err) == (0, "")
        assert "1 messages wait" in ran.out
        assert store.write(_claim) == 0
    assert tandem("db", "resume").code == 0
    assert store.write(_claim) == 1


def test_resuming_what_is_not_paused_says_so(tandem: Tandem) -> None:
    tandem("db", "upgrade")
    ran = tandem("db", "resume")
    assert (ran.code, ran.out) == (0, "")
    assert "already" in ran.err


def test_a_database_is_replaced_only_when_asked(tandem: Tandem, store: Store) -> None:
    tandem("db", "backup", "copy.db")
    store.close()
    ran = tandem("db", "restore", "copy.db")
    assert ran.code == 1
    assert "--force" in ran.err


def test_a_database_in_use_is_never_replaced(tandem: Tandem, store: Store) -> None:
    """The store keeps its connections open, as a running bot does."""
    tandem("db", "backup", "copy.db")
    ran = tandem("db", "restore", "copy.db", "--force")
    assert ran.code == 1
    assert "in use" in ran.err
    assert store.write(_claim) == 1


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_copy_is_not_restored(tandem: Tandem, content: bytes | None) -> None:
    if content is not None:
        Path("copy.db").write_bytes(content)
    ran = tandem("db", "restore", "copy.db")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert not Path("tandem.db").exists()


@pytest.mark.parametrize("words", [("backup", "x.db"), ("restore", "x.db")])
def test_postgresql_has_its_own_tools(
    tandem: Tandem, words: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_DATABASE_URL", "postgresql://localhost/tandem")
    ran = tandem("db", *words)
    assert ran.code == 1
    assert "pg_" in ran.err


def test_a_database_that_cannot_be_opened_is_one_line(
    tandem: Tandem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    ran = tandem("db", "upgrade")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("TANDEM_DATABASE_URL: ")
    assert ran.err.count("\n") == 1
