"""People and their phones: what somebody does in a chat with a bot, and what they see there."""

import itertools
import re

from bot.rehearsal.standin.arrivals import PhoneError, member_change, post
from bot.rehearsal.standin.bots import Bot
from bot.rehearsal.standin.chats import (
    CallbackQuery,
    Chat,
    ChatStatus,
    Toast,
)
from bot.rehearsal.standin.detection import with_detected
from bot.rehearsal.standin.events import EventKind
from bot.rehearsal.standin.fields import Upload
from bot.rehearsal.standin.formatting import Formatted, tidy
from bot.rehearsal.standin.keyboards import InlineKeyboardButton
from bot.rehearsal.standin.messages import Media, MediaKind, Message, Sender, Version
from bot.rehearsal.standin.methods_bot import menu_for
from bot.rehearsal.standin.methods_change import remove

_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SUFFIXES = {b"\x89PNG": ("png", "image/png"), b"\xff\xd8\xff": ("jpg", "image/jpeg")}
_albums = itertools.count(7_000_000_000_000_001)


def new_album() -> str:
    """Return a fresh `media_group_id` for photos that are sent together."""
    return str(next(_albums))


class Person:
    """One person's phone, open at the chat with one bot.

    Everything is synchronous and only touches memory; an act puts an update in the bot's queue.
    Get one from `Standin.person`.
    """

    def __init__(self, bot: Bot, sender: Sender) -> None:
        self.bot = bot
        self.sender = sender
        self.chat: Chat = bot.private_chat(sender)

    def __repr__(self) -> str:
        return f"Person({self.sender.id}, {self.sender.first_name!r})"

    # What the person sees

    @property
    def id(self) -> int:
        """The person's number, which is also that of the private chat."""
        return self.sender.id

    @property
    def messages(self) -> list[Message]:
        """What the chat shows, newest last."""
        return self.chat.visible

    @property
    def received(self) -> list[Message]:
        """Every message the bot ever delivered here, deleted ones included, oldest first."""
        return [message for message in self.chat.messages if message.from_bot]

    @property
    def last(self) -> Message | None:
        """The bot's newest message that is still there."""
        shown = [message for message in self.messages if message.from_bot]
        return shown[-1] if shown else None

    @property
    def toasts(self) -> list[Toast]:
        """The answers to taps that were shown, oldest first."""
        return self.chat.toasts

    @property
    def keys(self) -> list[list[str]]:
        """The keys under the input field, row by row."""
        return self.chat.keyboard.labels if self.chat.keyboard else []

    @property
    def menu(self) -> list[dict[str, str]]:
        """The command menu: `command` and `description` of each line."""
        return menu_for(self.bot, self.chat)

    @property
    def waiting_taps(self) -> list[CallbackQuery]:
        """The taps whose button still spins."""
        return [q for q in self.bot.queries.values() if q.chat is self.chat and not q.answered]

    # What the person does

    def sends(self, text: str, reply_to: int | Message | None = None) -> Message:
        """Type a text; it answers `reply_to`, or the message that forces a reply."""
        return self._send(Formatted(text=text), None, reply_to)

    def opens(self, start_parameter: str | None = None) -> Message:
        """Open the bot by its link and press Start."""
        if start_parameter is None:
            return self.sends("/start")
        if not _START.fullmatch(start_parameter):
            raise PhoneError(f"Telegram drops this start parameter: {start_parameter!r}")
        return self.sends(f"/start {start_parameter}")

    def sends_photo(
        self,
        data: bytes,
        caption: str | None = None,
        media_group_id: str | None = None,
        reply_to: int | Message | None = None,
    ) -> Message:
        """Send a photo; several with one `new_album()` are an album."""
        suffix, mime = _SUFFIXES.get(data[:4], _SUFFIXES.get(data[:3], ("jpg", "image/jpeg")))
        upload = Upload(name=f"photo.{suffix}", content_type=mime, data=data)
        media = Media(kind=MediaKind.PHOTO, file=self.bot.world.files.add(upload, "photos"))
        return self._send(Formatted(text=caption or ""), media, reply_to, media_group_id)

    def sends_voice(
        self,
        data: bytes = b"OggS",
        duration: int = 3,
        reply_to: int | Message | None = None,
        content_type: str = "audio/ogg",
    ) -> Message:
        """Send a voice note of `duration` seconds."""
        upload = Upload(name="voice.ogg", content_type=content_type, data=data)
        file = self.bot.world.files.add(upload, "voice")
        media = Media(kind=MediaKind.VOICE, file=file, duration=duration)
        return self._send(Formatted(), media, reply_to)

    def sends_document(
        self,
        name: str,
        data: bytes,
        caption: str | None = None,
        content_type: str = "application/octet-stream",
        reply_to: int | Message | None = None,
    ) -> Message:
        """Send a file."""
        upload = Upload(name=name, content_type=content_type, data=data)
        file = self.bot.world.files.add(upload, "documents")
        media = Media(kind=MediaKind.DOCUMENT, file=file)
        return self._send(Formatted(text=caption or ""), media, reply_to)

    def presses(self, label: str) -> Message:
        """Press a key under the input field, which sends its words."""
        if not any(label in row for row in self.keys):
            raise PhoneError(f"there is no key {label!r}; there are {self.keys}")
        if self.chat.keyboard and self.chat.keyboard.one_time_keyboard:
            self.chat.keyboard = None
        return self._send(Formatted(text=label), None, None)

    def taps(self, label: str) -> CallbackQuery:
        """Tap the newest visible button with this label."""
        for message in reversed(self.messages):
            for row in message.buttons:
                for button in row:
                    if button.text == label:
                        return self._tap(message, button)
        shown = [label for message in self.messages for label in message.labels]
        raise PhoneError(f"there is no button {label!r}; there are {shown}")

    def taps_on(self, message_id: int, data_or_label: str) -> CallbackQuery:
        """Tap a button of one message, even one that has since gone from it or with it."""
        message = self._any(message_id)
        found: list[InlineKeyboardButton] = [
            button
            for version in reversed(message.versions)
            if version.markup
            for row in version.markup.inline_keyboard
            for button in row
        ]
        for button in found:
            if data_or_label in (button.text, button.callback_data):
                return self._tap(message, button)
        raise PhoneError(
            f"message {message_id} never had {data_or_label!r}; "
            f"it had {[button.text for button in found]}"
        )

    def taps_at(self, message_id: int, row: int, col: int) -> CallbackQuery:
        """Tap a button of one message by its place, both counted from 0."""
        message = self._any(message_id)
        try:
            return self._tap(message, message.buttons[row][col])
        except IndexError:
            raise PhoneError(f"message {message_id} has no button at {row}, {col}") from None

    def forges(self, message_id: int, data: str) -> CallbackQuery:
        """Send the data of a button that never was, as a changed client can."""
        button = InlineKeyboardButton(text="forged", callback_data=data)
        return self._tap(self._any(message_id), button)

    def edits(self, message_id: int | Message, text: str) -> Message:
        """Change the words (or caption) of an own message."""
        with self.bot.world.lock:
            message = self._own(message_id)
            body = with_detected(tidy(Formatted(text=text)))
            if body == message.body:
                raise PhoneError("that is what it says already")
            message.change(Version(at=self.bot.world.now(), body=body, markup=None))
            self.bot.tell(EventKind.EDIT, self.chat, {"message_id": message.message_id})
            self.bot.updates.put("edited_message", message.to_json())
            return message

    def deletes(self, message_id: int | Message) -> None:
        """Delete a message for both; Telegram does not tell the bot."""
        with self.bot.world.lock:
            number = message_id if isinstance(message_id, int) else message_id.message_id
            if message := self.chat.find(number):
                remove(self.bot, self.chat, message)

    def blocks(self) -> None:
        """Block the bot."""
        self._becomes(ChatStatus.BLOCKED)

    def unblocks(self) -> None:
        """Let the bot write again; the chat goes on when the person writes or sends /start."""
        self._becomes(ChatStatus.OPEN)

    def closes_account(self) -> None:
        """Delete the account: the bot hears nothing, and is refused when it writes."""
        with self.bot.world.lock:
            self.chat.status = ChatStatus.DEACTIVATED

    def _becomes(self, status: ChatStatus) -> None:
        with self.bot.world.lock:
            if self.chat.status is status:
                return
            self.chat.status = status
            old, new = ("member", "kicked")
            if status is ChatStatus.OPEN:
                old, new = new, old
            self.bot.tell(EventKind.STATUS, self.chat, {"status": status.value})
            self.bot.updates.put(
                "my_chat_member", member_change(self.bot, self.chat, self.sender, old, new)
            )

    def _send(
        self,
        body: Formatted,
        media: Media | None,
        reply_to: int | Message | None,
        media_group_id: str | None = None,
    ) -> Message:
        with self.bot.world.lock:
            self._require_usable()
            number = reply_to if isinstance(reply_to, int | None) else reply_to.message_id
            number = number or self.chat.force_reply
            message = post(
                self.bot, self.chat, self.sender, body, media=media, reply_to=number,
                media_group_id=media_group_id,
            )  # fmt: skip
            self.chat.force_reply = None
            return message

    def _require_usable(self) -> None:
        if self.chat.status in (ChatStatus.BLOCKED, ChatStatus.DEACTIVATED):
            raise PhoneError(f"{self.sender.first_name} cannot write: {self.chat.status.value}")
        self.chat.status = ChatStatus.OPEN

    def _tap(self, message: Message, button: InlineKeyboardButton) -> CallbackQuery:
        if button.callback_data is None:
            raise PhoneError(f"{button.text!r} opens {button.url or 'the clipboard'}")
        with self.bot.world.lock:
            if self.chat.status is not ChatStatus.OPEN:
                raise PhoneError(f"{self.sender.first_name} cannot tap: {self.chat.status.value}")
            query = CallbackQuery(
                query_id=self.bot.next_query_id(),
                chat=self.chat,
                person_id=self.id,
                at=self.bot.world.now(),
            )
            self.bot.queries[query.query_id] = query
            shown: dict[str, object] = message.to_json()
            if message.deleted:
                shown = {
                    "chat": dict(message.chat), "message_id": message.message_id, "date": 0,
                }  # fmt: skip
            self.bot.updates.put(
                "callback_query",
                {
                    "id": query.query_id,
                    "from": self.sender.to_json(),
                    "message": shown,
                    "chat_instance": str(self.bot.account.id * 7919 + self.id),
                    "data": button.callback_data,
                },
            )
            return query

    def _any(self, message_id: int) -> Message:
        for message in self.chat.messages:
            if message.message_id == message_id:
                return message
        raise PhoneError(f"there never was a message {message_id}")

    def _own(self, message_id: int | Message) -> Message:
        number = message_id if isinstance(message_id, int) else message_id.message_id
        message = self.chat.find(number)
        if message is None or message.from_bot:
            raise PhoneError(f"{number} is not a message of {self.sender.first_name}'s own")
        return message
