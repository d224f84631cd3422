"""One bot as Telegram keeps it: its chats, updates, menu, descriptions, webhook."""

import itertools
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.rehearsal.standin.chats import CallbackQuery, Chat, ChatKind
from bot.rehearsal.standin.events import EventKind, Events
from bot.rehearsal.standin.files import Files
from bot.rehearsal.standin.limits import Limiter
from bot.rehearsal.standin.messages import Message, Sender
from bot.rehearsal.standin.refusals import bad_request
from bot.rehearsal.standin.requests_bot import BotCommand
from bot.rehearsal.standin.updates import UpdateQueue


@dataclass(frozen=True, kw_only=True)
class BotAccount:
    """Who a bot is: its token (`123456:letters`) and names."""

    token: str
    first_name: str = "Rehearsal"
    username: str = "rehearsal_bot"

    @property
    def id(self) -> int:
        """The number before the colon."""
        return int(self.token.partition(":")[0])


@dataclass(kw_only=True)
class World:
    """What all bots share: the clock, the people, the files, the watchers, the lock."""

    now: Callable[[], datetime]
    people: dict[int, Sender] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    events: Events = field(default_factory=Events)
    lock: threading.RLock = field(default_factory=threading.RLock)


@dataclass(kw_only=True)
class Webhook:
    """Where updates are delivered, and how the last attempt went."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    failed_at: datetime | None = None
    failure: str | None = None


class Bot:
    """The state of one bot; the methods_* modules act on it."""

    def __init__(self, account: BotAccount, world: World, first_update_id: int | None) -> None:
        self.account = account
        self.world = world
        self.sender = Sender(
            id=account.id, first_name=account.first_name, username=account.username, is_bot=True
        )
        self.updates = UpdateQueue(first_update_id)
        self.limiter = Limiter()
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.commands: dict[tuple[str, str], list[BotCommand]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.webhook: Webhook | None = None
        self._message_ids = itertools.count(1)
        self._query_ids = itertools.count(account.id * 1000 + 1)

    def next_message_id(self) -> int:
        """Give the next message its number; a bot's private chats share the numbers."""
        return next(self._message_ids)

    def next_query_id(self) -> str:
        """Give the next tap its id."""
        return str(next(self._query_ids))

    def private_chat(self, person: Sender) -> Chat:
        """Return the chat with a person; it is there, not yet started, once the person is."""
        description = {**person.to_json(), "type": ChatKind.PRIVATE.value}
        for extra in ("is_bot", "language_code"):
            description.pop(extra, None)
        return self.chats.setdefault(
            person.id, Chat(id=person.id, kind=ChatKind.PRIVATE, description=description)
        )

    def chat(self, chat_id: int | str) -> Chat:
        """Return a chat, or refuse as Telegram does for one the bot cannot know."""
        if isinstance(chat_id, int) and chat_id in self.world.people:
            return self.private_chat(self.world.people[chat_id])
        if isinstance(chat_id, int) and chat_id in self.chats:
            return self.chats[chat_id]
        raise bad_request("chat not found")

    def tell(self, kind: EventKind, chat: Chat, content: Mapping[str, object]) -> None:
        """Tell the watchers what happened in a chat."""
        self.world.events.add(kind, {"bot": self.account.id, "chat_id": chat.id, **content})

    def deliver(self, chat: Chat, message: Message) -> None:
        """Put a message in a chat and tell the watchers."""
        chat.messages.append(message)
        self.tell(EventKind.MESSAGE, chat, {"message_id": message.message_id})
