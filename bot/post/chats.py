"""The chats of those whose updates are handled, with as few statements as possible."""

from collections.abc import Collection, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from bot.post.model import Chat
from bot.store.among import among
from bot.store.quick import Quick, own

_TABLE = cast("sa.Table", Chat.__table__)
_BLANK = dict.fromkeys(column.name for column in _TABLE.columns)
_known = Quick(sa.select(_TABLE).where(among(_TABLE.c.id)))
_begun = Quick(sa.insert(_TABLE).values({name: sa.bindparam(name) for name in _BLANK}))
_heard = Quick(
    sa.update(_TABLE)
    .where(_TABLE.c.id == sa.bindparam("chat"))
    .values(last_heard_id=sa.bindparam("message"))
)


class Chats:
    """The chats of a batch of updates, outside any savepoint.

    New ones are inserted at once, so that whoever asks the session for one finds it. What a
    person sent last is written with that of all others, at `write`.
    """

    def __init__(self, session: Session, ids: Collection[int]) -> None:
        self._session = session
        found = _known.rows(session, {"ids": ids})
        self._chats = {row.id: own(session, Chat, row._asdict()) for row in found}
        self._begin([chat for chat in ids if chat not in self._chats])
        self._heard: dict[int, int | None] = {}

    def _begin(self, ids: Sequence[int]) -> None:
        rows: list[dict[str, Any]] = [{**_BLANK, "id": chat} for chat in ids]
        if rows:
            _begun.run_each(self._session, rows)
        self._chats |= {row["id"]: own(self._session, Chat, row) for row in rows}

    def of(self, chat_id: int) -> Chat:
        """Return one of the chats."""
        return self._chats[chat_id]

    def hear(self, chat: Chat, message_id: int | None) -> None:
        """Note which message of the person is the last."""
        set_committed_value(chat, "last_heard_id", message_id)
        self._heard[chat.id] = message_id

    def write(self) -> None:
        """Write down what was heard."""
        rows = [{"chat": chat, "message": message} for chat, message in self._heard.items()]
        if rows:
            _heard.run_each(self._session, rows)


class SavedChats:
    """The same within savepoints, through the session, which knows what they take back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, chat_id: int) -> Chat:
        """Return a chat, old or new."""
        chat = self._session.get(Chat, chat_id)
        if chat is None:
            chat = Chat(id=chat_id)
            self._session.add(chat)
        return chat

    def hear(self, chat: Chat, message_id: int | None) -> None:
        """Note which message of the person is the last."""
        chat.last_heard_id = message_id
