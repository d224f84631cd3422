"""The line to the Bot API: python-telegram-bot's request interface on aiohttp.

The library's default (httpx) costs 3–4 ms of CPU a call and drops idle connections after
five seconds; this keeps them. One line serves python-telegram-bot's `Bot` and our own
`call`, which posts JSON and reads no more of the answer than it needs.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.render import Call

SECONDS = 20.0
KEEP_ALIVE_SECONDS = 300
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


class Line(BaseRequest):
    """A pool of kept connections to one Bot API server."""

    def __init__(self, *, api_url: str, token: str) -> None:
        super().__init__()
        self._root = f"{api_url}/bot{token}/"
        self._files = f"{api_url}/file/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that python-telegram-bot's own calls wait."""
        return SECONDS

    async def initialize(self) -> None:
        """Open the pool; part of the library's interface."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the pool; part of the library's interface."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, call: Call, *, seconds: float = SECONDS) -> Answer:
        """Make one call; raises `NeverSentError` or `UnknownFateError`."""
        try:
            async with self._open().post(
                self._root + call.method,
                timeout=aiohttp.ClientTimeout(total=seconds, connect=10),
                **_body(call),
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
                self._files + file_path, timeout=aiohttp.ClientTimeout(total=seconds)
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

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Serve python-telegram-bot's own calls, such as `set_my_commands`."""
        seconds = SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        data = request_data.json_parameters if request_data else None
        try:
            async with self._open().request(
                method, url, data=data, timeout=aiohttp.ClientTimeout(total=seconds)
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the line is not open")
        return self._session


def _body(call: Call) -> dict[str, Any]:
    if not call.files:
        return {"json": call.params}
    form = aiohttp.FormData()
    for name, value in call.params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (file_name, data) in call.files.items():
        form.add_field(name, data, filename=file_name)
    return {"data": form}


def _json(payload: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(payload)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
