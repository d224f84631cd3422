"""Fetches the files of people that facilitators sent, and hands them over to be read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.pairs import files
from bot.pairs.model import CohortFile
from bot.store.engine import Store
from bot.telegram.call import Call
from bot.telegram.line import Line, NeverSentError, UnknownFateError

Read = Callable[[Session, datetime, CohortFile, bytes | None], None]
"""Reads what a row asked for, in the transaction that takes the row out; None for a file that
cannot be had."""


class _RefusedError(Exception):
    """Telegram does not give this file out."""


@dataclass
class Fetcher:
    """Fetches what is asked for, one file after the other.

    Guarantees: each file is read once, in one transaction with the end of its row; its bytes
    are never stored. A file that cannot be had is tried five times over five minutes.
    """

    line: Line
    store: Store
    clock: Clock
    read: Read
    done: Callable[[], None]
    """Called when something may be there to send."""

    async def step(self) -> int:
        """Fetch what is due; return how many files were dealt with."""
        now = self.clock.now()
        due = await self.store.look(lambda session: files.files_due(session, now=now))
        for row in due:
            await self._fetch(row.id, row.file_id)
        if due:
            self.done()
        return len(due)

    async def _fetch(self, row_id: int, file_id: str) -> None:
        now = self.clock.now()
        try:
            data: bytes | None = await self._bytes(file_id)
        except (NeverSentError, UnknownFateError):
            if await self.store.run(lambda session: files.try_later(session, row_id, now=now)):
                return
            data = None
        except _RefusedError:
            data = None
        await self.store.run(lambda session: self._hand_over(session, row_id, data))

    def _hand_over(self, session: Session, row_id: int, data: bytes | None) -> None:
        row = files.take(session, row_id)
        if row is not None:
            self.read(session, self.clock.now(), row, data)

    async def _bytes(self, file_id: str) -> bytes:
        answer = await self.line.call(Call(method="getFile", params={"file_id": file_id}))
        if answer.status == HTTPStatus.BAD_REQUEST:
            raise _RefusedError
        if answer.status != HTTPStatus.OK or answer.body is None:
            raise UnknownFateError(answer.description)
        path = str(answer.body["result"]["file_path"])
        return await self.line.download(path, most=files.MOST_BYTES)
