"""Inserts that leave existing rows alone, on either database."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from bot.store.base import Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_new(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows that break no unique rule; return how many were new."""
    if not rows:
        return 0
    insert = _insert(session, table).on_conflict_do_nothing().returning(sa.literal(1))
    return len(session.execute(insert, list(rows)).all())


def _insert(session: Session, table: type[Table]) -> "sqlite.Insert | postgresql.Insert":
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    # Only where it is used: the dialect takes 2 MB.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
