"""Brings the database to the schema that this version of Tandem uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
import structlog

from bot.errors import ExpectedError
from bot.store.base import Table

if TYPE_CHECKING:
    from alembic.config import Config

log = structlog.get_logger(__name__)
HEAD = "0005"
"""The newest file in migrations/versions; a test holds it to that."""
VERSION_TABLE = "alembic_version"
_LOCK = 7_461_110_010_110_997  # "tandem", any number that nobody else locks
_DEADLOCK = "40P01"
_TRIES = 5
_VERSIONS = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))


class NewerSchemaError(ExpectedError):
    """The database was written by a newer Tandem."""


def bring_up_to_date(engine: sa.Engine) -> None:
    """Make the tables in an empty database, or migrate an older one.

    An empty database is made from the models, at once and without Alembic (which costs
    0.7 s to import); a test holds that to be the same schema as all migrations give.
    """
    with _others_waiting(engine), engine.begin() as connection:
        version = current_version(connection)
        if version == HEAD:
            return
        if version is None and not sa.inspect(connection).get_table_names():
            Table.metadata.create_all(connection)
            connection.exec_driver_sql(
                f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL, "
                f"CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
            )
            connection.execute(_VERSIONS.insert().values(version_num=HEAD))
            return
    with _others_waiting(engine):
        _migrate_beside_others(engine)


def _migrate_beside_others(engine: sa.Engine) -> None:
    """Migrate while older processes work: whom PostgreSQL picks to end a deadlock tries again."""
    for _ in range(_TRIES - 1):
        try:
            return migrate(engine, to="head")
        except sa.exc.OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != _DEADLOCK:
                raise
            log.warning("the migration met another process; trying again")
    return migrate(engine, to="head")


@contextmanager
def _others_waiting(engine: sa.Engine) -> Iterator[None]:
    """Let processes that start together on one PostgreSQL come one after the other."""
    if engine.dialect.name == "sqlite":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_LOCK)))
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_LOCK)))


def current_version(connection: sa.Connection) -> str | None:
    """Return the schema's version, or None for a database without one."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(sa.select(_VERSIONS.c.version_num)).scalar()


def migrate(engine: sa.Engine, *, to: str) -> None:
    """Walk the migrations up or down to a version (`head`, `base`, `0001`, …)."""
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    with engine.connect() as connection:
        present = current_version(connection)
    revisions = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in revisions:
        raise NewerSchemaError(
            f"the database has schema {present}, newer than this Tandem knows; upgrade Tandem"
        )
    config.attributes["engine"] = engine
    going_down = to == "base" or (present is not None and to.isdigit() and to < present)
    (command.downgrade if going_down else command.upgrade)(config, to)


def alembic_config() -> "Config":
    """Return Alembic's settings for the migrations inside the installed package."""
    from alembic.config import Config

    import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return config
