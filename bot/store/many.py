"""Inserts many rows with one statement."""

from collections.abc import Mapping, Sequence
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.store.locks import one_at_a_time


def insert_many(
    session: Session, table: sa.Table, rows: Sequence[Mapping[str, object]]
) -> list[int]:
    """Insert rows that all name the same columns; return their ids in the same order."""
    if not rows:
        return []
    connection = session.connection()
    if one_at_a_time(session):
        return list(connection.execute(_row_by_row(table), rows).scalars())
    names = tuple(rows[0])
    columns = {name: [row[name] for row in rows] for name in names}
    # The numbers are given in the order in which the rows are read.
    return sorted(connection.execute(_column_by_column(table, names), columns).scalars())


@cache
def _row_by_row(table: sa.Table) -> sa.Insert:
    return sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)


@cache
def _column_by_column(table: sa.Table, names: tuple[str, ...]) -> sa.Insert:
    """Insert from one array a column: psycopg takes long to read thousands of placeholders."""
    arrays = [sa.bindparam(name, type_=sa.ARRAY(table.c[name].type)) for name in names]
    given = sa.func.unnest(*arrays).table_valued(*names, with_ordinality="place").render_derived()
    in_order = sa.select(*(given.c[name] for name in names)).order_by(given.c.place)
    return sa.insert(table).from_select(names, in_order).returning(table.c.id)
