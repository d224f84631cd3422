"""Formatted text written as HTML again, for the page of phones and for tests to read."""

from html import escape

from bot.rehearsal.standin.formatting import Entity, EntityType, Formatted, utf16_length

_TAGS = {
    EntityType.BOLD: "b",
    EntityType.ITALIC: "i",
    EntityType.UNDERLINE: "u",
    EntityType.STRIKETHROUGH: "s",
    EntityType.SPOILER: "tg-spoiler",
    EntityType.CODE: "code",
    EntityType.BLOCKQUOTE: "blockquote",
}


def to_html(formatted: Formatted) -> str:
    """Return HTML that `parse_html` reads back; detected links and commands stay plain text."""
    waiting = [(e, tags) for e in formatted.entities if (tags := _tags(e))]
    pieces: list[str] = []
    open_: list[tuple[Entity, str]] = []
    place = 0
    for character in formatted.text:
        while open_ and open_[-1][0].end <= place:
            pieces.append(open_.pop()[1])
        while waiting and waiting[0][0].offset <= place:
            entity, (opening, closing) = waiting.pop(0)
            pieces.append(opening)
            open_.append((entity, closing))
        pieces.append(escape(character, quote=False))
        place += utf16_length(character)
    pieces.extend(closing for _, closing in reversed(open_))
    return "".join(pieces)


def _tags(entity: Entity) -> tuple[str, str] | None:
    """Return the opening and closing tag, or None for what is plain in HTML."""
    if name := _TAGS.get(entity.type):
        return f"<{name}>", f"</{name}>"
    match entity.type:
        case EntityType.EXPANDABLE_BLOCKQUOTE:
            tags = ("<blockquote expandable>", "</blockquote>")
        case EntityType.PRE if entity.language:
            language = escape(entity.language)
            tags = (f'<pre><code class="language-{language}">', "</code></pre>")
        case EntityType.TEXT_LINK:
            tags = (f'<a href="{escape(entity.url or "")}">', "</a>")
        case EntityType.TEXT_MENTION:
            tags = (f'<a href="tg://user?id={entity.user_id}">', "</a>")
        case EntityType.CUSTOM_EMOJI:
            tags = (f'<tg-emoji emoji-id="{entity.custom_emoji_id}">', "</tg-emoji>")
        case EntityType.PRE:
            tags = ("<pre>", "</pre>")
        case _:
            return None
    return tags
