"""Carries letters to Telegram and reads its answers."""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from bot.post.door import Letter, Outcome, Verdict
from bot.post.model import Act
from bot.telegram.call import Call
from bot.telegram.copy import Copy
from bot.telegram.line import Answer, Line, NeverSentError, UnknownFateError
from bot.telegram.render import Attachment, Draw, as_plain_text, render

CAN_NEVER_REACH = (
    "chat not found",
    "user is deactivated",
    "bot was blocked",
    "bot can't initiate conversation",
    "peer_id_invalid",
)
ALREADY_SO = ("message is not modified", "message to delete not found")
TOKEN = "token"  # noqa: S105 - the name of an argument, not a secret
"""The argument of a letter that says how to join, and the key of a document that does."""
BAD_MARKUP = "can't parse entities"
Write = Callable[[dict[str, Any]], Awaitable[Attachment]]
"""Writes the document that a row asks for, from the database as it is now."""
_TAG = re.compile(r"<[^>]+>")


class Gateway:
    """The `Door` to Telegram."""

    def __init__(self, *, line: Line, copy: Copy, draw: Draw, write: Write) -> None:
        self._line = line
        self._copy = copy
        self._draw = draw
        self._write = write

    async def deliver(self, letter: Letter) -> Outcome:
        """Carry one letter; a fault of the copy files is the only thing raised."""
        if _holds_invitation(letter) and not await self._knows_own_name():
            return Outcome(verdict=Verdict.NOT_SENT, fault="the bot's own name is not known")
        call = await self._render(letter)
        outcome = await self._try(call)
        if outcome.verdict is Verdict.REFUSED and BAD_MARKUP in (outcome.fault or "").lower():
            plain = html.unescape(_TAG.sub("", call.params.get("text", call.params.get("caption"))))
            outcome = await self._try(as_plain_text(call, plain=plain))
        return outcome

    async def _render(self, letter: Letter) -> Call:
        if letter.act is Act.PICTURE:  # drawing takes a while: off the event loop
            return await asyncio.to_thread(render, letter, copy=self._copy, draw=self._draw)
        asked = letter.content.document
        attachment = await self._write(asked) if asked is not None else None
        return render(letter, copy=self._copy, draw=self._draw, attachment=attachment)

    async def _try(self, call: Call) -> Outcome:
        try:
            return judge(await self._line.call(call))
        except NeverSentError as error:
            return Outcome(verdict=Verdict.NOT_SENT, fault=str(error))
        except UnknownFateError as error:
            return Outcome(verdict=Verdict.IN_DOUBT, fault=str(error))

    async def _knows_own_name(self) -> bool:
        """Ask Telegram once who we are: links to the bot hold its name."""
        if self._copy.username is None:
            try:
                answer = await self._line.call(Call(method="getMe", params={}))
            except (NeverSentError, UnknownFateError):
                return False
            if answer.status == HTTPStatus.OK and answer.body:
                self._copy.username = str(answer.body["result"]["username"])
        return self._copy.username is not None

    async def is_open(self) -> bool:
        """Ask Telegram something harmless."""
        try:
            answer = await self._line.call(Call(method="getMe", params={}))
        except (NeverSentError, UnknownFateError):
            return False
        return answer.status == HTTPStatus.OK

    async def answer_tap(self, callback_query_id: str, *, toast: str | None) -> None:
        """Stop a button's spinner; whether that works changes nothing else."""
        params: dict[str, Any] = {"callback_query_id": callback_query_id}
        if toast:
            params["text"] = toast[:200]  # the Bot API's limit for a callback answer
        try:
            await self._line.call(Call(method="answerCallbackQuery", params=params))
        except (NeverSentError, UnknownFateError):
            return

    async def leave(self, chat_id: int) -> None:
        """Leave a group; Tandem speaks in private chats only."""
        try:
            await self._line.call(Call(method="leaveChat", params={"chat_id": chat_id}))
        except (NeverSentError, UnknownFateError):
            return


def _holds_invitation(letter: Letter) -> bool:
    return TOKEN in letter.content.args or TOKEN in (letter.content.document or {})


def judge(answer: Answer) -> Outcome:
    """Say what an answer means for the message."""
    if answer.status == HTTPStatus.OK and answer.body and answer.body.get("ok"):
        first, *more = _message_ids(answer.body.get("result")) or [None]
        return Outcome(
            verdict=Verdict.SENT,
            message_id=first,
            more_ids=tuple(number for number in more if number is not None),
        )
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return Outcome(verdict=Verdict.WAIT, wait=answer.retry_after, fault=answer.description)
    return Outcome(verdict=_verdict(answer), fault=answer.description)


def _verdict(answer: Answer) -> Verdict:
    lowered = answer.description.lower()
    if answer.status == HTTPStatus.BAD_REQUEST and any(text in lowered for text in ALREADY_SO):
        return Verdict.SENT
    if answer.status == HTTPStatus.FORBIDDEN or any(text in lowered for text in CAN_NEVER_REACH):
        return Verdict.UNREACHABLE
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT):
        return Verdict.NOT_SENT
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.body is None:
        return Verdict.IN_DOUBT
    return Verdict.REFUSED


def _message_ids(result: object) -> list[int | None]:
    """Return the ids of the message, or the messages of an album, that an answer tells of."""
    messages = result if isinstance(result, list) else [result]
    return [message.get("message_id") for message in messages if isinstance(message, dict)]
