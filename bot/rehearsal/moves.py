"""Moves the rehearsal's clock, and waits each time until the bot has done what was due."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.people.local import at_local
from bot.rehearsal.sample import ZONE
from bot.rehearsal.upcoming import how_far, is_settled, upcoming, workshop_days
from bot.store.engine import Store

MARGIN = timedelta(seconds=2)
"""How far past an event the clock is set, so that the event is due without doubt."""
LOOK_SECONDS = 0.02
PATIENCE_SECONDS = 8.0
"""For a bot that does nothing; one that is busy is waited for."""
NUDGE_SECONDS = 1.0
NUDGE = timedelta(seconds=1)
"""What fell due meanwhile would be found at the bot's next tick: a clock put on makes it look."""


class By(StrEnum):
    """How far the clock goes."""

    NEXT = "next"
    HOUR = "hour"
    DAY = "day"
    WORKSHOP = "workshop"
    """To nine in the morning of the next workshop's day."""


_DAY = timedelta(days=1)
_MORNING = time(10)
_ZONE = ZoneInfo(ZONE)
_SPANS = {By.HOUR: timedelta(hours=1), By.DAY: _DAY}


@dataclass
class Mover:
    """Moves `clock`, one move at a time, stopping at each event on the way.

    Reads the bot's database, never writes it: the bot finds out by itself what is due.
    """

    clock: MovableClock
    store: Store
    others_busy: Callable[[], bool] = lambda: False
    """Tells whether somebody else still acts on what the bot did."""
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def move(self, by: By) -> None:
        """Go on to the next event, by an hour or a day, or to the next workshop."""
        now = self.clock.now()
        match by:
            case By.NEXT:
                if (stop := await self.next()) is not None:
                    await self._alone(stop + MARGIN, MARGIN)
            case By.WORKSHOP:
                days = await self.store.look(workshop_days)
                if later := [day.at for day in days if day.at > now]:
                    await self.go_to(later[0])
            case By.HOUR | By.DAY:
                await self.go_to(now + _SPANS[by])

    async def go_to(self, end: datetime, *, grain: timedelta = MARGIN) -> None:
        """Go on to `end` by way of every event; those within one `grain` are one stop."""
        await self._alone(end, grain)

    async def next(self) -> datetime | None:
        """Return when the bot will next do something."""
        now = self.clock.now()

        def look(session: Session) -> datetime | None:
            return upcoming(session, after=now)

        return await self.store.look(look)

    async def _alone(self, end: datetime, grain: timedelta) -> None:
        async with self._moving:
            while (event := await self.next()) is not None and _stop(event, grain) < end:
                await self._go(_stop(event, grain))
            await self._go(end)

    async def _go(self, instant: datetime) -> None:
        if instant > self.clock.now():
            self.clock.move_to(instant)
        await self._settle()

    async def _settle(self) -> None:
        loop = asyncio.get_running_loop()
        heard = nudged = loop.time()
        done: tuple[object, ...] = ()
        while loop.time() < heard + PATIENCE_SECONDS:
            await asyncio.sleep(LOOK_SECONDS)
            settled = await self.store.look(lambda s: is_settled(s, now=self.clock.now()))
            if settled and not self.others_busy():
                return
            if loop.time() > nudged + NUDGE_SECONDS:
                nudged = loop.time()
                self.clock.move_to(self.clock.now() + NUDGE)
                before, done = done, await self.store.look(how_far)
                heard = nudged if done != before else heard


def _stop(event: datetime, grain: timedelta) -> datetime:
    """Return when to stop for an event; with strides of days in the morning, when people are up."""
    stop = event + grain
    if grain < _DAY:
        return stop
    return at_local(stop.astimezone(_ZONE).date(), _MORNING, _ZONE)
