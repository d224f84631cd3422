"""Fetches updates by long polling; each is in the database before Telegram forgets it."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog

from bot.clock import Clock
from bot.errors import ExpectedError
from bot.post import inbox
from bot.post.inbox import RawUpdate
from bot.store.engine import Store
from bot.telegram.line import Line, NeverSentError, UnknownFateError
from bot.telegram.render import Call

log = structlog.get_logger(__name__)
POLL_SECONDS = 25
MARGIN_SECONDS = 10
DEAF_SECONDS = 60.0
LONGEST_PAUSE = 15.0
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]


class DeafError(ExpectedError):
    """No poll has succeeded for a minute: better to end than to live on deaf."""


@dataclass
class Poller:
    """Polls until `stop`.

    Guarantees: an update is committed before the offset passes it. Raises `DeafError`
    after 60 s without a successful poll, so that whatever supervises the process can
    start a new one.
    """

    line: Line
    store: Store
    clock: Clock
    arrived: Callable[[Sequence[RawUpdate]], None]
    _offset: int = 0
    _stopping: bool = False
    _failing: bool = False

    async def run(self) -> None:
        """Poll until stopped."""
        loop = asyncio.get_running_loop()
        last_success, pause = loop.time(), 0.5
        while not self._stopping:
            if await self.poll() is not None:
                last_success, pause = loop.time(), 0.5
                continue
            if loop.time() - last_success > DEAF_SECONDS:
                raise DeafError("Telegram has not answered for a minute")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Poll no more."""
        self._stopping = True

    async def poll(self, *, wait: int = POLL_SECONDS) -> int | None:
        """Ask once, for at most `wait` seconds; return how many came, None for a failure."""
        call = Call(
            method="getUpdates",
            params={"offset": self._offset, "timeout": wait, "allowed_updates": KINDS},
        )
        try:
            answer = await self.line.call(call, seconds=wait + MARGIN_SECONDS)
        except (NeverSentError, UnknownFateError) as error:
            self._failed(str(error))
            return None
        if answer.status != HTTPStatus.OK or not answer.body or not answer.body.get("ok"):
            self._failed(answer.description)
            return None
        if self._failing:
            log.info("polling works again")
            self._failing = False
        await self._keep(answer.body["result"])
        return len(answer.body["result"])

    def _failed(self, fault: str) -> None:
        if not self._failing:
            log.warning("polling failed; trying again", fault=fault)
        self._failing = True

    async def _keep(self, result: list[dict[str, Any]]) -> None:
        updates = [raw_update(item) for item in result]
        if not updates:
            return
        now = self.clock.now()
        await self.store.run(lambda session: inbox.take_in(session, updates, now=now))
        # The last of the batch, not the highest: ids may restart anywhere.
        self._offset = updates[-1].update_id + 1
        self.arrived(updates)


def raw_update(item: dict[str, Any]) -> RawUpdate:
    """Return what is stored of an update; `chat_id` is whose it is, where that is plain."""
    body: dict[str, Any] = next(
        (value for name, value in item.items() if name in KINDS and isinstance(value, dict)), {}
    )
    person = body.get("from") or {}
    return RawUpdate(
        update_id=item["update_id"],
        chat_id=person.get("id"),
        raw=json.dumps(item, ensure_ascii=False, separators=(",", ":")),
    )
