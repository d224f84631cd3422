"""The tick: looks for what is due and lets each capability do its part.

Its work depends on what is due, not on how many members there are: every part asks an
indexed column. What was missed while the process was down is found the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.store.engine import Store

AT_ONCE = 100
Part = Callable[[Session, datetime, int], int]
"""Does up to so many things that are due at the given instant; returns how many it did."""
NextInstant = Callable[[Session, datetime], datetime | None]
"""When this part will next have something to do, after the given instant."""


@dataclass
class Planner:
    """Runs the parts, each in its own short transaction, until nothing is due."""

    store: Store
    clock: Clock
    parts: list[Part] = field(default_factory=list)

    async def tick(self) -> int:
        """Do all that is due now; return how many things were done."""
        done = 0
        for part in self.parts:
            while count := await self._run(part):
                done += count
        return done

    async def _run(self, part: Part) -> int:
        def work(session: Session) -> int:
            return part(session, self.clock.now(), AT_ONCE)

        return await self.store.run(work)
