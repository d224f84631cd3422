"""What a table's columns make of values, for statements that run past SQLAlchemy's own ways."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.store.base import Document

Turn = Callable[[Any], Any]


@cache
def defaults(table: sa.Table) -> Mapping[str, object]:
    """Return the values of columns that are not given."""
    return {
        column.name: column.default.arg
        for column in table.columns
        if isinstance(column.default, sa.ColumnDefault) and column.default.is_scalar
    }


def writer(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Turn | None:
    """Return what turns a value into the database's; None where it goes as it is."""
    return kind.dialect_impl(dialect).bind_processor(dialect)


def reader(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Turn | None:
    """Return what turns the database's value into ours; None where it stays as it is."""
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def once(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Turn | None:
    """Return a `writer` that turns equal values once: many rows share an instant."""
    write = writer(kind, dialect)
    return write if write is None or isinstance(kind, Document) else cache(write)
