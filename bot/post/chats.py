"""The chats of those whose updates are handled, with as few statements as possible."""

from collections.abc import Collection
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from bot.post.model import Chat

_TABLE = cast("sa.Table", Chat.__table__)
_BLANK = dict.fromkeys(column.name for column in _TABLE.columns)
_known = sa.select(Chat).where(Chat.id.in_(sa.bindparam("ids", expanding=True)))
_begun = sa.insert(_TABLE)
_heard = (
    sa.update(_TABLE)
    .where(_TABLE.c.id == sa.bindparam("chat"))
    .values(last_heard_id=sa.bindparam("message"))
)


class Chats:
    """The chats of a batch of updates, outside any savepoint.

    A new one is inserted at once, so that whoever asks the session for it finds it. What a
    person sent last is written with that of all others, at `write`.
    """

    def __init__(self, session: Session, ids: Collection[int]) -> None:
        self._session = session
        self._chats: dict[int, Chat | None] = dict.fromkeys(ids)
        self._chats |= {chat.id: chat for chat in session.scalars(_known, {"ids": list(ids)})}
        self._heard: dict[int, int | None] = {}

    def of(self, chat_id: int) -> Chat:
        """Return a chat, old or new."""
        if chat_id not in self._chats:
            self._chats[chat_id] = self._session.get(Chat, chat_id)
        chat = self._chats[chat_id] or self._begin(chat_id)
        self._chats[chat_id] = chat
        return chat

    def hear(self, chat: Chat, message_id: int | None) -> None:
        """Note which message of the person is the last."""
        set_committed_value(chat, "last_heard_id", message_id)
        self._heard[chat.id] = message_id

    def write(self) -> None:
        """Write down what was heard."""
        rows = [{"chat": chat, "message": message} for chat, message in self._heard.items()]
        if rows:
            self._session.connection().execute(_heard, rows)

    def _begin(self, chat_id: int) -> Chat:
        values = {**_BLANK, "id": chat_id}
        self._session.connection().execute(_begun, values)
        chat = Chat(**values)
        make_transient_to_detached(chat)
        self._session.add(chat)
        return chat


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
