"""Inserts that leave existing rows alone, on either database."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from bot.store.base import Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

COUNTED = {"preserve_rowcount": True}


def insert_new(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows that break no unique rule; return how many were new."""
    if not rows:
        return 0
    session.flush()  # the rows may need what is not there yet
    insert = _insert(session.get_bind().dialect.name, table)
    # Through the connection: the session would ask for each row's key, at four times the cost.
    return session.connection().execute(insert, list(rows)).rowcount


@cache
def _insert(dialect: str, table: type[Table]) -> "sqlite.Insert | postgresql.Insert":
    named = Table.metadata.tables[table.__tablename__]
    if dialect == "sqlite":
        return sqlite.insert(named).on_conflict_do_nothing().execution_options(**COUNTED)
    # Only where it is used: the dialect takes 2 MB.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(named).on_conflict_do_nothing().execution_options(**COUNTED)
