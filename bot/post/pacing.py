"""How fast messages may leave: all together, and into one chat.

The limits are those of Telegram's Bots FAQ: about 30 messages a second for a bot, and
one a second into one chat, where short bursts pass.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable

CHAT_BURST = 4
CHAT_SECONDS = 1.0
CATCH_UP_SECONDS = 0.12


class Gate:
    """Lets messages out at `rate` a second, evenly, of those that wait the most urgent first.

    A reply therefore waits for one gap at most, however many broadcasts wait. A late timer is
    made good by what would have left in `CATCH_UP_SECONDS`, so that the rate is kept; there is
    no other burst.
    """

    def __init__(self, rate: float) -> None:
        self._gap = 1 / rate
        self._next = time.monotonic()
        self._numbers = itertools.count()
        self._waiting: list[tuple[int, int, int, asyncio.Future[None]]] = []
        self._opener: asyncio.Task[None] | None = None

    async def pass_through(self, *, priority: int, messages: int = 1) -> None:
        """Wait for the turn of something that Telegram counts as so many messages."""
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._numbers), messages, turn))
        if self._opener is None or self._opener.done():
            self._opener = asyncio.create_task(self._open())
        await turn

    async def _open(self) -> None:
        while self._waiting:
            early = self._next - time.monotonic()
            if early > 0:
                await asyncio.sleep(early)
            _, _, messages, turn = heapq.heappop(self._waiting)
            earliest = time.monotonic() - CATCH_UP_SECONDS
            self._next = max(self._next, earliest) + messages * self._gap
            if not turn.done():
                turn.set_result(None)


class ChatPaces:
    """Knows which chats have had enough for the moment: one message every `seconds`."""

    def __init__(
        self,
        *,
        seconds: float = CHAT_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._monotonic = monotonic
        self._full_until: dict[int, float] = {}

    def note(self, chat_id: int) -> None:
        """Count one send into a chat."""
        now = self._monotonic()
        self._full_until[chat_id] = max(self._full_until.get(chat_id, now), now) + self._seconds

    def resting(self) -> list[int]:
        """Return the chats whose burst is used up."""
        now = self._monotonic()
        self._full_until = {chat: until for chat, until in self._full_until.items() if until > now}
        allowed = now + self._seconds * (CHAT_BURST - 1)
        return [chat for chat, until in self._full_until.items() if until > allowed]
