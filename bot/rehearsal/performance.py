"""One performance: a folder, a cohort, a stand-in and a bot's process, from a scene's beginning."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.reflection.reloading import file_of, titles_of
from bot.rehearsal.autopilot import Autopilot
from bot.rehearsal.child import Child
from bot.rehearsal.folder import USERNAME, Folder
from bot.rehearsal.moves import Mover
from bot.rehearsal.playing import Play
from bot.rehearsal.reload import Reload
from bot.rehearsal.sample import Player, import_sample, opening_instant
from bot.rehearsal.scenes import Scene, ScenePlayer
from bot.rehearsal.standin import BotAccount, Standin
from bot.rehearsal.wire import Wire
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date

log = structlog.get_logger(__name__)
NAME = "Tandem (rehearsal)"


@dataclass(frozen=True, kw_only=True)
class Casting:
    """What every performance of a rehearsal is made with."""

    programme: str
    workshops: int
    bot_command: Callable[[Path], Sequence[str]]


@dataclass
class Performance:
    """Everything that a scene begins anew; `make` it, `open` it, and `close` it."""

    folder: Folder
    standin: Standin
    store: Store
    child: Child
    mover: Mover
    play: Play
    pilot: Autopilot
    players: tuple[Player, ...]
    reload: Reload | None
    scene: Scene | None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list, init=False)
    _scene_task: asyncio.Task[None] | None = field(default=None, init=False)

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the programme's newest version."""
        return self.reload.faults if self.reload else ()

    @property
    def is_setting_scene(self) -> bool:
        """Whether the way to the scene is still being played."""
        return self._scene_task is not None and not self._scene_task.done()

    def open(self) -> None:
        """Start the bot, and everything that goes on by itself."""
        self.standin.open()
        self._begin(self.child.run())
        self._begin(self.pilot.run())
        if self.reload is not None:
            self._begin(self.reload.run())
        if self.scene is not None:
            player = ScenePlayer(mover=self.mover, pilot=self.pilot, players=self.players)
            self._scene_task = self._begin(player.play(self.scene))

    def _begin(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(_tell_fault)
        self._tasks.append(task)
        return task

    async def close(self, *, at_once: bool) -> None:
        """End all of it; `at_once` leaves the bot no time to finish."""
        await self.play.pause()
        await (self.child.drop() if at_once else self.child.end())
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.standin.close()
        self.store.close()


def make(casting: Casting, folder: Folder, wire: Wire, scene: Scene | None) -> Performance:
    """Begin a rehearsal in an empty folder: import the cohort, and give everybody a phone."""
    settings = folder.make(api_url=wire.address)
    folder.clock.move_to(opening_instant(folder.clock.now()))
    programme = _programme(casting.programme, folder)
    store = Store(settings.database_url)
    bring_up_to_date(store.engine)
    players = import_sample(
        store, now=folder.clock.now(), programme=programme, workshops=casting.workshops
    )
    account = BotAccount(token=settings.require_token(), first_name=NAME, username=USERNAME)
    standin = Standin([account], now=folder.clock.now)
    for player in players:
        standin.person(player.id, player.name)
    child = Child(command=casting.bot_command(folder.path), output=folder.bot_log)
    pilot = Autopilot(standin, players, titles=titles_of(programme))
    mover = Mover(clock=folder.clock, store=store, others_busy=pilot.is_busy)
    return Performance(
        folder=folder,
        standin=standin,
        store=store,
        child=child,
        mover=mover,
        play=Play(mover),
        pilot=pilot,
        players=players,
        reload=_reload(casting.programme, folder, store, child),
        scene=scene,
    )


def _is_own(programme: str) -> bool:
    return Path(programme) == file_of(programme)


def _programme(programme: str, folder: Folder) -> str:
    """Return what the bot is to read: a copy, so that a half-written file never reaches it."""
    if not _is_own(programme):
        return programme
    folder.programme.write_bytes(Path(programme).read_bytes())
    return str(folder.programme.resolve())


def _reload(programme: str, folder: Folder, store: Store, child: Child) -> Reload | None:
    if not _is_own(programme):
        return None
    return Reload(
        theirs=Path(programme),
        ours=folder.programme,
        store=store,
        now=folder.clock.now,
        taken=child.begin_anew,
    )


def _tell_fault(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("part of the rehearsal failed", exc_info=error)
