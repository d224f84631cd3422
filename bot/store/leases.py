"""Which of several processes leads: plans, sends and polls. A lease in the database.

One statement takes and renews it, by the database's own clock. On SQLite there is one
process (see `bot.store.alone`) and it leads: `Sole`.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Protocol
from uuid import uuid4

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Table
from bot.store.engine import Store
from bot.store.locks import one_at_a_time
from bot.store.outage import Outage

log = structlog.get_logger(__name__)
NAME = "leader"
LEASE_SECONDS = 3.0
RENEW_SECONDS = 1.0
MARGIN_SECONDS = 0.5
ABSURD_SECONDS = 60.0
"""A lease that ends later than this was written before the database's clock went back."""


class Lease(Table):
    """Who leads, and until when by the database's clock."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    term: Mapped[int]
    """Grows with each change of holder."""
    ends_at: Mapped[float]
    """Seconds since 1970, by the database's clock."""


class NotLeadingError(Exception):
    """Another process leads now: what this one wanted to do is rolled back."""


class Lead(Protocol):
    """What a leader's parts ask before they act."""

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can be leading at this moment."""
        ...

    def require(self, session: Session) -> None:
        """Raise `NotLeadingError` unless this process leads until the transaction ends."""
        ...

    async def gain(self) -> None:
        """Return once this process leads."""
        ...

    async def lose(self) -> None:
        """Keep leading; return once another process may lead."""
        ...

    async def give_up(self) -> None:
        """Let another process lead at once."""
        ...


class Sole:
    """The only process there is."""

    is_sure = True

    def require(self, session: Session) -> None:
        """Nobody else could lead."""

    async def gain(self) -> None:
        """Lead at once."""

    async def lose(self) -> None:
        """Lead for ever."""
        await asyncio.Event().wait()

    async def give_up(self) -> None:
        """There is nobody to give up for."""


@dataclass
class SharedLead:
    """One process of several on a PostgreSQL database.

    Guarantees: `require` holds the lease until its transaction ends, so that a process
    which was stopped and wakes up changes nothing. Limits: a call that is on its way to
    Telegram when the process stops cannot be taken back; `is_sure`, asked right before
    each call, keeps that to what was being sent at that moment.
    """

    store: Store
    holder: str = field(default_factory=lambda: uuid4().hex)
    _term: int | None = None
    _sure_until: float = 0.0
    _outage: Outage = field(default_factory=lambda: Outage("lease"))

    @property
    def is_sure(self) -> bool:
        """Whether the lease, counted from before it was asked for, has not run out."""
        return self._term is not None and _now() < self._sure_until

    def require(self, session: Session) -> None:
        """Raise `NotLeadingError` unless this process leads until the transaction ends."""
        held = sa.select(Lease.name).where(
            Lease.name == NAME, Lease.holder == self.holder, Lease.term == self._term
        )
        if session.execute(held.with_for_update(read=True)).first() is None:
            raise NotLeadingError

    async def gain(self) -> None:
        """Return once this process leads."""
        while not await self._try():  # noqa: ASYNC110 - the database has no event to wait for
            await asyncio.sleep(RENEW_SECONDS)
        log.info("leading", term=self._term)

    async def lose(self) -> None:
        """Keep leading; return once another process may lead."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            if not await self._try() and not self.is_sure:
                self._term = None
                log.warning("another process leads now")
                return

    async def give_up(self) -> None:
        """Let another process lead at once."""
        if self._term is None:
            return
        mine = sa.delete(Lease).where(Lease.name == NAME, Lease.holder == self.holder)
        self._term = None
        try:
            await asyncio.to_thread(self.store.write, lambda session: session.execute(mine))
        except sa.exc.DBAPIError as error:
            self._outage.failed(error)  # it runs out by itself

    async def _try(self) -> bool:
        """Take or renew the lease; return whether this process has it, False if it cannot tell."""
        asked = _now()
        try:
            # A thread of its own: the store's may be waiting for something.
            term = await asyncio.wait_for(
                asyncio.to_thread(self.store.write, self._take), LEASE_SECONDS
            )
        except TimeoutError:
            return False
        except sa.exc.SQLAlchemyError as error:
            self._outage.failed(error)
            return False
        self._outage.over()
        if term is None or (self._term is not None and term != self._term):
            self._sure_until = 0.0
            return False
        self._term, self._sure_until = term, asked + LEASE_SECONDS - MARGIN_SECONDS
        return True

    def _take(self, session: Session) -> int | None:
        # Only where it is used: the dialect takes 2 MB.
        from sqlalchemy.dialects.postgresql import insert

        now = _database_now()
        fresh = insert(Lease).values(
            name=NAME, holder=self.holder, term=1, ends_at=now + LEASE_SECONDS
        )
        mine = Lease.holder == self.holder
        statement = fresh.on_conflict_do_update(
            index_elements=[Lease.name],
            set_={
                "holder": self.holder,
                "term": sa.case((mine, Lease.term), else_=Lease.term + 1),
                "ends_at": now + LEASE_SECONDS,
            },
            where=sa.or_(mine, Lease.ends_at <= now, Lease.ends_at > now + ABSURD_SECONDS),
        ).returning(Lease.term)
        return session.scalar(statement)


def somebody_leads(session: Session) -> bool:
    """Tell whether any process holds the lease; on SQLite, the one that asks."""
    if one_at_a_time(session):
        return True
    held = sa.select(Lease.name).where(Lease.name == NAME, Lease.ends_at > _database_now())
    return session.execute(held).first() is not None


def _database_now() -> sa.ColumnElement[float]:
    return sa.extract("epoch", sa.func.clock_timestamp()).cast(sa.Float)


def _now() -> float:
    # Runs on while the machine sleeps, where there is such a clock.
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
