"""What a broadcast says: any message that the facilitator sent, and its answer buttons."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from html import unescape
from typing import Any

from markupsafe import escape

from bot.broadcast.taps import AnswerBroadcast
from bot.errors import RefusalError
from bot.post.content import AlbumItem, Button, Buttons, Content, pack_buttons
from bot.post.model import Act
from bot.sharing.model import HeldFile

MOST_OPTIONS = 5
LONGEST_OPTION = 40
LONGEST_TEXT = 3500
LONGEST_CAPTION = 800
"""Telegram takes 4096 and 1024; the difference is for the line about answers and for names."""
ALBUM_MOST = 10
NAME = "{name}"
BODY, BODY_THAT_ASKS, ASKS = "broadcast-body", "broadcast-body-asks", "broadcast-asks"
_TYPED_NAME = re.compile(r"\{ ?name ?\}", re.IGNORECASE)
"""A phone makes a capital of it where a sentence begins."""
_TAG = re.compile(r"<[^>]*>")
ACTS = {
    HeldFile.PHOTO: Act.PHOTO,
    HeldFile.VOICE: Act.VOICE,
    HeldFile.DOCUMENT: Act.DOCUMENT,
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One Telegram message: words as Telegram's HTML, and perhaps a file."""

    html: str
    file_kind: HeldFile | None = None
    file_id: str | None = None
    album: str | None = None
    """What Telegram calls the album that it is part of."""
    message_id: int = 0
    """The facilitator's own message, which they may still edit."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """What everybody gets: one message or one album, and up to five answers to choose from."""

    items: tuple[Item, ...]
    options: tuple[str, ...] = ()

    @property
    def is_album(self) -> bool:
        """Whether Telegram shows it as an album."""
        return len(self.items) > 1

    @property
    def is_named(self) -> bool:
        """Whether each person sees their own name in it."""
        return any(_TYPED_NAME.search(item.html) for item in self.items)

    @property
    def plain(self) -> str:
        """The words alone, for a list."""
        return unescape(" ".join(_TAG.sub("", item.html) for item in self.items)).strip()

    def beginning(self, most: int, *, name: str) -> str:
        """The first words on one line, of at most so many characters; "" for a file alone.

        Where each person sees their own name, it says `name`.
        """
        words = " ".join(_TYPED_NAME.sub(lambda _: name, self.plain).split())
        if len(words) <= most:
            return words
        whole_words = words[:most].rpartition(" ")[0]
        return f"{whole_words or words[: most - 1]}…"

    def to_document(self) -> dict[str, Any]:
        """Return the JSON object for the row."""
        return asdict(self)


def message_from(document: dict[str, Any]) -> Message:
    """Return the message that a row holds."""
    items = tuple(
        Item(
            **{
                **item,
                "file_kind": HeldFile(item["file_kind"]) if item["file_kind"] else None,
            }
        )
        for item in document["items"]
    )
    return Message(items=items, options=tuple(document["options"]))


def add_item(before: Message | None, item: Item) -> Message:
    """Take one more message: it joins its album, or replaces what was there.

    Raises `RefusalError` for what is too long, empty, or an eleventh of an album.
    """
    _check(item)
    if before is None or item.album is None or before.items[-1].album != item.album:
        return Message(items=(item,), options=before.options if before else ())
    if len(before.items) == ALBUM_MOST:
        raise RefusalError("broadcast-album-full")
    return replace(before, items=(*before.items, item))


def edit_item(message: Message, item: Item) -> Message | None:
    """Take other words for one of its messages; None when it is none of them.

    Raises `RefusalError` for what is too long or empty.
    """
    if item.message_id not in {each.message_id for each in message.items}:
        return None
    _check(item)
    items = (item if each.message_id == item.message_id else each for each in message.items)
    return replace(message, items=tuple(items))


def _check(item: Item) -> None:
    length = len(_TAG.sub("", item.html))
    if item.file_id is None and not length:
        raise RefusalError("broadcast-nothing-in-it")
    most = LONGEST_TEXT if item.file_id is None else LONGEST_CAPTION
    if length > most:
        raise RefusalError("broadcast-too-long", most=most)


def read_options(text: str) -> tuple[str, ...]:
    """Read answers typed one a line; raises `RefusalError` for too many or too long ones.

    Of two that differ only in capitals, the first is kept: nobody could tell them apart.
    """
    kept: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        kept.setdefault(line.casefold(), line)
    options = tuple(kept.values())
    if not 1 <= len(options) <= MOST_OPTIONS:
        raise RefusalError("broadcast-options-count", most=MOST_OPTIONS)
    if any(len(option) > LONGEST_OPTION for option in options):
        raise RefusalError("broadcast-options-long", most=LONGEST_OPTION)
    return options


def option_buttons(broadcast_id: int, options: Sequence[str], chosen: int | None = None) -> Buttons:
    """Return a button for each answer, one a row, the chosen one ticked."""
    return [
        [
            Button(
                "broadcast-option",
                AnswerBroadcast(broadcast=broadcast_id, option=number),
                {"label": option, "chosen": number == chosen},
            )
        ]
        for number, option in enumerate(options)
    ]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One outbox row's worth of a broadcast."""

    act: Act
    copy: str | None
    content: Content


def parts_for(
    message: Message, *, broadcast_id: int, name: str, sender: str, chosen: int | None = None
) -> list[Part]:
    """Return what one person gets: one part, or two for an album that asks something."""
    rows = pack_buttons(option_buttons(broadcast_id, message.options, chosen))
    args = {"sender": sender}
    if message.is_album:
        album = tuple(
            AlbumItem(
                kind=str(item.file_kind), file_id=item.file_id or "", html=_named(item.html, name)
            )
            for item in message.items
        )
        parts = [Part(act=Act.ALBUM, copy=None, content=Content(album=album))]
        if rows:
            asks = Content(args=args, rows=rows)
            parts.append(Part(act=Act.SEND, copy=ASKS, content=asks))
        return parts
    item = message.items[0]
    content = Content(args=args, rows=rows, html=_named(item.html, name), file_id=item.file_id)
    act = ACTS[item.file_kind] if item.file_kind else Act.SEND
    return [Part(act=act, copy=BODY_THAT_ASKS if rows else BODY, content=content)]


def edit_for(
    message: Message, *, broadcast_id: int, name: str, sender: str, chosen: int | None
) -> Part:
    """Return the change that brings one person's message up to date."""
    item = message.items[0]
    is_album = message.is_album
    options = () if is_album else message.options
    rows = pack_buttons(option_buttons(broadcast_id, options, chosen))
    return Part(
        act=Act.EDIT_CAPTION if item.file_kind else Act.EDIT,
        copy=BODY_THAT_ASKS if rows else BODY,
        content=Content(args={"sender": sender}, rows=rows, html=_named(item.html, name)),
    )


def _named(html: str, name: str) -> str:
    shown = str(escape(name))
    return _TYPED_NAME.sub(lambda _: shown, html)
