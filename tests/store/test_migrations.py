"""The schema: models and migrations agree, and data survives the way down and up."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from structlog.testing import capture_logs

import bot.models  # noqa: F401 - makes every table known
import migrations
from bot.store.base import Table
from bot.store.engine import make_engine
from bot.store.schema import (
    HEAD,
    VERSION_TABLE,
    NewerSchemaError,
    alembic_config,
    bring_up_to_date,
    migrate,
)
from tests.processes import wait_until

VERSIONS = [
    step.revision
    for step in reversed(list(ScriptDirectory.from_config(alembic_config()).walk_revisions()))
]
DEFAULT_SCALE_FACTOR = 0.2
MOMENT = datetime(2027, 3, 3, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """Give an empty database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'migrated.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    engine = make_engine(url)
    yield engine
    engine.dispose()


def describe(engine: sa.Engine) -> dict[str, Any]:
    """Return all that the database knows of its tables, names of constraints included."""
    inspector = sa.inspect(engine)
    return {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], str(column["default"]))
                for column in inspector.get_columns(name)
            },
            "key": inspector.get_pk_constraint(name),
            "unique": _by_name(inspector.get_unique_constraints(name)),
            "references": _by_name(inspector.get_foreign_keys(name)),
            "indexes": _by_name(inspector.get_indexes(name)),
            "sql": _sql(engine, name),
            "storage": _storage(engine, name),
        }
        for name in inspector.get_table_names()
        if name != VERSION_TABLE
    }


def _by_name(things: Any) -> dict[str, str]:
    return {thing["name"]: repr(_plain(thing)) for thing in things}


def _plain(thing: Any) -> Any:
    """Return what can be compared: a condition of an index comes as an object."""
    if isinstance(thing, dict):
        return {name: _plain(value) for name, value in thing.items()}
    return str(thing) if isinstance(thing, sa.ClauseElement) else thing


