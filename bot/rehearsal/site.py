"""The page of phones and its few addresses; the chats themselves are the stand-in's."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.rehearsal.behind import outbox_rows, planned
from bot.rehearsal.folder import USERNAME
from bot.rehearsal.moves import By
from bot.rehearsal.performance import Performance
from bot.rehearsal.sample import ZONE, Player
from bot.rehearsal.timeline import timeline
from bot.rehearsal.upcoming import WorkshopDay, workshop_days
from bot.rehearsal.wire import Wire

if TYPE_CHECKING:
    from bot.rehearsal.stage import Stage

_PAGE = Path(__file__).parent / "page"


class Move(BaseModel):
    """`POST /rehearsal/clock`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: By


class Switch(BaseModel):
    """`POST /rehearsal/play` and `POST /rehearsal/wire`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: bool


class ChosenScene(BaseModel):
    """`POST /rehearsal/scene`; None is the very beginning."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str | None


class Answering(BaseModel):
    """`POST /rehearsal/autopilot`: for whom it answers from now on, or no longer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: tuple[int, ...]
    on: bool


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the page asks of the rehearsal."""

    stage: "Stage"
    wire: Wire
    performance: Performance

    def app(self) -> Starlette:
        """Return the page as an ASGI application."""
        return Starlette(
            routes=[
                Route("/", self.page),
                Route("/rehearsal", self.state),
                Route("/rehearsal/clock", self.move, methods=["POST"]),
                Route("/rehearsal/play", self.let_play, methods=["POST"]),
                Route("/rehearsal/timeline", self.line, methods=["GET"]),
                Route("/rehearsal/behind", self.behind, methods=["GET"]),
                Route("/rehearsal/wire", self.cut_or_mend, methods=["POST"]),
                Route("/rehearsal/kill", self.kill, methods=["POST"]),
                Route("/rehearsal/scene", self.set_scene, methods=["POST"]),
                Route("/rehearsal/autopilot", self.let_answer, methods=["POST"]),
                Mount("/page", StaticFiles(directory=_PAGE)),
            ]
        )

    async def page(self, _: Request) -> Response:
        """Give the page."""
        return FileResponse(_PAGE / "index.html", headers={"Cache-Control": "no-cache"})

    async def state(self, _: Request) -> Response:
        """Tell the time, what comes next, and who plays."""
        return await self._state()

    async def move(self, request: Request) -> Response:
        """Move the clock; answers when the bot has done what was due."""
        try:
            order = Move.model_validate_json(await request.body())
        except ValidationError:
            return JSONResponse({"error": f"`by` is one of {', '.join(By)}"}, status_code=422)
        await self.performance.play.pause()
        await self.performance.mover.move(order.by)
        return await self._state()

    async def let_play(self, request: Request) -> Response:
        """Let the days run by, or stop them."""
        try:
            order = Switch.model_validate_json(await request.body())
        except ValidationError:
            return _no_switch()
        if order.on:
            self.performance.play.start()
        else:
            await self.performance.play.pause()
        return await self._state()

    async def line(self, _: Request) -> Response:
        """Tell what has happened so far, day by day."""
        found = await self.performance.mover.store.look(lambda s: timeline(s, zone=ZoneInfo(ZONE)))
        return JSONResponse(found.to_json() if found else None)

    async def behind(self, _: Request) -> Response:
        """Tell what stands in the outbox and what is planned."""
        now, store = self.performance.mover.clock.now(), self.performance.mover.store
        return JSONResponse(
            {
                "outbox": await store.look(outbox_rows),
                "planned": await store.look(lambda session: planned(session, now=now)),
            }
        )

    async def cut_or_mend(self, request: Request) -> Response:
        """Take Telegram away from the bot, or give it back."""
        try:
            order = Switch.model_validate_json(await request.body())
        except ValidationError:
            return _no_switch()
        await (self.wire.mend() if order.on else self.wire.cut())
        return await self._state()

    async def kill(self, _: Request) -> Response:
        """Kill the bot as a power cut would; it is started again."""
        self.performance.child.kill()
        return await self._state()

    async def set_scene(self, request: Request) -> Response:
        """Begin anew with a scene; answers at once, and the page sees how it comes about."""
        try:
            order = ChosenScene.model_validate_json(await request.body())
            await self.stage.begin(order.id)
        except (ValidationError, KeyError):
            return JSONResponse({"error": "there is no such scene"}, status_code=422)
        return JSONResponse({"id": order.id})

    async def let_answer(self, request: Request) -> Response:
        """Let the autopilot answer for some phones, or no longer."""
        try:
            order = Answering.model_validate_json(await request.body())
            self.performance.pilot.switch(order.people, on=order.on)
        except (ValidationError, KeyError):
            return JSONResponse({"error": "`people` are numbers of phones"}, status_code=422)
        return await self._state()

    async def _state(self) -> Response:
        following = await self.performance.mover.next()
        workshop = self._next_workshop(await self.performance.mover.store.look(workshop_days))
        return JSONResponse(
            {
                "now": self.performance.mover.clock.now().isoformat(),
                "next": following.isoformat() if following else None,
                "workshop": workshop.number if workshop else None,
                "telegram": not self.wire.is_cut,
                "playing": self.performance.play.is_on,
                "zone": ZONE,
                "bot": self._bot(),
                "bot_log": str(self.performance.child.output),
                "scenes": [
                    {"id": scene.id, "title": scene.title, "about": scene.about}
                    for scene in self.stage.scenes
                ],
                "scene": self.performance.scene.id if self.performance.scene else None,
                "setting_scene": self.performance.is_setting_scene,
                "autopilot": sorted(self.performance.pilot.on),
                "faults": self.performance.faults,
                "people": [self._person(player) for player in self.performance.players]
                + self._visitors(),
            }
        )

    def _next_workshop(self, days: Sequence[WorkshopDay]) -> WorkshopDay | None:
        now = self.performance.mover.clock.now()
        return next((day for day in days if day.at > now), None)

    def _bot(self) -> str:
        if self.performance.child.is_failing:
            return "failing"
        listening = self.performance.child.is_alive and bool(self.performance.standin.journal.calls)
        return "running" if listening else "starting"

    @staticmethod
    def _person(player: Player) -> dict[str, object]:
        return {
            "id": player.id,
            "name": player.name,
            "role": player.title,
            "shown": player.is_shown,
            "invitation": {"link": player.link_secret, "code": player.code},
            "bot": USERNAME,
        }

    def _visitors(self) -> list[dict[str, object]]:
        """People who were given a phone on the page, and whom nobody has invited yet."""
        players = {player.id for player in self.performance.players}
        return [
            {"id": person.id, "name": person.first_name, "role": "visitor", "shown": True,
             "invitation": None, "bot": USERNAME}
            for person in self.performance.standin.world.people.values()
            if person.id not in players
        ]  # fmt: skip


def _no_switch() -> Response:
    return JSONResponse({"error": "`on` is true or false"}, status_code=422)
