"""Tells the other processes of one PostgreSQL that there is something to do.

Wake-ups only: whoever misses one finds the rows a little later. On SQLite there is only
one process, and nothing to tell.
"""

import asyncio
from collections.abc import Callable
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

RECONNECT_SECONDS = 2.0


class Wake(StrEnum):
    """What there is to do."""

    INBOX = "tandem_inbox"
    OUTBOX = "tandem_outbox"


def tell(session: Session, wake: Wake) -> None:
    """Wake everybody who listens, when this transaction commits."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_notify(wake.value, "")))


async def listen(url: sa.URL, heard: Callable[[Wake], None]) -> None:
    """Call `heard` for each wake-up, until cancelled; a lost connection is made anew."""
    import psycopg

    conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as line:
                for wake in Wake:
                    await line.execute(f"LISTEN {wake.value}".encode())
                    heard(wake)  # what was told while nobody listened
                async for note in line.notifies():
                    heard(Wake(note.channel))
        except psycopg.OperationalError:
            await asyncio.sleep(RECONNECT_SECONDS)  # whoever needs the database has said so
