"""Takes updates into the inbox, several at once in one commit."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.post import inbox
from bot.post.inbox import RawUpdate
from bot.store.engine import Store

_Waiting = tuple[Sequence[RawUpdate], asyncio.Future[None]]


@dataclass
class Intake:
    """Keeps updates. Those that come while a commit is under way share the next one.

    Guarantee: `keep` returns once its updates are in the database, and raises otherwise.
    """

    store: Store
    clock: Clock
    arrived: Callable[[Sequence[RawUpdate]], None]
    """Called after each commit."""
    _waiting: list[_Waiting] = field(default_factory=list)
    _flushing: asyncio.Task[None] | None = None

    async def keep(self, updates: Sequence[RawUpdate]) -> None:
        """Commit updates; raises what the database raises."""
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((updates, kept))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        await kept

    async def _flush(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            updates = [update for some, _ in batch for update in some]
            try:
                now = self.clock.now()
                await self.store.run(
                    lambda s: inbox.take_in(s, updates, now=now),  # noqa: B023 - run at once
                    urgent=True,
                )
            except Exception as error:  # noqa: BLE001 - whoever waits is told
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(error)
            else:
                for _, kept in batch:
                    if not kept.done():
                        kept.set_result(None)
                self.arrived(updates)
