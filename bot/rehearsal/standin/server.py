"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from bot.rehearsal.standin.control import control_routes
from bot.rehearsal.standin.faults import Fault, Trouble
from bot.rehearsal.standin.fields import Upload
from bot.rehearsal.standin.refusals import Refusal, bad_request
from bot.rehearsal.standin.standin import Reply, Standin
from bot.rehearsal.standin.webhook import deliver_webhooks


class _App(Starlette):
    """Starlette that keeps the server's own `send`, through which a connection can be cut."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["standin.send"] = send
        await super().__call__(scope, receive, send)


def create_app(standin: Standin) -> Starlette:
    """Return the ASGI application: the Bot API, and the control API under `/control`.

    Cutting connections needs uvicorn as the server. Webhooks are delivered while the
    application's lifespan runs.
    """
    api = _BotApi(standin)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(deliver_webhooks(standin))
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    return _App(
        routes=[
            Route("/bot{token}/{method}", api.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", api.download, methods=["GET"]),
            Mount("/control", routes=control_routes(standin)),
        ],
        lifespan=lifespan,
    )


class _BotApi:
    def __init__(self, standin: Standin) -> None:
        self.standin = standin

    async def call(self, request: Request) -> Response:
        token, method = request.path_params["token"], request.path_params["method"]
        if self.standin.faults.latency_s:
            await asyncio.sleep(self.standin.faults.latency_s)
        try:
            parameters = await _parameters(request)
        except Refusal as refusal:
            body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            return _json(Reply(status=refusal.code, body=body))
        reply = await self.standin.call(token, method, parameters)
        if reply.fault is not None:
            return await _troubled(request, reply, reply.fault)
        return _json(reply)

    async def download(self, request: Request) -> Response:
        try:
            stored = self.standin.file(request.path_params["token"], request.path_params["path"])
        except Refusal as refusal:
            return Response(refusal.description, status_code=refusal.code)
        return Response(stored.upload.data, media_type=stored.upload.content_type)


async def _parameters(request: Request) -> dict[str, object]:
    """Return what was given in the address and the body; files as `Upload`."""
    found: dict[str, object] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("can't parse JSON object")
        found.update({str(name): value for name, value in body.items() if value is not None})
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            for name, value in form.multi_items():
                found[name] = await _upload(value) if isinstance(value, UploadFile) else value
    return found


async def _upload(file: UploadFile) -> Upload:
    return Upload(
        name=file.filename or "file",
        content_type=file.content_type or "application/octet-stream",
        data=await file.read(),
    )


def _json(reply: Reply) -> Response:
    headers = {}
    parameters = reply.body.get("parameters")
    if isinstance(parameters, dict) and "retry_after" in parameters:
        headers["Retry-After"] = str(parameters["retry_after"])
    return Response(
        json.dumps(reply.body, ensure_ascii=False, separators=(",", ":")),
        status_code=reply.status,
        headers=headers,
        media_type="application/json",
    )


async def _troubled(request: Request, reply: Reply, fault: Fault) -> Response:
    match fault.trouble:
        case Trouble.CUT_BEFORE | Trouble.CUT_AFTER:
            await _cut(request)
        case Trouble.BROKEN_JSON:
            return Response('{"ok":true,"resu', media_type="application/json")
        case Trouble.HANG:
            await asyncio.sleep(fault.seconds)
        case Trouble.ANSWER | Trouble.ERROR_AFTER:
            pass
    return _json(reply)


async def _cut(request: Request) -> None:
    """Cut the connection under the answer; uvicorn notices at the loop's next turn."""
    cycle = getattr(request.scope["standin.send"], "__self__", None)
    transport = getattr(cycle, "transport", None)
    if transport is None:
        raise ConnectionResetError("cut, as was ordered")
    transport.abort()
    while not getattr(cycle, "disconnected", True):  # noqa: ASYNC110 - uvicorn gives no event
        await asyncio.sleep(0)
