"""A message in a chat, with everything that ever happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.rehearsal.standin.files import StoredFile, dimensions
from bot.rehearsal.standin.formatting import Formatted
from bot.rehearsal.standin.html_writer import to_html
from bot.rehearsal.standin.keyboards import InlineKeyboardButton, InlineKeyboardMarkup


class MediaKind(StrEnum):
    """What kind of file a message carries."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"


@dataclass(frozen=True, kw_only=True)
class Media:
    """A file in a message; `duration` in seconds, for a voice."""

    kind: MediaKind
    file: StoredFile
    duration: int = 0

    def to_json(self) -> object:
        """Return the Bot API's PhotoSize list, Document or Voice."""
        common = self.file.to_json()
        if self.kind is MediaKind.PHOTO:
            width, height = dimensions(self.file.upload.data)
            whole = {**common, "width": width, "height": height}
            small = {**common, "width": max(1, width // 4), "height": max(1, height // 4)}
            return [small, whole]
        mime = {"mime_type": self.file.upload.content_type}
        if self.kind is MediaKind.VOICE:
            return {**common, **mime, "duration": self.duration}
        return {**common, **mime, "file_name": self.file.upload.name}


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who wrote: a person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the Bot API's User object."""
        found: dict[str, object] = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
        }
        if self.username:
            found["username"] = self.username
        if not self.is_bot:
            found["language_code"] = "en"
        return found


@dataclass(frozen=True, kw_only=True)
class Version:
    """How a message looked from `at` on."""

    at: datetime
    body: Formatted
    markup: InlineKeyboardMarkup | None


@dataclass(kw_only=True)
class Message:
    """One message; its newest version is what the chat shows.

    `reply_to` is the id of the answered message. A deleted message keeps its versions, so that a
    test can ask what was ever delivered.
    """

    message_id: int
    chat: Mapping[str, object]
    sender: Sender
    versions: list[Version]
    media: Media | None = None
    reply_to: int | None = None
    media_group_id: str | None = None
    protect_content: bool = False
    silent: bool = False
    has_spoiler: bool = False
    pinned: bool = False
    deleted_at: datetime | None = None
    edited_at: datetime | None = None
    replied: "Message | None" = field(default=None, repr=False)

    @property
    def date(self) -> datetime:
        """When it was sent."""
        return self.versions[0].at

    @property
    def body(self) -> Formatted:
        """The text, or the caption of a file."""
        return self.versions[-1].body

    @property
    def text(self) -> str:
        """The plain text, or the plain caption."""
        return self.body.text

    @property
    def html(self) -> str:
        """The text with its formatting, as HTML."""
        return to_html(self.body)

    @property
    def markup(self) -> InlineKeyboardMarkup | None:
        """The buttons under it."""
        return self.versions[-1].markup

    @property
    def buttons(self) -> list[list[InlineKeyboardButton]]:
        """The buttons row by row, an empty list where there are none."""
        return self.markup.inline_keyboard if self.markup else []

    @property
    def labels(self) -> list[str]:
        """The words on all the buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.sender.is_bot

    @property
    def deleted(self) -> bool:
        """Whether it is gone from the chat."""
        return self.deleted_at is not None

    def change(self, version: Version) -> None:
        """Show a new version from now on."""
        self.versions.append(version)
        self.edited_at = version.at

    def to_json(self, *, with_reply: bool = True) -> dict[str, object]:
        """Return the Bot API's Message object."""
        found: dict[str, object] = {
            "message_id": self.message_id,
            "from": self.sender.to_json(),
            "chat": dict(self.chat),
            "date": int(self.date.timestamp()),
        }
        if self.edited_at and self.versions[-1].body != self.versions[0].body:
            found["edit_date"] = int(self.edited_at.timestamp())
        if with_reply and self.replied and not self.replied.deleted:
            found["reply_to_message"] = self.replied.to_json(with_reply=False)
        if self.media_group_id:
            found["media_group_id"] = self.media_group_id
        if self.protect_content:
            found["has_protected_content"] = True
        if self.media:
            found[self.media.kind.value] = self.media.to_json()
        found.update(self._body_json())
        if self.markup:
            found["reply_markup"] = self.markup.model_dump(exclude_none=True)
        return found

    def _body_json(self) -> dict[str, object]:
        name, entities_name = (
            ("caption", "caption_entities") if self.media else ("text", "entities")
        )
        found: dict[str, object] = {}
        if self.text or not self.media:
            found[name] = self.text
        if self.body.entities:
            found[entities_name] = [entity.to_json() for entity in self.body.entities]
        return found
