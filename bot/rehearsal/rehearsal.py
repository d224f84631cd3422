"""One rehearsal from beginning to end: folder, cohort, stand-in, page, and the bot's process."""

import asyncio
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

import bot.models  # noqa: F401 - makes every table known
from bot.rehearsal.performance import Casting
from bot.rehearsal.stage import Stage
from bot.rehearsal.standin.running import listening_socket
from bot.rehearsal.wire import Wire, wired


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What a rehearsal is made of; `bot_command` gives the command that runs its bot."""

    programme: str
    workshops: int
    bot_command: Callable[[Path], Sequence[str]]
    data: Path | None = None
    """A new folder to keep; None for one that goes away with the rehearsal."""
    port: int = 0
    """0 takes any that is free."""

    async def run(self, ready: Callable[[str], None]) -> None:
        """Rehearse until Ctrl-C; `ready` is told the page's address once it can be opened."""
        ending = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, ending.set)
        with _folder(self.data) as place, listening_socket(self.port) as listening:
            async with wired(listening.getsockname()[1]) as wire:
                await self._rehearse(place, listening, wire, ending, ready)

    async def _rehearse(
        self,
        place: Path,
        listening: socket.socket,
        wire: Wire,
        ending: asyncio.Event,
        ready: Callable[[str], None],
    ) -> None:
        casting = Casting(
            programme=self.programme, workshops=self.workshops, bot_command=self.bot_command
        )
        stage = Stage(casting=casting, place=place, wire=wire)
        await stage.begin()
        async with _served(stage, listening):
            try:
                ready(f"http://127.0.0.1:{wire.target}")
                await ending.wait()
            finally:
                await stage.end()


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="tandem-rehearsal-") as place:
        yield Path(place)


@asynccontextmanager
async def _served(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        ws="none",
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve([listening]))  # noqa: SLF001 - serve() would take the signals
    while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn gives no event
        await asyncio.sleep(0.005)
    try:
        yield
    finally:
        server.should_exit = True
        await task
