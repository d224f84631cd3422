"""The wire between the bot and the stand-in, which can be cut: Telegram is then not there at all.

A refused connection is what an outage mostly looks like. The bot then knows that nothing was
taken, which an error answer would not tell it.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_CHUNK = 65_536


@dataclass
class Wire:
    """Carries bytes from its own port on 127.0.0.1 to `target`, another one there."""

    target: int
    port: int = field(default=0, init=False)
    _server: asyncio.Server | None = field(default=None, init=False)
    _carried: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    @property
    def address(self) -> str:
        """Where the bot finds Telegram."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_cut(self) -> bool:
        """Whether connections are refused."""
        return self._server is None

    async def mend(self) -> None:
        """Take connections (again), always on the same port."""
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Refuse new connections and break those that are there."""
        if self._server is not None:
            self._server.close()
            self._server = None
        carried = tuple(self._carried)
        for task in carried:
            task.cancel()
        await asyncio.gather(*carried, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._carried.add(task)
            task.add_done_callback(self._carried.discard)
        with contextlib.suppress(OSError, asyncio.CancelledError), contextlib.closing(writer):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
            with contextlib.closing(far_writer):
                pumps = (_pump(reader, far_writer), _pump(far_reader, writer))
                running = [asyncio.create_task(pump) for pump in pumps]
                try:
                    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for each in running:
                        each.cancel()
                    await asyncio.gather(*running, return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK):
        writer.write(data)
        await writer.drain()


@asynccontextmanager
async def wired(target: int) -> AsyncIterator[Wire]:
    """Give a wire to a port while the block lasts."""
    wire = Wire(target)
    await wire.mend()
    try:
        yield wire
    finally:
        await wire.cut()
