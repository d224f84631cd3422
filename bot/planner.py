"""The tick: looks for what is due and lets each capability do its part.

One question tells which parts have anything to do, so that a tick costs what is due, not how
many members or parts there are. What was missed while the process was down is found the same
way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.metrics import TICK_SECONDS
from bot.store.due import Look, Part
from bot.store.engine import Store
from bot.store.leases import Lead, NotLeadingError, Sole
from bot.store.locks import alone
from bot.store.outage import Outage, is_outage


@dataclass
class _Tick:
    """How far one tick is."""

    done: int = 0
    faults: dict[Part, Exception] = field(default_factory=dict)


@dataclass
class Planner:
    """Runs the parts, each in its own short transactions, until nothing is due."""

    store: Store
    clock: Clock
    parts: Sequence[Part]
    lead: Lead = field(default_factory=Sole)
    _outage: Outage = field(default_factory=lambda: Outage("planner"))

    def __post_init__(self) -> None:
        """Write the question down once."""
        self._look = Look(self.parts)

    async def tick(self) -> int:
        """Do all that is due now; return how many things were done.

        Raises `ExceptionGroup`, once every other part has done its own, for what failed.
        """
        tick = _Tick()
        with TICK_SECONDS.time():
            try:
                # What one part does may give another something to do, also an earlier one.
                while await self._round(tick):
                    pass
            except NotLeadingError:
                return tick.done
            except Exception as error:
                if not is_outage(error):
                    raise
                self._outage.failed(error)
                return tick.done
        self._outage.over()
        if tick.faults:
            raise ExceptionGroup("what was due could not be done", list(tick.faults.values()))
        return tick.done

    async def _round(self, tick: _Tick) -> bool:
        """Let those that have something to do, and did not fail, do it; return if any did."""
        before = tick.done
        for part in await self.store.look(lambda session: self._look(session, self.clock.now())):
            try:
                while part not in tick.faults and (count := await self._run(part)):
                    tick.done += count
            except NotLeadingError:
                raise
            except Exception as error:
                if is_outage(error):
                    raise
                tick.faults[part] = error
        return tick.done > before

    async def _run(self, part: Part) -> int:
        def work(session: Session) -> int:
            self.lead.require(session)
            alone(session)
            return part(session, self.clock.now(), part.at_once)

        return await self.store.run(work)
