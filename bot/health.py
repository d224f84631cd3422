"""Whether this process can do its work, and what it measures."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from bot import metrics
from bot.clock import Clock
from bot.post.measures import Queue, queues
from bot.post.pausing import is_paused
from bot.reflection.model import Due, DueState
from bot.sharing.model import Hold, Waiting
from bot.store.engine import Store
from bot.store.leases import somebody_leads
from bot.store.outage import why

log = structlog.get_logger(__name__)
LOOK_SECONDS = 2.0
SILENT_SECONDS = 60.0
LATE_SECONDS = 300.0
"""A reply or a prompt that waits longer means that something is wrong; broadcasts may."""
BROADCASTS = "outbox_broadcast"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found; each fault is one line of plain words."""

    faults: dict[str, str]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass(frozen=True, kw_only=True)
class _State:
    queues: list[Queue]
    is_led: bool
    is_paused: bool
    lag: float


@dataclass(frozen=True, kw_only=True)
class Health:
    """Looks at the database and at the poller of this process."""

    store: Store
    clock: Clock
    silent_seconds: Callable[[], float | None]
    """Since the last good poll; None in a process that does not poll."""

    async def examine(self) -> Report:
        """Look, and say what is wrong; never raises."""
        faults: dict[str, str] = {}
        silent = self.silent_seconds()
        if silent is not None and silent > SILENT_SECONDS:
            faults["poll"] = f"Telegram has not answered for {silent:.0f} s"
        try:
            state = await self._look()
        except (sa.exc.SQLAlchemyError, TimeoutError) as error:
            return Report(faults={**faults, "database": why(error)})
        if not state.is_led:
            faults["lease"] = "no process leads"
        oldest = max(queue.oldest for queue in state.queues if queue.kind != BROADCASTS)
        if oldest > LATE_SECONDS and not state.is_paused:
            faults["queue"] = f"the oldest of what waits has waited {oldest:.0f} s"
        return Report(faults=faults)

    async def measure(self) -> bytes:
        """Return all metrics in Prometheus' text form; those of the database only if it works."""
        from prometheus_client import generate_latest

        metrics.SILENT_SECONDS.set(self.silent_seconds() or 0.0)
        try:
            state = await self._look()
        except (sa.exc.SQLAlchemyError, TimeoutError):
            metrics.QUEUED.clear()
            metrics.OLDEST_SECONDS.clear()
        else:
            for queue in state.queues:
                metrics.QUEUED.labels(kind=queue.kind).set(queue.length)
                metrics.OLDEST_SECONDS.labels(kind=queue.kind).set(queue.oldest)
            metrics.DUE_LAG_SECONDS.set(state.lag)
        return generate_latest(metrics.REGISTRY)

    async def _look(self) -> _State:
        return await asyncio.wait_for(self.store.look(self._state), LOOK_SECONDS)

    def _state(self, session: Session) -> _State:
        now = self.clock.now()
        due = sa.select(sa.func.min(Due.due_at)).where(Due.state == DueState.PLANNED)
        held = sa.select(sa.func.min(Hold.release_at)).where(Hold.state == Waiting.WAITING)
        instants = [instant for q in (due, held) if (instant := session.scalar(q)) is not None]
        return _State(
            queues=queues(session, now=now),
            is_led=somebody_leads(session),
            is_paused=is_paused(session),
            lag=max([0.0, *((now - instant).total_seconds() for instant in instants)]),
        )
