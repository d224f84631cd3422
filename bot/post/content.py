"""What an outbox row says: copy, buttons and files, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypedDict

from bot.post.taps import Tap


class Line(TypedDict):
    """One line of a list inside a message: its own copy key and arguments."""

    copy: str
    args: Mapping[str, str | int | bool | None]


Arg = str | int | bool | None | list[Line]
Args = Mapping[str, Arg]


def line(copy: str, **args: str | int | bool | None) -> Line:
    """Return a line; a list of them is an argument that is rendered line by line."""
    return {"copy": copy, "args": args}


@dataclass(frozen=True)
class Button:
    """A verb under a message: the copy key of its label, and what a tap on it means."""

    label: str
    tap: Tap
    args: Args = field(default_factory=dict)


Buttons = Sequence[Sequence[Button]]


class Keyboard(StrEnum):
    """Keyboards below the text field."""

    STANDING = "standing"
    """The key that is always at hand."""
    NONE = "none"
    """Take the standing key away."""
    REPLY = "reply"
    """Open the text field as a reply to this message."""


@dataclass(frozen=True, kw_only=True)
class AlbumItem:
    """One photo or document of an album, with its caption as Telegram's HTML."""

    kind: str
    """`photo` or `document`, as the Bot API names them."""
    file_id: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a row needs when it is rendered; goes through the database as JSON."""

    args: Args = field(default_factory=dict)
    rows: tuple[tuple[tuple[str, str, dict[str, Any]], ...], ...] = ()
    """Buttons as (label key, callback data, label arguments)."""
    keyboard: Keyboard | None = None
    file_id: str | None = None
    picture: dict[str, Any] | None = None
    document: dict[str, Any] | None = None
    """What a document is about; it is written when it is sent, outside any transaction."""
    html: str | None = None
    """Words with somebody's own formatting, as safe HTML: the copy shows them as `$body`."""
    album: tuple[AlbumItem, ...] = ()

    def to_document(self) -> dict[str, Any]:
        """Return the JSON object for the row."""
        return {
            "args": dict(self.args),
            "rows": self.rows,
            "keyboard": self.keyboard,
            "file_id": self.file_id,
            "picture": self.picture,
            "document": self.document,
            "html": self.html,
            "album": [asdict(item) for item in self.album],
        }


def content_from(document: dict[str, Any]) -> Content:
    """Return the content that a row holds."""
    return Content(
        args=document["args"],
        rows=tuple(
            tuple((label, data, args) for label, data, args in row) for row in document["rows"]
        ),
        keyboard=Keyboard(document["keyboard"]) if document["keyboard"] else None,
        file_id=document["file_id"],
        picture=document["picture"],
        document=document["document"],
        html=document["html"],
        album=tuple(AlbumItem(**item) for item in document["album"]),
    )


def pack_buttons(
    buttons: Buttons,
) -> tuple[tuple[tuple[str, str, dict[str, Any]], ...], ...]:
    """Return buttons as rows of (label key, callback data, label arguments)."""
    return tuple(
        tuple((button.label, button.tap.pack(), dict(button.args)) for button in row)
        for row in buttons
        if row
    )
