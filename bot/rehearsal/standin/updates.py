"""What waits for a bot, until the bot confirms that it has it."""

import asyncio
import secrets
from dataclasses import dataclass

from bot.rehearsal.standin.refusals import Refusal, conflict
from bot.rehearsal.standin.signals import Signal

MOST_AT_ONCE = 100
LONGEST_POLL = 50
_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, kw_only=True)
class Update:
    """One update; `kind` is the name of its field, such as `message`.

    `numbering` counts how often the ids began anew before it.
    """

    update_id: int
    kind: str
    content: dict[str, object]
    numbering: int = 0

    def to_json(self) -> dict[str, object]:
        """Return the Bot API's Update object."""
        return {"update_id": self.update_id, self.kind: self.content}


class UpdateQueue:
    """Updates in order, and the one poller that may wait for them.

    Telegram forgets updates after 24 hours; this queue does not, since the clock may be moved.
    """

    def __init__(self, first_update_id: int | None = None) -> None:
        self._next_id = first_update_id or 100_000_000 + secrets.randbelow(800_000_000)
        self._numbering = 0
        self._waiting: list[Update] = []
        self._allowed: frozenset[str] | None = None
        self._poller = 0
        self.arrived = Signal()

    def __len__(self) -> int:
        return len(self._waiting)

    def restart_at(self, update_id: int) -> None:
        """Number the next update `update_id`, as Telegram may after a quiet week."""
        self._next_id = update_id
        self._numbering += 1

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds are wanted; None leaves it as it was, an empty list resets it."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    @property
    def allowed(self) -> list[str] | None:
        """The kinds that were asked for, None for Telegram's own choice."""
        return sorted(self._allowed) if self._allowed else None

    def put(self, kind: str, content: dict[str, object]) -> Update | None:
        """Queue an update and wake the poller; None if its kind is not wanted."""
        wanted = kind in self._allowed if self._allowed else kind not in _UNASKED
        if not wanted:
            return None
        update = Update(
            update_id=self._next_id, kind=kind, content=content, numbering=self._numbering
        )
        self._next_id += 1
        self._waiting.append(update)
        self.arrived.notify()
        return update

    def repeat(self, update: Update) -> None:
        """Queue an update again under its old id, as Telegram sometimes does."""
        self._waiting.append(update)
        self.arrived.notify()

    def first(self) -> Update | None:
        """Return the oldest update without confirming it."""
        return self._waiting[0] if self._waiting else None

    def confirm(self, update: Update) -> None:
        """Forget one update: its webhook took it."""
        if update in self._waiting:
            self._waiting.remove(update)

    def drop(self) -> None:
        """Forget all."""
        self._waiting.clear()

    def take(self, offset: int | None, limit: int | None) -> list[Update]:
        """Confirm what is below `offset` and return what follows, oldest first.

        A negative offset keeps only that many from the end.
        """
        if offset is not None and offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset:
            self._waiting = [u for u in self._waiting if not self._confirms(offset, u)]
        most = min(max(limit or MOST_AT_ONCE, 1), MOST_AT_ONCE)
        return self._waiting[:most]

    def _confirms(self, offset: int, update: Update) -> bool:
        # An offset from before the ids began anew says nothing about the new ones.
        of_now = offset <= self._next_id or update.numbering < self._numbering
        return update.update_id < offset and of_now

    async def poll(
        self, *, offset: int | None, limit: int | None, timeout_s: float
    ) -> list[Update]:
        """Return updates, waiting up to `timeout_s` for the first; a newer poll ends this one."""
        self._poller += 1
        mine = self._poller
        self.arrived.notify()
        loop = asyncio.get_running_loop()
        until = loop.time() + min(max(timeout_s, 0), LONGEST_POLL)
        with self.arrived.subscribed() as event:
            while True:
                if mine != self._poller:
                    raise _terminated()
                found = self.take(offset, limit)
                left = until - loop.time()
                if found or left <= 0 or self.arrived.closed:
                    return found
                event.clear()
                try:
                    await asyncio.wait_for(event.wait(), left)
                except TimeoutError:
                    continue


def _terminated() -> Refusal:
    return conflict(
        "terminated by other getUpdates request; make sure that only one bot instance is running"
    )
