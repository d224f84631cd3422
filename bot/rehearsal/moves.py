"""Moves the rehearsal's clock, and waits each time until the bot has done what was due."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.rehearsal.upcoming import is_settled, upcoming
from bot.store.engine import Store

MARGIN = timedelta(seconds=2)
"""How far past an event the clock is set, so that the event is due without doubt."""
LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 8.0
MOST_STOPS = 500


class By(StrEnum):
    """How far the clock goes."""

    NEXT = "next"
    HOUR = "hour"
    DAY = "day"


_SPANS = {By.HOUR: timedelta(hours=1), By.DAY: timedelta(days=1)}


@dataclass
class Mover:
    """Moves `clock`, one move at a time, stopping at each event on the way.

    Reads the bot's database, never writes it: the bot finds out by itself what is due.
    """

    clock: MovableClock
    store: Store
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def move(self, by: By) -> None:
        """Go on to the next event, or by an hour or a day."""
        async with self._moving:
            if by is By.NEXT:
                await self._go(await self.next())
                return
            end = self.clock.now() + _SPANS[by]
            for _ in range(MOST_STOPS):
                stop = await self.next()
                if stop is None or stop + MARGIN >= end:
                    break
                await self._go(stop)
            await self._go(end - MARGIN)

    async def next(self) -> datetime | None:
        """Return when the bot will next do something."""
        now = self.clock.now()

        def look(session: Session) -> datetime | None:
            return upcoming(session, after=now)

        return await self.store.look(look)

    async def _go(self, instant: datetime | None) -> None:
        if instant is not None:
            self.clock.move_to(max(instant + MARGIN, self.clock.now()))
            await self._settle()

    async def _settle(self) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE_SECONDS
        while loop.time() < end:
            await asyncio.sleep(LOOK_SECONDS)
            if await self.store.look(lambda session: is_settled(session, now=self.clock.now())):
                return
