"""One row a message, through async SQLAlchemy and aiosqlite, as most bots do it."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class _Table(DeclarativeBase):
    pass


class Said(_Table):
    """What somebody said."""

    __tablename__ = "said"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime]


_sessions: async_sessionmaker[AsyncSession] | None = None
_opening = asyncio.Lock()
PATIENCE_SECONDS = 60


async def store(database: str, chat_id: int, text: str) -> None:
    """Commit one row."""
    global _sessions  # noqa: PLW0603 - as short scripts do
    async with _opening:
        if _sessions is None:
            patient = {"timeout": PATIENCE_SECONDS}
            engine = create_async_engine(f"sqlite+aiosqlite:///{database}", connect_args=patient)
            event.listen(engine.sync_engine, "connect", _as_safe_as_tandem)
            async with engine.begin() as connection:
                await connection.run_sync(_Table.metadata.create_all)
            _sessions = async_sessionmaker(engine)
    async with _sessions() as session:
        session.add(Said(chat_id=chat_id, text=text, at=datetime.now(UTC)))
        await session.commit()


def _as_safe_as_tandem(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
