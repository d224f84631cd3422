"""The web server: Telegram's webhook, health, and metrics.

Imported only where something is served.
"""

import hmac
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.health import Health
from bot.json_text import from_json
from bot.post.intake import Intake
from bot.settings import Address
from bot.store.outage import Outage
from bot.telegram.raw import raw_update

log = structlog.get_logger(__name__)
LARGEST_BYTES = 2**20
KEEP_ALIVE_SECONDS = 75
_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Hook:
    """Where Telegram brings updates, and how it is known."""

    path: str
    secret: str


class TooLargeError(Exception):
    """The body is longer than any update."""


class Webhook:
    """Takes updates from Telegram; 200 means that one is in the database. Called as ASGI wants."""

    def __init__(self, *, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self._outage = Outage("webhook")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer = await self._take(Request(scope, receive))
        await answer(scope, receive, send)

    async def _take(self, request: Request) -> Response:
        """Return 405 for all but a POST; for one 401, 413, 400, 503, or 200 after the commit."""
        if request.method != "POST":
            return Response(status_code=405, headers={"Allow": "POST"})
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._secret):
            return Response(status_code=401)
        try:
            update = raw_update(from_json(await _body(request)))
        except TooLargeError:
            return Response(status_code=413)
        except (ValueError, RecursionError):
            update = None
        if update is None:
            return Response(status_code=400)
        try:
            await self._intake.keep([update])
        except SQLAlchemyError as error:
            self._outage.failed(error)
            return Response(status_code=503)  # Telegram will bring it again
        self._outage.over()
        return Response()


async def _body(request: Request) -> bytes:
    if int(request.headers.get("content-length", 0)) > LARGEST_BYTES:
        raise TooLargeError
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BYTES:
            raise TooLargeError
    return bytes(body)


def make_site(*, health: Health, intake: Intake, hook: Hook | None) -> ASGIApp:
    """Return everything that is served, as an ASGI application."""
    watched = _watched(health)
    if hook is None:
        return watched
    path, webhook = hook.path, Webhook(intake=intake, secret=hook.secret)

    async def site(scope: Scope, receive: Receive, send: Send) -> None:
        # Past Starlette's router and its layers, which cost more than all else that a POST does.
        is_hook = scope["type"] == "http" and scope["path"] == path
        await (webhook if is_hook else watched)(scope, receive, send)

    return site


def _watched(health: Health) -> Starlette:
    """Return what an operator's tools look at."""

    async def live(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(_: Request) -> Response:
        report = await health.examine()
        return JSONResponse(
            {"ready": report.is_ready, "faults": report.faults},
            status_code=200 if report.is_ready else 503,
        )

    async def metrics(_: Request) -> Response:
        return Response(await health.measure(), media_type=_METRICS_TYPE)

    return Starlette(
        routes=[
            Route("/health/live", live),
            Route("/health/ready", ready),
            Route("/metrics", metrics),
        ]
    )


class _Server(uvicorn.Server):
    """uvicorn that leaves signals to the application."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(site: ASGIApp, address: Address) -> None:
    """Serve until cancelled; raises `OSError` where the address is taken."""
    with _listening(address) as listening:
        config = uvicorn.Config(
            site,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,  # who calls is known by the secret, not by the address
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=2,
        )
        log.info("serving", host=address.host, port=listening.getsockname()[1])
        await _Server(config).serve([listening])


def _listening(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's delay of 40 ms on every answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address.host, address.port))
        listening.listen(1024)
    except OSError:
        listening.close()
        raise
    return listening
