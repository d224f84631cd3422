"""A Telegram that does little more than count: for rates at which the stand-in is the slower one.

It keeps people's chats open, delays each call, limits as the Bot API does, and notes when
which call was answered how. As in `benchmarks.telegram`, people act inside its process.
"""

import asyncio
import itertools
import json
import multiprocessing
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from aiohttp import web

from benchmarks.telegram import ANSWERS, PATIENCE_SECONDS, TOO_MANY, Figures, Order, Telegram

_COUNTED = (*ANSWERS, "editMessageReplyMarkup")
"""Calls that the limit counts."""
_ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "light_bot"}


@dataclass(frozen=True, kw_only=True)
class Weather:
    """What calls meet."""

    permitted: float
    """Messages a second; as many may come at once."""
    latency: float
    """Seconds from a call to its answer."""


@contextmanager
def light_telegram(weather: Weather) -> Iterator[Telegram]:
    """Run it in a process of its own while the block lasts."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, weather), daemon=True)
    process.start()
    try:
        yield Telegram(str(here.recv()), here)
    finally:
        process.terminate()
        process.join()


def _serve(pipe: "Connection[object, object]", weather: Weather) -> None:
    asyncio.run(_Light(weather).serve(pipe))


@dataclass(frozen=True)
class _Call:
    at: float
    """Monotonic."""
    chat: int
    taken: bool
    answers: bool
    """Whether it can be what somebody waits for."""


@dataclass
class _Light:
    weather: Weather
    sent: list[_Call] = field(default_factory=list)
    _updates: list[dict[str, object]] = field(default_factory=list)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _tokens: float = 0.0
    _filled_at: float = field(default_factory=time.monotonic)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def serve(self, pipe: "Connection[object, object]") -> None:
        """Serve until the process ends."""
        site = web.Application()
        site.router.add_route("*", "/{bot}/{method}", self._answer)
        runner = web.AppRunner(site, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        pipe.send(f"http://127.0.0.1:{runner.addresses[0][1]}")
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._obey, args=(pipe, loop), daemon=True).start()
        await asyncio.Event().wait()

    async def _answer(self, request: web.Request) -> web.Response:
        at, method = time.monotonic(), request.match_info["method"]
        if method == "getUpdates":
            return _ok(await self._next_updates(await _parameters(request)))
        if method not in _COUNTED:
            return _ok(_ME if method == "getMe" else True)
        chat = int(str((await _parameters(request))["chat_id"]))
        taken = self._take_token(at)
        await asyncio.sleep(self.weather.latency)
        self.sent.append(_Call(at, chat, taken=taken, answers=method in ANSWERS))
        if not taken:
            refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests",
                       "parameters": {"retry_after": 1}}  # fmt: skip
            return web.json_response(refusal, status=TOO_MANY)
        message = {"message_id": next(self._numbers), "date": 1_800_000_000, "text": "x",
                   "chat": {"id": chat, "type": "private"}}  # fmt: skip
        return _ok(message)

    async def _next_updates(self, given: Mapping[str, object]) -> list[dict[str, object]]:
        offset = int(str(given.get("offset") or 0))
        waiting = [each for each in self._updates if int(str(each["update_id"])) >= offset]
        if not waiting:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), float(str(given.get("timeout") or 0)))
            except TimeoutError:
                return []
            return await self._next_updates(given)
        self._updates = waiting
        return waiting

    def _take_token(self, now: float) -> bool:
        rate = self.weather.permitted
        self._tokens = min(rate, self._tokens + (now - self._filled_at) * rate)
        self._filled_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def _obey(self, pipe: "Connection[object, object]", loop: asyncio.AbstractEventLoop) -> None:
        while True:
            order = pipe.recv()
            if isinstance(order, Order):
                pipe.send(self._carry_out(order, loop))

    def _carry_out(self, order: Order, loop: asyncio.AbstractEventLoop) -> Figures:
        began, first = time.monotonic(), len(self.sent)
        acts: list[tuple[float, int]] = []
        while time.monotonic() < began + order.seconds:
            person = order.typists[len(acts) % len(order.typists)]
            acts.append((time.monotonic(), person))
            loop.call_soon_threadsafe(self._say, person)
            time.sleep(1 / order.acts_a_second)
        ended = time.monotonic()
        meanwhile = [each for each in self.sent[first:] if began <= each.at < ended]
        answers = self._wait_for_answers(first, acts)
        return Figures(
            seconds=ended - began,
            messages=sum(each.taken for each in meanwhile),
            broadcasts=sum(each.chat not in order.typists for each in meanwhile),
            refused=sum(not each.taken for each in meanwhile),
            latencies=tuple(sorted(each for each in answers if each is not None)),
            unanswered=answers.count(None),
        )

    def _wait_for_answers(self, first: int, acts: list[tuple[float, int]]) -> list[float | None]:
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            by_chat: dict[int, list[float]] = {}
            for each in self.sent[first:]:
                if each.taken and each.answers:
                    by_chat.setdefault(each.chat, []).append(each.at)
            found = [
                next((at - said for at in by_chat.get(person, []) if at > said), None)
                for said, person in acts
            ]
            if None not in found or time.monotonic() > end:
                return found
            time.sleep(0.1)

    def _say(self, person: int) -> None:
        user = {"id": person, "is_bot": False, "first_name": f"P{person}"}
        number = next(self._numbers)
        message = {"message_id": number, "date": int(time.time()), "text": "/home", "from": user,
                   "chat": {"id": person, "type": "private"},
                   "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}  # fmt: skip
        self._updates.append({"update_id": number, "message": message})
        self._arrived.set()


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


async def _parameters(request: web.Request) -> Mapping[str, object]:
    if request.content_type == "application/json":
        found: Mapping[str, object] = json.loads(await request.read())
        return found
    return dict(await request.post())
