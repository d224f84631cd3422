"""Inserts many rows with one statement."""

import json
from collections.abc import Mapping, Sequence
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.store.locks import one_at_a_time

_PLACE = sa.column("place", sa.Integer())


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
    given = {"given": _as_json(table, names, rows, connection.dialect)}
    # The numbers are given in the order in which the rows are read.
    return sorted(connection.execute(_from_json(table, names), given).scalars())


@cache
def _row_by_row(table: sa.Table) -> sa.Insert:
    return sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)


@cache
def _from_json(table: sa.Table, names: tuple[str, ...]) -> sa.Insert:
    """Insert from one text: psycopg takes long to read thousands of placeholders."""
    columns = [sa.column(name, table.c[name].type) for name in names]
    text = sa.cast(sa.bindparam("given", type_=sa.Text()), sa.JSON())
    given = sa.func.json_to_recordset(text).table_valued(*columns, _PLACE)
    derived = given.render_derived(with_types=True)
    in_order = sa.select(*(derived.c[name] for name in names)).order_by(derived.c.place)
    return sa.insert(table).from_select(names, in_order).returning(table.c.id)


def _as_json(
    table: sa.Table,
    names: tuple[str, ...],
    rows: Sequence[Mapping[str, object]],
    dialect: sa.Dialect,
) -> str:
    kinds = {name: table.c[name].type.dialect_impl(dialect) for name in names}
    writers = {name: kind.bind_processor(dialect) for name, kind in kinds.items()}
    written = [
        {name: write(row[name]) if write else row[name] for name, write in writers.items()}
        | {"place": place}
        for place, row in enumerate(rows)
    ]
    return json.dumps(written, default=str)
