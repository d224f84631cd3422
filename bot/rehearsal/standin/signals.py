"""Waking what waits on an event loop, from any thread."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Signal:
    """Something that happens again and again; any number of coroutines wait for it."""

    def __init__(self) -> None:
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self.closed = False

    def close(self) -> None:
        """Ask everything that waits to stop waiting: the server goes down."""
        self.closed = True
        self.notify()

    def open(self) -> None:
        """Let waiting begin again."""
        self.closed = False

    def notify(self) -> None:
        """Wake everything that waits; safe from any thread."""
        for loop, event in tuple(self._waiting):
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    @contextmanager
    def subscribed(self) -> Iterator[asyncio.Event]:
        """Give an event that is set at each `notify`; the waiter clears it itself."""
        entry = (asyncio.get_running_loop(), asyncio.Event())
        self._waiting.add(entry)
        try:
            yield entry[1]
        finally:
            self._waiting.discard(entry)
