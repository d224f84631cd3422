"""Column types and the declarative base that all tables share."""

from datetime import UTC, datetime
from enum import Enum as PyEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

from bot.json_text import from_json, to_json
from bot.store.cipher import current_cipher

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(sa.types.TypeDecorator[datetime]):
    """A point in time: aware UTC in Python, comparable text or timestamptz in the database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Store UTC; a naive instant is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs a time zone"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        """Give back aware UTC whatever the database keeps."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(sa.types.TypeDecorator[str]):
    """What a person wrote: encrypted at rest when the operator set a data key."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        """Lock the words."""
        return None if value is None else current_cipher().lock(value)

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        """Unlock the words."""
        return None if value is None else current_cipher().unlock(value)


class Document(sa.types.TypeDecorator[dict[str, Any]]):
    """A JSON object that may hold what a person wrote: kept like `Words`.

    Mutating a loaded value in place is not noticed; assign a new one.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, _dialect: sa.Dialect) -> str | None:
        """Write as compact JSON, locked."""
        if value is None:
            return None
        return current_cipher().lock(to_json(value))

    def process_result_value(
        self, value: str | None, _dialect: sa.Dialect
    ) -> dict[str, Any] | None:
        """Unlock and read."""
        if value is None:
            return None
        return cast("dict[str, Any]", from_json(current_cipher().unlock(value)))


def churning(*, fillfactor: int = 100) -> dict[str, Any]:
    """Return the `info` of a table whose rows change, or come and go, all day.

    On PostgreSQL it is cleared up by what has changed rather than by its size: a queue that is
    looked at many times a second would else wade through a fifth of the table's dead rows. It
    is counted anew as early, lest a plan made for a full queue serves an empty one. Below 100
    a page keeps room for changed rows, which spares the indexes where no indexed column changes.
    """
    return {"storage": {**_CLEARED_EARLY, "fillfactor": fillfactor}}


_CLEARED_EARLY = {
    "autovacuum_vacuum_scale_factor": 0.01,
    "autovacuum_vacuum_threshold": 1000,
    "autovacuum_analyze_scale_factor": 0.02,
    "autovacuum_analyze_threshold": 1000,
}


def choice(kind: type[PyEnum]) -> sa.Enum:
    """Return a column type for an enum, kept as its value in a short text column."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=24,
        values_callable=lambda members: [str(member.value) for member in members],
    )


class Table(DeclarativeBase):
    """The base of every table."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute once
        datetime: Instant(),
        dict[str, Any]: Document(),
        int: sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    }


@sa.event.listens_for(Table.metadata, "before_create")
def _partial_on_postgresql(metadata: sa.MetaData, connection: sa.Connection, **_: object) -> None:
    """Give PostgreSQL the partial indexes that the models write for SQLite.

    Naming PostgreSQL in a model would load its dialect (2 MB) into every process.
    """
    if connection.dialect.name != "postgresql":
        return
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        where = index.dialect_options["sqlite"]["where"]
        if where is not None:
            index.dialect_options["postgresql"]["where"] = where


@sa.event.listens_for(Table.metadata, "after_create")
def _storage_on_postgresql(metadata: sa.MetaData, connection: sa.Connection, **_: object) -> None:
    """Tell PostgreSQL which tables churn."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.tables.values():
        storage: dict[str, float] = table.info.get("storage", {})
        if storage:
            settings = ", ".join(f"{name} = {value}" for name, value in storage.items())
            connection.exec_driver_sql(f"ALTER TABLE {table.name} SET ({settings})")
