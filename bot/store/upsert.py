"""Inserts that leave existing rows alone, on either database."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from bot.store.base import Table
from bot.store.columns import defaults
from bot.store.quick import Quick

COUNTED = {"preserve_rowcount": True}


def insert_new(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows that break no unique rule; return how many were new."""
    if not rows:
        return 0
    session.flush()  # the rows may need what is not there yet
    named = Table.metadata.tables[table.__tablename__]
    complete = [{**defaults(named), **row} for row in rows]
    return _insert(session.get_bind().dialect.name, named, tuple(complete[0])).run_each(
        session, complete
    )


@cache
def _insert(dialect: str, table: sa.Table, names: tuple[str, ...]) -> Quick:
    given: dict[str, Any] = {name: sa.bindparam(name) for name in names}
    if dialect == "sqlite":
        return Quick(sqlite.insert(table).values(given).on_conflict_do_nothing())
    # Only where it is used: the dialect takes 2 MB.
    from sqlalchemy.dialects import postgresql

    new = postgresql.insert(table).values(given).on_conflict_do_nothing()
    return Quick(new.execution_options(**COUNTED))
