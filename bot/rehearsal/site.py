"""The page of phones and its few addresses; the chats themselves are the stand-in's."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.rehearsal.behind import outbox_rows, planned
from bot.rehearsal.moves import By
from bot.rehearsal.performance import Performance
from bot.rehearsal.sample import ZONE
from bot.rehearsal.state import State
from bot.rehearsal.timeline import timeline
from bot.rehearsal.wire import Wire

_PAGE = Path(__file__).parent / "page"


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Move(_Order):
    """`POST /rehearsal/clock`."""

    by: By


class Switch(_Order):
    """`POST /rehearsal/play` and `POST /rehearsal/wire`."""

    on: bool


class ChosenScene(_Order):
    """`POST /rehearsal/scene`; None is the very beginning."""

    id: str | None


class Answering(_Order):
    """`POST /rehearsal/autopilot`: for whom it answers from now on, or no longer."""

    people: tuple[int, ...]
    on: bool


OrderT = TypeVar("OrderT", bound=_Order)


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the page asks of the rehearsal; every order is answered with how it stands then."""

    performance: Performance
    wire: Wire
    begin: Callable[[str | None], Awaitable[None]]
    """Begins anew with a scene; KeyError for one that does not exist."""

    def app(self) -> Starlette:
        """Return the page as an ASGI application."""
        return Starlette(
            routes=[
                Route("/", self.page),
                Route("/rehearsal", self.state),
                Route("/rehearsal/timeline", self.line),
                Route("/rehearsal/behind", self.behind),
                self._takes("clock", Move, self.move, f"`by` is one of {', '.join(By)}"),
                self._takes("play", Switch, self.let_play, "`on` is true or false"),
                self._takes("wire", Switch, self.cut_or_mend, "`on` is true or false"),
                self._takes("autopilot", Answering, self.let_answer, "`people` have numbers"),
                self._takes("kill", _Order, self.kill, "nothing is said with this"),
                Route("/rehearsal/scene", self.set_scene, methods=["POST"]),
                Mount("/page", StaticFiles(directory=_PAGE)),
            ]
        )

    def _takes(
        self, name: str, kind: type[OrderT], act: Callable[[OrderT], Awaitable[None]], right: str
    ) -> Route:
        """Return the address of an order; `right` says what one looks like."""

        async def take(request: Request) -> Response:
            try:
                await act(kind.model_validate_json(await request.body() or b"{}"))
            except (ValidationError, KeyError):
                return JSONResponse({"error": right}, status_code=422)
            return await self.state(request)

        return Route(f"/rehearsal/{name}", take, methods=["POST"])

    async def page(self, _: Request) -> Response:
        """Give the page."""
        return FileResponse(_PAGE / "index.html", headers={"Cache-Control": "no-cache"})

    async def state(self, _: Request) -> Response:
        """Tell the time, what comes next, and who plays."""
        state = State(performance=self.performance, wire=self.wire)
        return JSONResponse(await state.to_json())

    async def line(self, _: Request) -> Response:
        """Tell what has happened so far, day by day."""
        found = await self.performance.store.look(lambda s: timeline(s, zone=ZoneInfo(ZONE)))
        return JSONResponse(found.to_json() if found else None)

    async def behind(self, _: Request) -> Response:
        """Tell what stands in the outbox and what is planned."""
        now, store = self.performance.mover.clock.now(), self.performance.store
        return JSONResponse(
            {
                "outbox": await store.look(outbox_rows),
                "planned": await store.look(lambda session: planned(session, now=now)),
            }
        )

    async def move(self, order: Move) -> None:
        """Move the clock; ends when the bot has done what was due."""
        await self.performance.play.pause()
        await self.performance.mover.move(order.by)

    async def let_play(self, order: Switch) -> None:
        """Let the days run by, or stop them."""
        play = self.performance.play
        if order.on:
            play.start()
        else:
            await play.pause()

    async def cut_or_mend(self, order: Switch) -> None:
        """Take Telegram away from the bot, or give it back."""
        await (self.wire.mend() if order.on else self.wire.cut())

    async def kill(self, _: _Order) -> None:
        """Kill the bot as a power cut would; it is started again."""
        self.performance.child.kill()

    async def let_answer(self, order: Answering) -> None:
        """Let the autopilot answer for some phones, or no longer."""
        self.performance.pilot.switch(order.people, on=order.on)

    async def set_scene(self, request: Request) -> Response:
        """Begin anew with a scene; answers at once, and the page sees how it comes about."""
        try:
            order = ChosenScene.model_validate_json(await request.body())
            await self.begin(order.id)
        except (ValidationError, KeyError):
            return JSONResponse({"error": "there is no such scene"}, status_code=422)
        return JSONResponse({"id": order.id})
