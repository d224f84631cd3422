"""The line to the Bot API, on aiohttp.

python-telegram-bot's own (httpx) costs 3–4 ms of CPU a call and drops idle connections after
five seconds; this keeps them, posts JSON and reads no more of the answer than it needs.
"""

import asyncio
from dataclasses import dataclass
from functools import cache
from typing import Any

import aiohttp
import orjson

from bot.json_text import from_json
from bot.telegram.call import Call

SECONDS = 20.0
CONNECT_SECONDS = 10.0
KEEP_ALIVE_SECONDS = 300
_JSON = {"Content-Type": "application/json"}
_LEFT_OUT = ("Accept", "Accept-Encoding", "User-Agent")
"""Headers that Telegram has no use for."""
UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What Telegram answered: HTTP status and the JSON body, if it was JSON."""

    status: int
    body: dict[str, Any] | None

    @property
    def description(self) -> str:
        """Telegram's own words for a refusal."""
        return str((self.body or {}).get("description", f"HTTP {self.status}"))

    @property
    def retry_after(self) -> float:
        """Seconds for which Telegram wants nothing of this kind; 1 where it does not say."""
        parameters = (self.body or {}).get("parameters")
        wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
        return float(wait) if isinstance(wait, int | float) else 1.0


class NeverSentError(Exception):
    """The call certainly did not reach Telegram."""


class UnknownFateError(Exception):
    """Nobody can tell whether Telegram took the call."""


class Line:
    """A pool of kept connections to one Bot API server."""

    def __init__(self, *, api_url: str, token: str) -> None:
        self._root = f"{api_url}/bot{token}/"
        self._files = f"{api_url}/file/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=_LEFT_OUT,
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, call: Call, *, seconds: float = SECONDS) -> Answer:
        """Make one call; raises `NeverSentError` or `UnknownFateError`."""
        try:
            async with self._open().post(
                self._root + call.method, timeout=_patience(seconds), **_body(call)
            ) as response:
                return Answer(status=response.status, body=_json(await response.read()))
        except UNSENT as error:
            raise NeverSentError(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError) as error:
            # `from None`: the address in the library's text holds the token.
            raise UnknownFateError(type(error).__name__) from None

    async def download(self, file_path: str, *, most: int, seconds: float = SECONDS) -> bytes:
        """Return a file that `getFile` named, or its first `most` bytes and one more.

        Raises `UnknownFateError` when it did not come; to ask again does no harm.
        """
        try:
            async with self._open().get(
                self._files + file_path, timeout=_patience(seconds)
            ) as response:
                response.raise_for_status()
                data = b""
                async for chunk in response.content.iter_chunked(1 << 16):
                    data += chunk
                    if len(data) > most:
                        return data[: most + 1]
                return data
        except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError) as error:
            raise UnknownFateError(type(error).__name__) from None  # its address holds the token

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the line is not open")
        return self._session


@cache
def _patience(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, connect=CONNECT_SECONDS)


def _body(call: Call) -> dict[str, Any]:
    if not call.files:
        return {"data": orjson.dumps(call.params), "headers": _JSON}
    form = aiohttp.FormData()
    for name, value in call.params.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    for name, (file_name, data) in call.files.items():
        form.add_field(name, data, filename=file_name)
    return {"data": form}


def _json(payload: bytes) -> dict[str, Any] | None:
    try:
        body = from_json(payload)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
