"""How fast messages may leave: all together, and into one chat.

The limits are those of Telegram's Bots FAQ: about 30 messages a second for a bot, and
one a second into one chat, where short bursts pass.
"""

import time
from collections.abc import Callable

CHAT_BURST = 4
CHAT_SECONDS = 1.0


class Pace:
    """Spaces sends evenly at `rate` a second, without a burst at the start."""

    def __init__(self, rate: float, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._gap = 1 / rate
        self._monotonic = monotonic
        self._next = monotonic()

    def book(self) -> float:
        """Take the next place; return the seconds until it comes."""
        now = self._monotonic()
        place = max(self._next, now)
        self._next = place + self._gap
        return place - now


class ChatPaces:
    """Knows which chats have had enough for the moment."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._full_until: dict[int, float] = {}

    def note(self, chat_id: int) -> None:
        """Count one send into a chat."""
        now = self._monotonic()
        self._full_until[chat_id] = max(self._full_until.get(chat_id, now), now) + CHAT_SECONDS

    def resting(self) -> list[int]:
        """Return the chats whose burst is used up."""
        now = self._monotonic()
        self._full_until = {chat: until for chat, until in self._full_until.items() if until > now}
        allowed = now + CHAT_SECONDS * (CHAT_BURST - 1)
        return [chat for chat, until in self._full_until.items() if until > allowed]
