"""Who must wait for whom, where several threads and processes write at once.

PostgreSQL only: on SQLite one transaction writes at a time, so that nothing here has to
do anything. Every lock goes with its transaction, and with a process that dies; PostgreSQL
ends the transaction of one that hangs (see `bot.store.engine`).
"""

from collections.abc import Collection, Iterable
from hashlib import blake2b
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

RowT = TypeVar("RowT", bound=object)
_EVERYBODY = "everybody"


def try_each(session: Session, names: Collection[str]) -> set[str]:
    """Take the locks of these names that are free, until the transaction ends."""
    if one_at_a_time(session) or not names:
        return set(names)
    by_key = {_key(name): name for name in names}
    keys = sa.func.unnest(sa.cast(sorted(by_key), sa.ARRAY(sa.BigInteger))).column_valued("key")
    taken = session.execute(sa.select(keys, sa.func.pg_try_advisory_xact_lock(keys)))
    return {by_key[key] for key, is_mine in taken if is_mine}


def beside_others(session: Session) -> None:
    """Do what may happen beside the same for others, but not beside `alone`."""
    if not one_at_a_time(session):
        session.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(_key(_EVERYBODY))))


def alone(session: Session) -> None:
    """Do what concerns many people, while nobody's updates are handled."""
    if not one_at_a_time(session):
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_key(_EVERYBODY))))


def hold(session: Session, rows: Iterable[RowT]) -> None:
    """Lock rows and read them anew, before what depends on how they stand."""
    if not one_at_a_time(session):
        for row in rows:
            session.refresh(row, with_for_update=True)


def one_at_a_time(session: Session) -> bool:
    """Tell whether the database itself lets one transaction write at a time."""
    return session.get_bind().dialect.name == "sqlite"


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
