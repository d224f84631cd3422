"""What the data key locks: whether it can be read, and the change to another key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import ExpectedError
from bot.store.base import Document, Table, Words
from bot.store.cipher import PREFIX, Cipher, Keyed
from bot.store.engine import Store

AT_ONCE = 200
Key = tuple[Any, ...]


class UnreadableError(ExpectedError):
    """Something stored can be read with neither key."""


@dataclass(frozen=True, kw_only=True)
class _Locked:
    """A table with columns that hold what people wrote, as the database has them."""

    table: sa.TableClause
    keys: Sequence[sa.ColumnElement[Any]]
    columns: Sequence[str]

    def rows(self, *, after: Key | None = None, backwards: bool = False) -> sa.Select[Any]:
        """Select keys and stored texts in the order of the keys."""
        raw = [*self.keys, *(self.table.c[name] for name in self.columns)]
        order = [key.desc() for key in self.keys] if backwards else self.keys
        rows = sa.select(*raw).order_by(*order)
        if after is None:
            return rows
        return rows.where(sa.tuple_(*self.keys) > sa.tuple_(*map(sa.literal, after)))

    def is_row(self, key: Key) -> sa.ColumnElement[bool]:
        """Say which row has this key."""
        return sa.and_(*(column == part for column, part in zip(self.keys, key, strict=True)))


def _locked() -> Iterator[_Locked]:
    for table in Table.metadata.sorted_tables:
        names = [c.name for c in table.columns if isinstance(c.type, Words | Document)]
        if not names:
            continue
        keys = [sa.column(c.name, c.type) for c in table.primary_key.columns]
        # As text: the types of the models would unlock, and lock, what passes through them.
        words = [sa.column(name, sa.Text()) for name in names]
        raw = sa.table(table.name, *keys, *words)
        yield _Locked(table=raw, keys=[raw.c[key.name] for key in keys], columns=names)


def unreadable(session: Session, cipher: Cipher) -> list[str]:
    """Return the columns whose oldest or newest text this cipher cannot read.

    A change of key that was broken off leaves the oldest under the new one.
    """
    return [
        f"{locked.table.name}.{name}"
        for locked in _locked()
        for name in locked.columns
        if any(not _reads(cipher, stored) for stored in _ends(session, locked, name))
    ]


def _ends(session: Session, locked: _Locked, name: str) -> Iterator[str]:
    column = locked.table.c[name]
    for backwards in (False, True):
        rows = locked.rows(backwards=backwards).with_only_columns(column)
        stored = session.scalar(rows.where(column.is_not(None)).limit(1))
        if stored is not None:
            yield stored


def _reads(cipher: Cipher, stored: str) -> bool:
    from cryptography.fernet import InvalidToken

    try:
        cipher.unlock(stored)
    except (InvalidToken, LookupError):
        return False
    return True


def rekey(store: Store, *, old: Cipher, new: Keyed) -> int:
    """Lock everything with `new`, a batch a transaction; return how many texts were changed.

    Guarantees: what `new` locked already stays, so that one that was broken off can be begun
    again with the same two keys. Limits: nobody else may write meanwhile.

    Raises:
        UnreadableError: a text can be read with neither; what was done before stays done.
    """
    return sum(_rekey_table(store, locked, old, new) for locked in list(_locked()))


def _rekey_table(store: Store, locked: _Locked, old: Cipher, new: Keyed) -> int:
    changed, after = store.write(lambda session: _batch(session, locked, None, old, new))
    while after is not None:
        last = after
        done, after = store.write(lambda session: _batch(session, locked, last, old, new))  # noqa: B023 - called at once
        changed += done
    return changed


def _batch(
    session: Session, locked: _Locked, after: Key | None, old: Cipher, new: Keyed
) -> tuple[int, Key | None]:
    """Change the rows that come next; return how many texts, and the last key if more may come."""
    rows = session.execute(locked.rows(after=after).limit(AT_ONCE)).all()
    changed = 0
    for row in rows:
        key, texts = row[: len(locked.keys)], row[len(locked.keys) :]
        fresh = {
            name: _anew(text, old, new, f"{locked.table.name}.{name}")
            for name, text in zip(locked.columns, texts, strict=True)
            if text is not None and not (text.startswith(PREFIX) and _reads(new, text))
        }
        if fresh:
            session.execute(sa.update(locked.table).where(locked.is_row(key)).values(fresh))
        changed += len(fresh)
    return changed, tuple(rows[-1][: len(locked.keys)]) if len(rows) == AT_ONCE else None


def _anew(text: str, old: Cipher, new: Keyed, where: str) -> str:
    if not _reads(old, text):
        raise UnreadableError(
            f"{where} holds what neither TANDEM_DATA_KEY nor the new key can read; "
            "put back the key it was written with"
        )
    return new.lock(old.unlock(text))
