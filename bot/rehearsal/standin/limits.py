"""How fast a bot may send, as Telegram limits it; off until switched on."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.rehearsal.standin.refusals import too_many_requests


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Messages a second for the whole bot and for one chat, and how many may come at once."""

    per_second: float = 30
    burst: int = 30
    chat_per_second: float = 1
    chat_burst: int = 5


@dataclass(kw_only=True)
class _Bucket:
    tokens: float
    at: float


class Limiter:
    """Counts what one bot sends, in real (monotonic) time; refuses with 429 what is too much."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.limits: Limits | None = None
        self._monotonic = monotonic
        self._buckets: dict[object, _Bucket] = {}

    def set(self, limits: Limits | None) -> None:
        """Switch on, or off with None; what was counted is forgotten."""
        self.limits = limits
        self._buckets.clear()

    def spend(self, chat_id: object, messages: int = 1) -> None:
        """Count messages to a chat, or refuse all of them."""
        if self.limits is None:
            return
        now = self._monotonic()
        whole = self._bucket("bot", self.limits.per_second, self.limits.burst, now)
        chat = self._bucket(
            ("chat", chat_id), self.limits.chat_per_second, self.limits.chat_burst, now
        )
        short = max(
            (messages - whole.tokens) / self.limits.per_second,
            (messages - chat.tokens) / self.limits.chat_per_second,
        )
        if short > 0:
            raise too_many_requests(max(1, math.ceil(short)))
        whole.tokens -= messages
        chat.tokens -= messages

    def _bucket(self, key: object, rate: float, burst: int, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(tokens=burst, at=now))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        return bucket
