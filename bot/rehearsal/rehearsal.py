"""One rehearsal from beginning to end: folder, cohort, stand-in, page, and the bot's process."""

import asyncio
import contextlib
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
from bot.rehearsal.child import Child
from bot.rehearsal.folder import USERNAME, Folder
from bot.rehearsal.guard import Guard
from bot.rehearsal.moves import Mover
from bot.rehearsal.playing import Play
from bot.rehearsal.sample import Player, import_sample, opening_instant
from bot.rehearsal.site import Site
from bot.rehearsal.standin import BotAccount, Standin
from bot.rehearsal.standin.running import listening_socket
from bot.rehearsal.standin.server import create_app
from bot.rehearsal.wire import Wire, wired
from bot.settings import Settings
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date

NAME = "Tandem (rehearsal)"


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
        with _folder(self.data) as folder, listening_socket(self.port) as listening:
            async with wired(listening.getsockname()[1]) as wire:
                await self._rehearse(folder, listening, wire, ending, ready)

    async def _rehearse(
        self,
        folder: Folder,
        listening: socket.socket,
        wire: Wire,
        ending: asyncio.Event,
        ready: Callable[[str], None],
    ) -> None:
        settings = folder.make(api_url=wire.address)
        folder.clock.move_to(opening_instant(folder.clock.now()))
        store, players = self._prepare(folder, settings)
        standin = _standin(folder, settings, players)
        child = Child(command=self.bot_command(folder.path), output=folder.bot_log)
        mover = Mover(clock=folder.clock, store=store)
        play = Play(mover)
        site = Site(
            standin=standin,
            mover=mover,
            play=play,
            child=child,
            wire=wire,
            players=players,
        )
        app = Guard(page=site.app(), standin=create_app(standin))
        async with _served(app, standin, listening), _kept_alive(child):
            ready(f"http://127.0.0.1:{wire.target}")
            await ending.wait()
            await play.pause()
        store.close()

    def _prepare(self, folder: Folder, settings: Settings) -> tuple[Store, tuple[Player, ...]]:
        store = Store(settings.database_url)
        bring_up_to_date(store.engine)
        players = import_sample(
            store, now=folder.clock.now(), programme=self.programme, workshops=self.workshops
        )
        return store, players


@contextmanager
def _folder(data: Path | None) -> Iterator[Folder]:
    if data is not None:
        yield Folder(path=data)
        return
    with tempfile.TemporaryDirectory(prefix="tandem-rehearsal-") as place:
        yield Folder(path=Path(place))


def _standin(folder: Folder, settings: Settings, players: Sequence[Player]) -> Standin:
    account = BotAccount(token=settings.require_token(), first_name=NAME, username=USERNAME)
    standin = Standin([account], now=folder.clock.now)
    for player in players:
        standin.person(player.id, player.name)
    return standin


@asynccontextmanager
async def _served(app: ASGIApp, standin: Standin, listening: socket.socket) -> AsyncIterator[None]:
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        ws="none",
    )
    server = uvicorn.Server(config)
    standin.open()
    task = asyncio.create_task(server._serve([listening]))  # noqa: SLF001 - serve() would take the signals
    while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn gives no event
        await asyncio.sleep(0.005)
    try:
        yield
    finally:
        standin.close()
        server.should_exit = True
        await task


@asynccontextmanager
async def _kept_alive(child: Child) -> AsyncIterator[None]:
    task = asyncio.create_task(child.run())
    try:
        yield
    finally:
        await child.end()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
