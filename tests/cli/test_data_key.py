"""`tandem db rekey` and what `tandem doctor` says of the key that locks people's words."""

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from bot.post.model import OutboxMessage
from bot.store import rekeying
from bot.store.alone import only_process
from bot.store.engine import Store
from tests.cli.conftest import Tandem

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
OLD, NEW = "o" * 32, "n" * 32
ROWS = 7

Types = Callable[[str], None]


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Return a function that has a text ready on standard input."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def fill(key: str | None) -> None:
    """Write messages under a key."""
    store = Store("sqlite:///tandem.db", data_key=key)

    def work(session: Session) -> None:
        for number in range(ROWS):
            session.add(
                OutboxMessage(
                    chat_id=number, content={"args": {"words": f"secret {number}"}},
                    not_before=NOW, created_at=NOW,
                )
            )  # fmt: skip
        session.add(OutboxMessage(chat_id=99, content=None, not_before=NOW, created_at=NOW))

    store.write(work)
    store.close()


def said(key: str | None) -> list[str]:
    """Return what the messages say under a key; raises for another key."""
    store = Store("sqlite:///tandem.db", data_key=key)
    try:
        rows = store.read(lambda s: s.scalars(sa.select(OutboxMessage.content)).all())
        return [row["args"]["words"] for row in rows if row is not None]
    finally:
        store.close()


SECRETS = [f"secret {number}" for number in range(ROWS)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few rows a batch, so that there are several."""
    monkeypatch.setattr(rekeying, "AT_ONCE", 3)


@pytest.mark.parametrize("old", [OLD, None], ids=["locked", "never locked"])
def test_another_key_reads_everything_afterwards(
    tandem: Tandem, types: Types, monkeypatch: pytest.MonkeyPatch, old: str | None
) -> None:
    """Also what was written before there was a key; the old one reads nothing any more."""
    tandem("db", "upgrade")
    fill(old)
    if old is not None:
        monkeypatch.setenv("TANDEM_DATA_KEY", old)
    types(f"{NEW}\n")
    ran = tandem("db", "rekey")
    assert (ran.code, ran.err) == (0, "")
    assert f"{ROWS} texts" in ran.out
    assert NEW not in ran.out
    assert said(NEW) == SECRETS
    with pytest.raises((InvalidToken, LookupError)):
        said(old)


def test_one_that_was_broken_off_goes_on(
    tandem: Tandem, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is under the new key already stays; until then doctor says that something is amiss."""
    tandem("db", "upgrade")
    fill(NEW)  # the oldest rows: so far it came
    fill(OLD)
    monkeypatch.setenv("TANDEM_DATA_KEY", OLD)
    assert "FAIL data key  TANDEM_DATA_KEY does not read outbox.content" in tandem("doctor").out
    types(NEW)
    assert f"{ROWS} texts" in tandem("db", "rekey").out
    assert said(NEW) == SECRETS * 2
    monkeypatch.setenv("TANDEM_DATA_KEY", NEW)
    assert "ok   data key  reads what is stored" in tandem("doctor").out


def test_a_wrong_old_key_changes_nothing(
    tandem: Tandem, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    tandem("db", "upgrade")
    fill(OLD)
    monkeypatch.setenv("TANDEM_DATA_KEY", "w" * 32)
    types(f"{NEW}\n")
    ran = tandem("db", "rekey")
    assert ran.code == 1
    assert "outbox.content holds what neither" in ran.err
    assert said(OLD) == SECRETS


@pytest.mark.parametrize(
    ("typed", "fault"), [("short", "at least 32"), (OLD, "already"), ("", "at least 32")]
)
def test_what_is_no_new_key_is_refused(
    tandem: Tandem, types: Types, monkeypatch: pytest.MonkeyPatch, typed: str, fault: str
) -> None:
    tandem("db", "upgrade")
    fill(OLD)
    monkeypatch.setenv("TANDEM_DATA_KEY", OLD)
    types(typed)
    ran = tandem("db", "rekey")
    assert (ran.code, ran.out) == (1, "")
    assert fault in ran.err
    assert said(OLD) == SECRETS


def test_a_bot_that_runs_is_not_disturbed(tandem: Tandem, types: Types) -> None:
    """It would go on writing under the old key."""
    tandem("db", "upgrade")
    types(NEW)
    with only_process(Path("tandem.db")):
        ran = tandem("db", "rekey")
    assert ran.code == 1
    assert "another Tandem runs" in ran.err


def test_doctor_misses_a_key_that_is_not_set(tandem: Tandem) -> None:
    tandem("db", "upgrade")
    assert "ok   data key  is not set, and nothing stored needs one" in tandem("doctor").out
    fill(OLD)
    assert "FAIL data key" in tandem("doctor").out
