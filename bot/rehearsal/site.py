"""The page of phones and its few addresses; the chats themselves are the stand-in's."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.rehearsal.behind import outbox_rows, planned
from bot.rehearsal.child import Child
from bot.rehearsal.folder import USERNAME
from bot.rehearsal.moves import By, Mover
from bot.rehearsal.playing import Play
from bot.rehearsal.sample import ZONE, Player
from bot.rehearsal.standin import Standin
from bot.rehearsal.timeline import timeline
from bot.rehearsal.upcoming import WorkshopDay, workshop_days
from bot.rehearsal.wire import Wire

_PAGE = Path(__file__).parent / "page"


class Move(BaseModel):
    """`POST /rehearsal/clock`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: By


class Switch(BaseModel):
    """`POST /rehearsal/play` and `POST /rehearsal/wire`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: bool


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the page asks of the rehearsal."""

    standin: Standin
    mover: Mover
    play: Play
    child: Child
    wire: Wire
    players: Sequence[Player]

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
        await self.play.pause()
        await self.mover.move(order.by)
        return await self._state()

    async def let_play(self, request: Request) -> Response:
        """Let the days run by, or stop them."""
        try:
            order = Switch.model_validate_json(await request.body())
        except ValidationError:
            return _no_switch()
        if order.on:
            self.play.start()
        else:
            await self.play.pause()
        return await self._state()

    async def line(self, _: Request) -> Response:
        """Tell what has happened so far, day by day."""
        found = await self.mover.store.look(lambda s: timeline(s, zone=ZoneInfo(ZONE)))
        return JSONResponse(found.to_json() if found else None)

    async def behind(self, _: Request) -> Response:
        """Tell what stands in the outbox and what is planned."""
        now, store = self.mover.clock.now(), self.mover.store
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
        self.child.kill()
        return await self._state()

    async def _state(self) -> Response:
        following = await self.mover.next()
        workshop = self._next_workshop(await self.mover.store.look(workshop_days))
        return JSONResponse(
            {
                "now": self.mover.clock.now().isoformat(),
                "next": following.isoformat() if following else None,
                "workshop": workshop.number if workshop else None,
                "telegram": not self.wire.is_cut,
                "playing": self.play.is_on,
                "zone": ZONE,
                "bot": self._bot(),
                "bot_log": str(self.child.output),
                "people": [self._person(player) for player in self.players] + self._visitors(),
            }
        )

    def _next_workshop(self, days: Sequence[WorkshopDay]) -> WorkshopDay | None:
        now = self.mover.clock.now()
        return next((day for day in days if day.at > now), None)

    def _bot(self) -> str:
        if self.child.is_failing:
            return "failing"
        listening = self.child.is_alive and bool(self.standin.journal.calls)
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
        players = {player.id for player in self.players}
        return [
            {"id": person.id, "name": person.first_name, "role": "visitor", "shown": True,
             "invitation": None, "bot": USERNAME}
            for person in self.standin.world.people.values()
            if person.id not in players
        ]  # fmt: skip


def _no_switch() -> Response:
    return JSONResponse({"error": "`on` is true or false"}, status_code=422)
