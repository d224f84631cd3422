"""Finds rows by many numbers, which travel as one value.

Hundreds of placeholders take longer to write and to read than the question takes to answer.
"""

import json
from collections.abc import Iterable
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Numbers(sa.types.TypeDecorator[Iterable[int]]):
    """Numbers as an array on PostgreSQL, as JSON on SQLite."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type that travels."""
        return dialect.type_descriptor(
            sa.Text() if dialect.name == "sqlite" else sa.ARRAY(sa.BigInteger())
        )

    def process_bind_param(
        self, value: Iterable[int] | None, dialect: sa.Dialect
    ) -> str | list[int]:
        """Write them."""
        numbers = list(value or ())
        return json.dumps(numbers) if dialect.name == "sqlite" else numbers


class _Among(FunctionElement[bool]):
    """A column and the numbers."""

    type = sa.Boolean()
    name = "among"
    inherit_cache = True

    def self_group(self, against: object = None) -> Self:  # noqa: ARG002 - as its base
        """Stay as it is: SQLAlchemy would compare it to 1, and SQLite then use no index."""
        return self


def among(
    column: InstrumentedAttribute[int] | sa.ColumnElement[int], given: str = "ids"
) -> sa.ColumnElement[bool]:
    """Say that a column holds one of the numbers that the statement is given under a name."""
    return _Among(column, sa.bindparam(given, type_=_Numbers()))


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, numbers = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - a placeholder


@compiles(_Among)
def _in_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, numbers = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} = ANY ({numbers})"
