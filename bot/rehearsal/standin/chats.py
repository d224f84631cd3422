"""Chats: who is in them, what was said, which keys are shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rehearsal.standin.keyboards import (
    ForceReply,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyMarkup,
)
from bot.rehearsal.standin.messages import Message
from bot.rehearsal.standin.refusals import bad_request, forbidden

DELETABLE = timedelta(hours=48)
QUERY_LIFE = timedelta(minutes=15)


class ChatKind(StrEnum):
    """The kinds of chat that exist here."""

    PRIVATE = "private"
    GROUP = "group"


class ChatStatus(StrEnum):
    """Whether the bot may write there, and why not."""

    NOT_STARTED = "not_started"
    OPEN = "open"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    LEFT = "left"


_WHY_NOT = {
    ChatStatus.NOT_STARTED: "bot can't initiate conversation with a user",
    ChatStatus.BLOCKED: "bot was blocked by the user",
    ChatStatus.DEACTIVATED: "user is deactivated",
    ChatStatus.LEFT: "bot is not a member of the group chat",
}


@dataclass(frozen=True, kw_only=True)
class Toast:
    """What a person saw as the answer to a tap; `alert` must be closed with a button."""

    text: str
    alert: bool
    at: datetime


@dataclass(kw_only=True)
class CallbackQuery:
    """A tap that waits for its answer."""

    query_id: str
    chat: "Chat"
    person_id: int
    at: datetime
    answered: bool = False


@dataclass(kw_only=True)
class Chat:
    """One bot's chat with a person, or a group it is in.

    `messages` are all that were ever delivered, deleted ones included, oldest first.
    """

    id: int
    kind: ChatKind
    description: dict[str, object]
    status: ChatStatus = ChatStatus.NOT_STARTED
    messages: list[Message] = field(default_factory=list)
    keyboard: ReplyKeyboardMarkup | None = None
    force_reply: int | None = None
    action: str | None = None
    toasts: list[Toast] = field(default_factory=list)

    @property
    def visible(self) -> list[Message]:
        """The messages that are still there, oldest first."""
        return [message for message in self.messages if not message.deleted]

    def require_open(self) -> None:
        """Refuse with the reason why the bot may not write here."""
        if why := _WHY_NOT.get(self.status):
            raise forbidden(why)

    def find(self, message_id: int) -> Message | None:
        """Return a message that is still there, or None."""
        for message in reversed(self.messages):
            if message.message_id == message_id:
                return None if message.deleted else message
        return None

    def require_deletable(self, message_id: int, now: Callable[[], datetime]) -> Message:
        """Return a message the bot may still delete, or refuse."""
        message = self.find(message_id)
        if message is None:
            raise bad_request("message to delete not found")
        if now() - message.date > DELETABLE:
            raise bad_request("message can't be deleted for everyone")
        return message

    def apply_markup(self, markup: ReplyMarkup | None, message_id: int) -> bool:
        """Show or take away keys under the input field; return whether they changed."""
        if isinstance(markup, ReplyKeyboardMarkup):
            self.keyboard, self.force_reply = markup, None
        elif isinstance(markup, ReplyKeyboardRemove):
            self.keyboard, self.force_reply = None, None
        elif isinstance(markup, ForceReply):
            self.force_reply = message_id
        else:
            return False
        return True
