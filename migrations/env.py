"""Alembic's entry: runs the migrations on the engine that `bot.store.schema` gives it."""

from alembic import context
from sqlalchemy import Connection, Engine

import bot.models  # noqa: F401 - makes every table known
from bot.store.base import Table


def run() -> None:
    """Run in one transaction, with SQLite's foreign keys off while tables are rebuilt."""
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _foreign_keys(connection, on=False)
        context.configure(
            connection=connection, target_metadata=Table.metadata, render_as_batch=sqlite
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"the migration left {len(broken)} broken references")
        connection.commit()
        if sqlite:
            _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    # Inside a transaction the pragma does nothing, so it goes to the driver directly: with
    # foreign keys on, dropping a table that is being rebuilt would delete its children.
    raw = connection.connection.dbapi_connection
    if raw is not None:
        raw.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


run()
