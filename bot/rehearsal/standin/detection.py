"""What Telegram finds in plain text by itself: commands, mentions, addresses, e-mails."""

import re

from bot.rehearsal.standin.formatting import Entity, EntityType, Formatted, in_order, utf16_length

_PATTERNS = (
    (EntityType.BOT_COMMAND, re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?")),
    (EntityType.EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (EntityType.URL, re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?')\]]")),
    (EntityType.MENTION, re.compile(r"(?<![\w@.])@[A-Za-z]\w{2,31}\b")),
)


def with_detected(given: Formatted) -> Formatted:
    """Return `given` with what Telegram would find added, except where entities already are."""
    entities = list(given.entities)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(given.text):
            offset = utf16_length(given.text[: match.start()])
            found = Entity(type=kind, offset=offset, length=utf16_length(match.group()))
            if not any(_clash(found, other) for other in entities):
                entities.append(found)
    return Formatted(text=given.text, entities=in_order(entities))


_AROUND = (
    EntityType.BOLD,
    EntityType.ITALIC,
    EntityType.UNDERLINE,
    EntityType.STRIKETHROUGH,
    EntityType.SPOILER,
    EntityType.BLOCKQUOTE,
    EntityType.EXPANDABLE_BLOCKQUOTE,
)


def _clash(found: Entity, other: Entity) -> bool:
    overlap = found.offset < other.end and other.offset < found.end
    return overlap and other.type not in _AROUND