def _sql(engine: sa.Engine, table: str) -> list[str]:
    """Return what SQLite keeps of a table's making: it holds what no inspector tells."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
        )
        return sorted(part for (sql,) in found for part in _parts(sql))


def _storage(engine: sa.Engine, table: str) -> dict[str, str]:
    """Return what PostgreSQL was told of how to keep a table."""
    if engine.dialect.name != "postgresql":
        return {}
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT unnest(reloptions) FROM pg_class WHERE oid = %s::regclass", (table,)
        )
        return dict(each.split("=") for (each,) in found)


def _parts(sql: str) -> list[str]:
    """Split at the commas between columns: a column that came later stands at the end."""
    depth, parts = 0, [""]
    for sign in re.sub(r"\s+", " ", sql):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 1 and sign in "(,":
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip(" )") for part in parts]


def test_the_newest_migration_is_the_version_of_this_build() -> None:
    """`bring_up_to_date` writes that version down for a database made from the models."""
    assert VERSIONS[-1] == HEAD
    files = sorted((Path(migrations.__file__).parent / "versions").glob("*.py"))
    assert [file.name.split("_")[0] for file in files] == VERSIONS


def test_models_and_migrations_give_the_same_schema(
    empty: sa.Engine, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """To the names of constraints: a later migration must find them under the same name."""
    bring_up_to_date(empty)
    made = describe(empty)
    with empty.begin() as connection:
        Table.metadata.drop_all(connection)
        connection.exec_driver_sql(f"DROP TABLE {VERSION_TABLE}")
    migrate(empty, to="head")
    assert describe(empty) == made
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_tables_whose_rows_change_all_day_are_cleared_up_early(postgres_url: str) -> None:
    """Whichever way they came: else what is asked many times a second reads dead rows."""
    engine = make_engine(postgres_url)
    bring_up_to_date(engine)
    told = {name: table["storage"] for name, table in describe(engine).items()}
    engine.dispose()
    early = {name for name, how in told.items() if "autovacuum_vacuum_scale_factor" in how}
    assert early == {"outbox", "inbox", "due", "chat"}
    assert float(told["outbox"]["autovacuum_vacuum_scale_factor"]) < DEFAULT_SCALE_FACTOR
    assert int(told["chat"]["fillfactor"]) < int(told["outbox"]["fillfactor"])


def test_every_constraint_has_a_name(empty: sa.Engine) -> None:
    """One without could not be changed by a later migration."""
    migrate(empty, to="head")
    for table in describe(empty).values():
        assert None not in {*table["unique"], *table["references"], *table["indexes"]}
        # SQLite writes a key that never reuses a number into the column, without a name.
        assert table["key"]["name"] or "AUTOINCREMENT" in " ".join(table["sql"])


@pytest.mark.parametrize("version", VERSIONS)
def test_what_two_versions_know_survives_the_way_down_and_up(
    empty: sa.Engine, version: str
) -> None:
    """Filled at each version, taken down by one and up again."""
    before = VERSIONS[VERSIONS.index(version) - 1] if version != VERSIONS[0] else "base"
    migrate(empty, to=version)
    fill(empty)
    full = rows(empty)
    migrate(empty, to=before)
    lower = rows(empty)
    assert shared(full, lower) == shared(lower, full)
    migrate(empty, to=version)
    again = rows(empty)
    assert again.keys() == full.keys()
    assert shared(again, lower) == shared(lower, again)
    migrate(empty, to="base")
    assert set(rows(empty)) == set()


def test_a_database_of_a_newer_tandem_is_refused(empty: sa.Engine) -> None:
    """One clear line instead of a half-understood database."""
    bring_up_to_date(empty)
    with empty.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(NewerSchemaError, match="newer than this Tandem"):
        bring_up_to_date(empty)


Rows = dict[str, list[dict[str, Any]]]


def reflected(engine: sa.Engine) -> sa.MetaData:
    """Return the tables as they are in the database."""
    found = sa.MetaData()
    found.reflect(engine)
    return found


def fill(engine: sa.Engine) -> None:
    """Put two rows in every table, each referring to its like."""
    tables = reflected(engine).sorted_tables
    with engine.begin() as connection:
        for table in tables:
            if table.name != VERSION_TABLE:
                connection.execute(table.insert(), [_row(table, number) for number in (1, 2)])


def _row(table: sa.Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: sa.Column[Any], number: int) -> Any:
    made: dict[type, Any] = {
        bool: True,
        int: number,
        float: float(number),
        str: f"{column.name[:20]}{number}",
        datetime: MOMENT
        if getattr(column.type, "timezone", False)
        else MOMENT.replace(tzinfo=None),
        date: date(2027, 3, number),
    }
    return made[column.type.python_type]


def rows(engine: sa.Engine) -> Rows:
    """Return every row of every table, save Alembic's own."""
    tables = reflected(engine).sorted_tables
    with engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(sa.select(table))]
            for table in tables
            if table.name != VERSION_TABLE
        }


def shared(of: Rows, other: Rows) -> Rows:
    """Return those rows and columns of one that the other version's tables have too."""
    return {
        name: [
            {column: value for column, value in row.items() if column in (other[name] or [row])[0]}
            for row in found
        ]
        for name, found in of.items()
        if name in other
    }


def test_a_migration_that_meets_a_working_process_tries_again(postgres_url: str) -> None:
    """An older process goes on beside it, and the new one starts all the same."""
    engine = make_engine(postgres_url)
    migrate(engine, to="0002")
    with engine.connect() as older, ThreadPoolExecutor() as threads, capture_logs() as said:
        # Whoever waits for so long is ended: it is not to be this one, however busy the machine.
        older.exec_driver_sql("SET LOCAL deadlock_timeout = '1h'")
        older.exec_driver_sql("LOCK TABLE pair IN ACCESS SHARE MODE")
        migration = threads.submit(bring_up_to_date, engine)
        wait_until(lambda: _waits_for(engine, "pair"))
        # It has read its version: now each waits for the other.
        older.exec_driver_sql(f"LOCK TABLE {VERSION_TABLE} IN ACCESS EXCLUSIVE MODE")
        older.commit()
        migration.result(timeout=60)
    engine.dispose()
    assert [line["event"] for line in said] == ["the migration met another process; trying again"]


def _waits_for(engine: sa.Engine, table: str) -> bool:
    waiting = "SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
    with engine.connect() as connection:
        return connection.exec_driver_sql(waiting, (table,)).first() is not None
