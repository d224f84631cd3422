"""The stage: at one address, one performance after another."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.rehearsal.folder import Folder
from bot.rehearsal.guard import Guard
from bot.rehearsal.performance import Casting, Performance, make
from bot.rehearsal.scenes import Scene, scenes
from bot.rehearsal.site import Site
from bot.rehearsal.standin.server import create_app
from bot.rehearsal.wire import Wire


@dataclass
class Stage:
    """Serves whatever is performed now; choosing a scene puts a new performance in its place."""

    casting: Casting
    place: Path
    """A new folder: the first performance uses it, each scene one of its own below it."""
    wire: Wire
    _now: Performance | None = field(default=None, init=False)
    _app: ASGIApp | None = field(default=None, init=False)
    _count: int = field(default=0, init=False)
    _changing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def begin(self, scene_id: str | None = None) -> None:
        """Begin a performance, in the place of the one before; KeyError for an unknown scene."""
        scene = scenes()[scene_id] if scene_id else None
        async with self._changing:
            await self._begin(scene)

    async def _begin(self, scene: Scene | None) -> None:
        await self.end(at_once=True)
        folder = Folder(path=self._folder(scene))
        await self.wire.mend()
        performance = make(self.casting, folder, self.wire, scene)
        site = Site(performance=performance, wire=self.wire, begin=self.begin)
        self._app = Guard(page=site.app(), standin=create_app(performance.standin))
        self._now = performance
        performance.open()

    async def end(self, *, at_once: bool = False) -> None:
        """End what is performed now."""
        if self._now is not None:
            performance, self._now = self._now, None
            await performance.close(at_once=at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if self._app is None:
            raise RuntimeError("nothing is performed yet")
        await self._app(scope, receive, send)

    def _folder(self, scene: Scene | None) -> Path:
        self._count += 1
        if self._count == 1:
            return self.place
        return self.place / f"{scene.id if scene else 'beginning'}-{self._count}"
