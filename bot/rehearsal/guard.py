"""Keeps other web pages away from a server on 127.0.0.1, and puts the parts side by side."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOCAL = frozenset({"127.0.0.1", "localhost"})
# Nothing from elsewhere, no inline scripts: what a chat shows can never run.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# What was uploaded is shown by a browser, if at all, as a page without any rights.
_FILE_POLICY = "default-src 'none'; sandbox"


class Guard:
    """The page at `/`, `/page` and `/rehearsal`; everything else is the stand-in's.

    Refuses requests under any name but 127.0.0.1 and localhost (a page elsewhere could make
    its own name point here), and orders that another page's script gives.
    """

    def __init__(self, *, page: ASGIApp, standin: ASGIApp) -> None:
        self._page = page
        self._standin = standin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._standin(scope, receive, send)
            return
        path, headers = scope["path"], Headers(scope=scope)
        if path.startswith("/bot"):
            # The bot's own calls: the token says who may, and the stand-in cuts the plain `send`.
            await self._standin(scope, receive, send)
        elif not _is_from_here(headers):
            refusal = PlainTextResponse("This address is for this machine only.", status_code=403)
            await refusal(scope, receive, send)
        elif path.startswith(("/control", "/file")):
            await self._standin(scope, receive, _guarded(send, _FILE_POLICY))
        else:
            await self._page(scope, receive, _guarded(send, _POLICY))


def _is_from_here(headers: Headers) -> bool:
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in _LOCAL:
        return False
    origin = headers.get("origin")
    return origin is None or origin == f"http://{host}"


def _guarded(send: Send, policy: str) -> Send:
    added: Iterable[tuple[str, str]] = (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in added:
                headers[name] = value
        await send(message)

    return guarded
