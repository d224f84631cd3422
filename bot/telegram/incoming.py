"""What a person did, decoded from Telegram's update."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.post.taps import Tap, TapError
from bot.telegram.formatting import to_html

if TYPE_CHECKING:  # loaded with the first update
    from telegram import Message, Update


class Kind(StrEnum):
    """The ways in which a person reaches us."""

    WORDS = "words"
    TAP = "tap"
    EDIT = "edit"
    REACHABLE = "reachable"
    UNREACHABLE = "unreachable"
    GROUP = "group"
    OTHER = "other"


class FileKind(StrEnum):
    """The files that we take."""

    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that Telegram holds for us."""

    kind: FileKind
    file_id: str = ""
    name: str = ""
    """What a document is called."""
    size: int = 0
    """Bytes of a document, as far as Telegram says."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One thing that one person did in one chat."""

    kind: Kind
    chat_id: int
    message_id: int | None = None
    """Telegram's id of the message: theirs for words, ours for a tap."""
    text: str = ""
    html: str = ""
    """The text with the person's own formatting, as Telegram's HTML, everything else escaped."""
    file: File | None = None
    reply_to: int | None = None
    album: str | None = None
    tap: Tap | None = None
    tap_id: str | None = None

    @property
    def command(self) -> str | None:
        """The command that was typed, without slash and bot name, in lower case."""
        if not self.text.startswith("/"):
            return None
        word = self.text[1:].split(maxsplit=1)
        return word[0].split("@")[0].lower() if word else ""

    @property
    def argument(self) -> str:
        """What stands behind the command."""
        parts = self.text.split(maxsplit=1)
        return parts[1].strip() if len(parts) > 1 else ""


def decode(update: "Update") -> Incoming | None:
    """Return what happened, or None for a kind of update that concerns nobody."""
    if update.callback_query is not None:
        return _tap(update)
    if update.my_chat_member is not None:
        return _membership(update)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type != "private":
        return Incoming(kind=Kind.GROUP, chat_id=message.chat.id)
    return Incoming(
        kind=Kind.EDIT if update.edited_message else Kind.WORDS,
        chat_id=message.chat.id,
        message_id=message.message_id,
        text=(message.text or message.caption or "").strip(),
        html=_html(message).strip(),
        file=_file(message),
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        album=message.media_group_id,
    )


def _tap(update: "Update") -> Incoming | None:
    query = update.callback_query
    if query is None or query.message is None:
        return None
    return tap_from(
        person=query.from_user.id,
        message_id=query.message.message_id,
        data=query.data or "",
        tap_id=query.id,
    )


def tap_from(*, person: int, message_id: int, data: str, tap_id: str) -> Incoming:
    """Return a tap; one of an earlier build, or a forged one, means nothing."""
    try:
        tap = Tap.unpack(data)
    except TapError:
        tap = None
    # The tapping person, not the chat of the message: only private chats are served.
    return Incoming(kind=Kind.TAP, chat_id=person, message_id=message_id, tap=tap, tap_id=tap_id)


def _membership(update: "Update") -> Incoming | None:
    change = update.my_chat_member
    if change is None:
        return None
    if change.chat.type != "private":
        gone = change.new_chat_member.status in ("left", "kicked")
        return None if gone else Incoming(kind=Kind.GROUP, chat_id=change.chat.id)
    blocked = change.new_chat_member.status == "kicked"
    return Incoming(kind=Kind.UNREACHABLE if blocked else Kind.REACHABLE, chat_id=change.chat.id)


def _html(message: "Message") -> str:
    if message.text is not None:
        return to_html(message.text, message.entities)
    return to_html(message.caption or "", message.caption_entities)


def _file(message: "Message") -> File | None:
    if message.photo:
        return File(kind=FileKind.PHOTO, file_id=message.photo[-1].file_id)
    if message.voice:
        return File(kind=FileKind.VOICE, file_id=message.voice.file_id)
    if message.document:
        return File(
            kind=FileKind.DOCUMENT,
            file_id=message.document.file_id,
            name=message.document.file_name or "",
            size=message.document.file_size or 0,
        )
    unsupported = (
        message.video, message.video_note, message.audio, message.sticker, message.contact,
        message.location, message.poll, message.animation, message.dice, message.venue,
    )  # fmt: skip
    return File(kind=FileKind.UNSUPPORTED) if any(unsupported) else None
