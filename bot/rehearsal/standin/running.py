"""A stand-in served over HTTP on 127.0.0.1, for as long as a block lasts."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from bot.rehearsal.standin.server import create_app
from bot.rehearsal.standin.standin import Standin


class _Server(uvicorn.Server):
    """uvicorn that ends waiting polls and watchers first when it stops."""

    def __init__(self, config: uvicorn.Config, standin: Standin) -> None:
        super().__init__(config)
        self._standin = standin
        standin.open()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._standin.close()
        await super().shutdown(sockets)


def listening_socket(port: int = 0) -> socket.socket:
    """Return a socket that listens on 127.0.0.1; port 0 means any that is free."""
    # Named as TCP, or asyncio leaves Nagle's delay of 40 ms on every answer.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)
    return listening


def server_of(standin: Standin) -> uvicorn.Server:
    """Return the HTTP server of a stand-in, not yet running."""
    config = uvicorn.Config(
        create_app(standin),
        log_level="warning",
        access_log=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        ws="none",
    )
    return _Server(config, standin)


@asynccontextmanager
async def served(standin: Standin, *, port: int = 0) -> AsyncIterator[str]:
    """Serve a stand-in on this event loop while the block lasts; gives its URL."""
    listening = listening_socket(port)
    server = server_of(standin)
    task = asyncio.create_task(server._serve([listening]))  # noqa: SLF001 - serve() would take the signals
    while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn gives no event
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        standin.close()
        await _end(server, task)
        listening.close()


async def _end(server: uvicorn.Server, task: asyncio.Task[None]) -> None:
    """Let what runs finish, then cut every line; uvicorn itself would take a fifth of a second."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    for each in server.servers:
        each.close()
    if server.server_state.tasks:
        await asyncio.wait(server.server_state.tasks, timeout=1)
    for connection in list(server.server_state.connections):
        connection.transport.abort()
    await server.lifespan.shutdown()
