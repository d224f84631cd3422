"""Play: the whole programme in about three minutes."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.rehearsal.moves import Mover
from bot.rehearsal.upcoming import workshop_days

DAYS_A_SECOND = 0.6
"""Three months take two and a half minutes."""
STRIDE_SECONDS = 0.25
GRAIN = timedelta(minutes=10)
"""Events this close together are played as one."""
AFTERWARDS = timedelta(weeks=2)
FURTHER = timedelta(weeks=26)
"""How far it plays once the workshops are over: to the questions months later."""


@dataclass
class Play:
    """Lets the rehearsal's days run by, one after the other, until it is paused or over."""

    mover: Mover
    _task: asyncio.Task[None] | None = field(default=None, init=False)

    @property
    def is_on(self) -> bool:
        """Whether the days run by now."""
        return self._task is not None and not self._task.done()

    def start(self) -> None:
        """Begin, or go on from where the clock stands."""
        if not self.is_on:
            self._task = asyncio.create_task(self._run())

    async def pause(self) -> None:
        """Stop where the clock stands."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        began, start = loop.time(), self.mover.clock.now()
        end = await self._end(start)
        while self.mover.clock.now() < end:
            await asyncio.sleep(STRIDE_SECONDS)
            gone = timedelta(days=(loop.time() - began) * DAYS_A_SECOND)
            await self.mover.go_to(min(end, start + gone), grain=GRAIN)

    async def _end(self, now: datetime) -> datetime:
        days = await self.mover.store.look(workshop_days)
        end = max((day.at for day in days), default=now) + AFTERWARDS
        return end if end > now else now + FURTHER
