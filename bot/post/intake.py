"""Takes updates into the inbox, several at once in one commit."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.post import inbox
from bot.post.inbox import RawUpdate

_Waiting = tuple[Sequence[RawUpdate], asyncio.Future[None]]


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Updates that Telegram waits to hear of."""

    updates: Sequence[RawUpdate]
    now: datetime

    def keep(self, session: Session) -> None:
        """Store them."""
        inbox.take_in(session, self.updates, now=self.now)


@dataclass
class Intake:
    """Keeps updates. Those that come while a commit is under way share the next one.

    Guarantee: `keep` returns once its updates are in the database, and raises otherwise.
    """

    clock: Clock
    commit: Callable[[Coming], Awaitable[None]]
    """Keeps updates in a transaction, and has them handled in the same or later."""
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
            coming = Coming(
                updates=[update for some, _ in batch for update in some],
                now=self.clock.now(),
            )
            try:
                await self.commit(coming)
            except Exception as error:  # noqa: BLE001 - whoever waits is told
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(error)
            else:
                for _, kept in batch:
                    if not kept.done():
                        kept.set_result(None)
