"""Statements that run with nearly every update, given to SQLite's driver as they are.

What SQLite answers in 4 µs takes 60 to 200 through SQLAlchemy's sessions and results. Such a
statement is written in SQLAlchemy's language all the same; it is compiled once, and its values are
turned by its columns' own types. On PostgreSQL, where the way to the server takes longest, it
goes the usual way.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import itemgetter
from typing import Any, Generic, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import result_tuple
from sqlalchemy.orm import InstrumentedAttribute, Session, make_transient_to_detached
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.compiler import SQLCompiler

from bot.store.base import Table
from bot.store.columns import Turn, once, reader, writer
from bot.store.locks import one_at_a_time

RowT = TypeVar("RowT", bound=Table)
_SQLITE = sqlite.dialect()
MANY = 8
"""Rows from which on it pays to look for equal values."""
Statement = sa.Select[Any] | sa.Insert | sa.Update | sa.Delete
Given = Mapping[str, object]
"""Values by the names of the statement's `bindparam`s."""


class Quick:
    """One statement.

    Raises `DBAPIError` as SQLAlchemy does, without what was given.
    """

    def __init__(self, statement: Statement) -> None:
        self._statement = statement

    def rows(self, session: Session, given: Given) -> Sequence[Any]:
        """Ask it; return the rows it gives, whose values are attributes.

        What the session's objects still keep to themselves is written first.
        """
        session.flush()
        return self._rows(session, given)

    def _rows(self, session: Session, given: Given) -> Sequence[Any]:
        if not one_at_a_time(session):
            return session.connection().execute(self._statement, given).all()
        found = _cursor(session, self._text, self._written(given)).fetchall()
        return list(map(self._row, found))

    def first(self, session: Session, given: Given) -> Any:
        """Do the same; return the first row, or None."""
        return next(iter(self.rows(session, given)), None)

    def insert(self, session: Session, given: Given) -> int:
        """Run it; return the number that it gives for the one new row."""
        return int(self._rows(session, given)[0][0])

    def run(self, session: Session, given: Given) -> int:
        """Run it; return how many rows it changed."""
        if not one_at_a_time(session):
            return session.connection().execute(self._statement, given).rowcount
        return _cursor(session, self._text, self._written(given)).rowcount

    def run_each(self, session: Session, rows: Sequence[Given]) -> int:
        """Run it for each of one or more; return how many rows it changed together."""
        if not one_at_a_time(session):
            return session.connection().execute(self._statement, rows).rowcount
        return _cursor(session, self._text, self._each_written(rows), many=True).rowcount

    def _written(self, given: Given) -> Sequence[Any]:
        """Return what stands for the placeholders."""
        return [
            slot.constant
            if slot.name is None
            else slot.write(given[slot.name])
            if slot.write is not None
            else given[slot.name]
            for slot in self._slots
        ]

    def _each_written(self, rows: Sequence[Given]) -> list[Sequence[Any]]:
        """Do the same for each row; of many, equal values such as an instant are turned once."""
        if len(rows) < MANY:
            return [self._written(row) for row in rows]
        return list(zip(*(_column(slot, rows) for slot in self._slots), strict=True))

    @cached_property
    def _compiled(self) -> SQLCompiler:
        return self._statement.compile(dialect=_SQLITE)

    @cached_property
    def _text(self) -> str:
        return str(self._compiled)

    @cached_property
    def _slots(self) -> tuple["_Slot", ...]:
        """What each placeholder takes, in their order."""
        names = self._compiled.positiontup or ()
        return tuple(_slot(name, self._compiled.binds[name]) for name in names)

    @cached_property
    def _row(self) -> Callable[[Iterable[Any]], sa.Row[Any]]:
        """Turn what the driver gives into a row."""
        columns = self._statement.exported_columns
        row = result_tuple([str(name) for name in columns.keys()])  # noqa: SIM118 - no mapping
        readers = [reader(column.type, _SQLITE) for column in columns]
        if not any(readers):
            return row
        return lambda values: row(
            [read(value) if read else value for read, value in zip(readers, values, strict=True)]
        )


class Objects(Generic[RowT]):
    """A question for whole rows of one kind, which become the session's own objects."""

    def __init__(self, kind: type[RowT], *conditions: sa.ColumnElement[bool]) -> None:
        self._kind = kind
        self._statement = sa.select(kind.__table__).where(*conditions)

    def in_order(
        self, *order: sa.ColumnElement[Any] | InstrumentedAttribute[Any], only: int | None = None
    ) -> Self:
        """Say in which order, and how many at most."""
        self._statement = self._statement.order_by(*order).limit(only)
        return self

    def all(self, session: Session, given: Given) -> list[RowT]:
        """Return all."""
        rows = self._quick.rows(session, given)
        return [own(session, self._kind, row._asdict()) for row in rows]

    def first(self, session: Session, given: Given) -> RowT | None:
        """Return the first, or None."""
        row = self._quick.first(session, given)
        return None if row is None else own(session, self._kind, row._asdict())

    @cached_property
    def _quick(self) -> Quick:
        return Quick(self._statement)


def own(session: Session, kind: type[RowT], values: Mapping[str, Any]) -> RowT:
    """Return the session's own object for a row of which all columns are given."""
    known = session.identity_map.get(identity_key(kind, values["id"]))
    if known is not None:
        return known
    row = kind()
    vars(row).update(values)
    make_transient_to_detached(row)
    session.add(row)
    return row


@dataclass(frozen=True)
class _Slot:
    """A placeholder: a value that is given under a name, or always the same."""

    name: str | None
    constant: Any = None
    write: Turn | None = None
    kind: sa.types.TypeEngine[Any] | None = None


def _column(slot: _Slot, rows: Sequence[Given]) -> Iterable[Any]:
    if slot.name is None or slot.kind is None:
        return repeat(slot.constant, len(rows))
    values = map(itemgetter(slot.name), rows)
    write = once(slot.kind, _SQLITE)
    return map(write, values) if write else values


def _slot(name: str, bind: sa.BindParameter[Any]) -> _Slot:
    write = writer(bind.type, _SQLITE)
    if bind.required:
        return _Slot(name, write=write, kind=bind.type)
    value = bind.effective_value
    return _Slot(None, constant=write(value) if write else value)


def _driver(session: Session) -> Any:
    """Return the driver's connection, of which SQLAlchemy is asked once for each transaction.

    To ask is what begins one, and each savepoint.
    """
    within = session.get_nested_transaction() or session.get_transaction()
    begun, raw = session.info.get("driver", (None, None))
    if begun is None or begun is not within:
        raw = session.connection().connection.dbapi_connection
        within = session.get_nested_transaction() or session.get_transaction()
        session.info["driver"] = within, raw
    return raw


def _cursor(session: Session, text: str, values: Any, *, many: bool = False) -> sqlite3.Cursor:
    raw = _driver(session)
    try:
        cursor: sqlite3.Cursor = (raw.executemany if many else raw.execute)(text, values)
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError.instance(
            text, None, error, sqlite3.Error, hide_parameters=True
        ) from error
    return cursor
