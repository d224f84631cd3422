"""Inserts or changes many rows with one statement."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.store.columns import defaults, once
from bot.store.locks import one_at_a_time
from bot.store.quick import Quick

_PLACE = sa.column("place", sa.Integer())
Rows = Sequence[Mapping[str, object]]
"""They all name the same columns."""


def insert_many(session: Session, table: sa.Table, rows: Rows) -> list[int]:
    """Insert rows; return their ids in the same order.

    Raises `ValueError` for a table whose numbers are never given twice.
    """
    if not rows:
        return []
    connection, names = session.connection(), tuple(rows[0])
    if one_at_a_time(session):
        # Nobody else writes: the numbers that SQLite would give are known beforehand.
        first = _next_number(table).first(session, {})[0]
        numbered = [{**defaults(table), **row, "id": first + n} for n, row in enumerate(rows)]
        _insert(table, tuple(numbered[0])).run_each(session, numbered)
        return [first + n for n in range(len(rows))]
    given = {"given": _as_json(table, names, rows, connection.dialect)}
    # The numbers are given in the order in which the rows are read.
    return sorted(connection.execute(_insert_from_json(table, names), given).scalars())


def update_many(session: Session, table: sa.Table, rows: Rows) -> None:
    """Change rows, each known by its `id`."""
    if not rows:
        return
    connection, names = session.connection(), tuple(rows[0])
    if one_at_a_time(session):
        renamed = [{f"new_{name}": value for name, value in row.items()} for row in rows]
        _update(table, names).run_each(session, renamed)
        return
    given = {"given": _as_json(table, names, rows, connection.dialect)}
    connection.execute(_update_from_json(table, names), given)


@cache
def _next_number(table: sa.Table) -> Quick:
    if table.dialect_options["sqlite"]["autoincrement"]:
        raise ValueError(f"the numbers of {table.name} are SQLite's own to give")
    return Quick(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1))


@cache
def _insert(table: sa.Table, names: tuple[str, ...]) -> Quick:
    return Quick(sa.insert(table).values({name: sa.bindparam(name) for name in names}))


@cache
def _update(table: sa.Table, names: tuple[str, ...]) -> Quick:
    # SQLAlchemy keeps a column's own name for itself.
    given: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names if name != "id"}
    return Quick(sa.update(table).where(table.c.id == sa.bindparam("new_id")).values(given))


def _written(
    table: sa.Table, names: Sequence[str], rows: Rows, dialect: sa.Dialect
) -> Iterator[tuple[Any, ...]]:
    """Return these columns of each row as the database takes them."""
    writers = [once(table.c[name].type, dialect) for name in names]
    columns = [map(itemgetter(name), rows) for name in names]
    turned = (
        map(write, column) if write else column
        for write, column in zip(writers, columns, strict=True)
    )
    return zip(*turned, strict=True)


@cache
def _insert_from_json(table: sa.Table, names: tuple[str, ...]) -> sa.Insert:
    given = _given(table, names)
    in_order = sa.select(*(given.c[name] for name in names)).order_by(given.c.place)
    return sa.insert(table).from_select(names, in_order).returning(table.c.id)


@cache
def _update_from_json(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    given = _given(table, names)
    changed = {name: given.c[name] for name in names if name != "id"}
    return sa.update(table).where(table.c.id == given.c.id).values(changed)


def _given(table: sa.Table, names: tuple[str, ...]) -> sa.TableValuedAlias:
    """Read rows from one text: psycopg takes long to read thousands of placeholders."""
    columns = [sa.column(name, table.c[name].type) for name in names]
    text = sa.cast(sa.bindparam("given", type_=sa.Text()), sa.JSON())
    given = sa.func.json_to_recordset(text).table_valued(*columns, _PLACE)
    return given.render_derived(name="given", with_types=True)


def _as_json(table: sa.Table, names: tuple[str, ...], rows: Rows, dialect: sa.Dialect) -> str:
    written = [
        {**dict(zip(names, values, strict=True)), "place": place}
        for place, values in enumerate(_written(table, names, rows, dialect))
    ]
    return json.dumps(written, default=str)
