"""Updates delivered to a webhook: the secret, and again until they are taken."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rehearsal.standin import Person, Standin, served
from bot.rehearsal.standin.running import listening_socket

Call = Callable[..., Awaitable[Mapping[str, Any]]]


class Hook:
    """A bot's own web server; refuses the first `refusals` deliveries."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.seen: list[tuple[int, str | None]] = []

    async def take(self, request: Request) -> Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.seen.append((update["update_id"], secret))
        return Response(status_code=503 if len(self.seen) <= self.refusals else 200)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        app = Starlette(routes=[Route("/hook", self.take, methods=["POST"])])
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        socket = listening_socket()
        task = asyncio.create_task(server._serve([socket]))
        try:
            yield f"http://127.0.0.1:{socket.getsockname()[1]}/hook"
        finally:
            server.should_exit = True
            await task
            socket.close()


async def until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not so():  # noqa: ASYNC110 - the other side is a server
            await asyncio.sleep(0.01)


def failed(standin: Standin) -> bool:
    hook = standin.bot().webhook
    return hook is not None and hook.failure is not None


async def test_an_update_comes_with_the_secret_again_until_it_is_taken(
    standin: Standin, asha: Person, call: Call
) -> None:
    hook = Hook(refusals=1)
    async with served(standin), hook.listening() as url:
        await call("setWebhook", url=url, secret_token="s3cret")
        asha.sends("one")
        asha.sends("two")
        await until(lambda: len(standin.bot().updates) == 0)
        info = (await call("getWebhookInfo"))["result"]
    assert hook.seen == [(101, "s3cret"), (101, "s3cret"), (102, "s3cret")]
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert info["pending_update_count"] == 0


async def test_a_webhook_that_is_down_is_tried_again(
    standin: Standin, asha: Person, call: Call
) -> None:
    asha.sends("one")
    async with served(standin):
        await call("setWebhook", url="http://127.0.0.1:9/nobody")
        await until(lambda: failed(standin))
        hook = Hook(refusals=0)
        async with hook.listening() as url:
            await call("setWebhook", url=url)
            await until(lambda: bool(hook.seen))
    assert hook.seen == [(101, None)]
