"""The tick: looks for what is due and lets each capability do its part.

Its work depends on what is due, not on how many members there are: every part asks an
indexed column. What was missed while the process was down is found the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.metrics import TICK_SECONDS
from bot.store.engine import Store
from bot.store.leases import Lead, NotLeadingError, Sole
from bot.store.locks import alone
from bot.store.outage import Outage, is_outage

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
    lead: Lead = field(default_factory=Sole)
    _outage: Outage = field(default_factory=lambda: Outage("planner"))

    async def tick(self) -> int:
        """Do all that is due now; return how many things were done.

        Raises `ExceptionGroup`, once every other part has done its own, for what failed.
        """
        done, faults = 0, []
        with TICK_SECONDS.time():
            for part in self.parts:
                try:
                    while count := await self._run(part):
                        done += count
                except NotLeadingError:
                    return done
                except Exception as error:  # noqa: BLE001 - raised below, with the others
                    if not is_outage(error):
                        faults.append(error)
                    else:
                        self._outage.failed(error)
                        return done
        self._outage.over()
        if faults:
            raise ExceptionGroup("what was due could not be done", faults)
        return done

    async def _run(self, part: Part) -> int:
        def work(session: Session) -> int:
            self.lead.require(session)
            alone(session)
            return part(session, self.clock.now(), AT_ONCE)

        return await self.store.run(work)
