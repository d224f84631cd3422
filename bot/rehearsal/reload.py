"""A programme of one's own: its file is looked at again and again, and taken when it is sound."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort
from bot.reflection.reloading import faults_of_change, take_change
from bot.store.engine import Store

LOOK_SECONDS = 0.25


@dataclass
class Reload:
    """Copies `theirs` over `ours`, which the bot reads, whenever it changes and has no fault.

    `taken` lets the bot's process begin again: it reads a programme once.
    """

    theirs: Path
    ours: Path
    store: Store
    now: Callable[[], datetime]
    taken: Callable[[], None]
    faults: tuple[str, ...] = field(default=(), init=False)
    """Why the newest version is not in use; empty while it is."""
    _seen: tuple[int, int] | None = field(default=None, init=False)
    _last: tuple[int, int] | None = field(default=None, init=False)
    """As it stood at the last look."""

    def __post_init__(self) -> None:
        self._seen = self._last = self._stamp()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Take the file if it has changed and has stayed so for one look: it is written whole."""
        stamp = self._stamp()
        last, self._last = self._last, stamp
        if stamp == self._seen or stamp != last:
            return
        self._seen = stamp
        if stamp is None:
            self.faults = (f"{self.theirs} is not there: the rehearsal goes on without it",)
            return
        # What is checked is what is used, also when the file is saved again meanwhile.
        fresh = self.ours.with_suffix(".new")
        shutil.copyfile(self.theirs, fresh)
        self.faults = await self.store.look(lambda session: self._faults(session, fresh))
        if self.faults:
            return
        fresh.replace(self.ours)
        self.taken()
        await self.store.run(self._plan)

    def _faults(self, session: Session, fresh: Path) -> tuple[str, ...]:
        found = faults_of_change(session, changed=fresh, cohort=self._cohort(session))
        return tuple(fault.replace(str(fresh), self.theirs.name) for fault in found)

    def _plan(self, session: Session) -> None:
        take_change(session, now=self.now(), cohort=self._cohort(session))

    @staticmethod
    def _cohort(session: Session) -> Cohort:
        return session.scalars(sa.select(Cohort).order_by(Cohort.id)).first() or _missing()

    def _stamp(self) -> tuple[int, int] | None:
        try:
            stat = self.theirs.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size


def _missing() -> Cohort:
    raise LookupError("a rehearsal always has a cohort")
