"""Fetches updates by long polling; each is in the database before Telegram forgets it."""

import asyncio
from dataclasses import dataclass, field
from http import HTTPStatus

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ExpectedError
from bot.post.intake import Intake
from bot.store.outage import Outage
from bot.telegram.call import Call
from bot.telegram.line import Answer, Line, NeverSentError, UnknownFateError
from bot.telegram.polling import POLL_SECONDS, ask
from bot.telegram.raw import raw_update

log = structlog.get_logger(__name__)
DEAF_SECONDS = 60.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0
SETTLED_SECONDS = 0.2


class DeafError(ExpectedError):
    """No poll has succeeded for a minute: better to end than to live on deaf."""


@dataclass
class Poller:
    """Polls until `stop`.

    Guarantees: an update is committed before the offset passes it; nothing is asked inside
    a wait that Telegram orders. Raises `DeafError` after 60 s without a successful poll, so
    that whatever supervises the process can start a new one.
    """

    line: Line
    intake: Intake
    first: asyncio.Task[Answer] | None = None
    """A request that is on its way already: the first poll waits for it instead of asking."""
    last_success: float = 0.0
    """When Telegram last answered well, by the event loop's clock."""
    has_polled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the first request is on its way."""
    _offset: int = 0
    _wait: float = 0.0
    """Seconds that Telegram told us to wait."""
    _stopping: bool = False
    _failing: bool = False
    _outage: Outage = field(default_factory=lambda: Outage("poller"))

    async def run(self) -> None:
        """Poll until stopped."""
        loop = asyncio.get_running_loop()
        self.last_success, pause = loop.time(), FIRST_PAUSE
        while not self._stopping:
            try:
                came = await self.poll()
            except SQLAlchemyError as error:
                await asyncio.sleep(self._outage.failed(error))
                continue
            if came is not None:
                pause = FIRST_PAUSE
                continue
            if self._wait:
                await asyncio.sleep(self._wait)
                self.last_success = loop.time()
            if loop.time() - self.last_success > DEAF_SECONDS:
                raise DeafError("Telegram has not answered for a minute")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Poll no more."""
        self._stopping = True

    async def poll(self, *, wait: int = POLL_SECONDS) -> int | None:
        """Ask once, for at most `wait` seconds; return how many came, None for a failure.

        Raises what the database raises; Telegram then brings the same again.
        """
        asking, self.first = self.first, None
        asyncio.get_running_loop().call_later(SETTLED_SECONDS, self.has_polled.set)
        try:
            answer = await (asking or ask(self.line, offset=self._offset, wait=wait))
        except (NeverSentError, UnknownFateError) as error:
            self._failed(str(error))
            return None
        result = (answer.body or {}).get("result")
        if answer.status != HTTPStatus.OK or not isinstance(result, list):
            await self._refused(answer)
            return None
        kept = await self._keep(result)
        if result and not kept:
            self._failed("nothing in the answer is an update")
            return None
        self.last_success = asyncio.get_running_loop().time()
        if self._failing:
            log.info("polling works again")
            self._failing = False
        return kept

    async def _refused(self, answer: Answer) -> None:
        self._failed(answer.description)
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._wait = answer.retry_after
        if answer.status == HTTPStatus.CONFLICT and "webhook" in answer.description.lower():
            # This bot was served by a webhook before, and nobody else can be polling.
            await self._forget_webhook()

    async def _forget_webhook(self) -> None:
        try:
            await self.line.call(Call(method="deleteWebhook", params={}))
        except (NeverSentError, UnknownFateError) as error:
            self._failed(str(error))

    def _failed(self, fault: str) -> None:
        self._wait = 0.0
        if not self._failing:
            log.warning("polling failed; trying again", fault=fault)
        self._failing = True

    async def _keep(self, result: list[object]) -> int:
        updates = [update for update in map(raw_update, result) if update is not None]
        if updates:
            await self.intake.keep(updates)
            # The last of the batch, not the highest: ids may restart anywhere.
            self._offset = updates[-1].update_id + 1
        self._outage.over()
        return len(updates)
