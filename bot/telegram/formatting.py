"""A person's own formatting as Telegram's HTML, with everything else escaped.

The library's own `text_html` leaves quotes in the address of a link as they are.
"""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded with the first update
    from telegram import MessageEntity

# By the Bot API's names of `MessageEntity.type`.
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
STAYS_PLAIN = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number",
}  # fmt: skip
"""What Telegram finds by itself in what was typed."""


def to_html(text: str, entities: "Iterable[MessageEntity]") -> str:
    """Return HTML for a text and its entities, whose places count UTF-16 units.

    Entities nest; what Telegram finds by itself (links, mentions) stays plain, and so does a
    mention of somebody without a user name: it would show who is in whose contacts.
    """
    waiting = sorted(
        ((entity, tags) for entity in entities if (tags := _tags(entity))),
        key=lambda each: (each[0].offset, -each[0].length),
    )
    pieces: list[str] = []
    open_: list[tuple[int, str]] = []
    place = 0
    for character in text:
        while open_ and open_[-1][0] <= place:
            pieces.append(open_.pop()[1])
        while waiting and waiting[0][0].offset <= place:
            entity, (opening, closing) = waiting.pop(0)
            pieces.append(opening)
            open_.append((entity.offset + entity.length, closing))
        pieces.append(escape(character, quote=False))
        place += 2 if character > "\uffff" else 1
    pieces.extend(closing for _, closing in reversed(open_))
    return "".join(pieces)


def _tags(entity: "MessageEntity") -> tuple[str, str] | None:
    """Return the opening and closing tag, or None for what is plain in HTML."""
    if entity.type == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if entity.type == "text_link":
        return f'<a href="{escape(entity.url or "")}">', "</a>"
    if entity.type == "pre" and entity.language:
        return f'<pre><code class="language-{escape(entity.language)}">', "</code></pre>"
    name = _TAGS.get(entity.type)
    return (f"<{name}>", f"</{name}>") if name else None
