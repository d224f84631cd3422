"""Formatted text as the Bot API counts it: plain text and entities in UTF-16 code units."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

_SPACES = " \n"
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")


class EntityType(StrEnum):
    """The kinds of entity, as the Bot API names them."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKETHROUGH = "strikethrough"
    SPOILER = "spoiler"
    CODE = "code"
    PRE = "pre"
    BLOCKQUOTE = "blockquote"
    EXPANDABLE_BLOCKQUOTE = "expandable_blockquote"
    TEXT_LINK = "text_link"
    TEXT_MENTION = "text_mention"
    CUSTOM_EMOJI = "custom_emoji"
    BOT_COMMAND = "bot_command"
    MENTION = "mention"
    URL = "url"
    EMAIL = "email"


# Outer first where two entities cover the same span.
_NESTING = (
    EntityType.BLOCKQUOTE,
    EntityType.EXPANDABLE_BLOCKQUOTE,
    EntityType.PRE,
    EntityType.CODE,
    EntityType.TEXT_LINK,
    EntityType.TEXT_MENTION,
    EntityType.BOT_COMMAND,
    EntityType.MENTION,
    EntityType.URL,
    EntityType.EMAIL,
    EntityType.BOLD,
    EntityType.ITALIC,
    EntityType.UNDERLINE,
    EntityType.STRIKETHROUGH,
    EntityType.SPOILER,
    EntityType.CUSTOM_EMOJI,
)


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A span of a text; `offset` and `length` are in UTF-16 code units."""

    type: EntityType
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """The first code unit after the span."""
        return self.offset + self.length

    def to_json(self) -> dict[str, object]:
        """Return the Bot API's MessageEntity object."""
        found: dict[str, object] = {
            "type": self.type.value,
            "offset": self.offset,
            "length": self.length,
        }
        for name in ("url", "language", "custom_emoji_id"):
            if (value := getattr(self, name)) is not None:
                found[name] = value
        if self.user_id is not None:
            found["user"] = {"id": self.user_id, "is_bot": False, "first_name": ""}
        return found


@dataclass(frozen=True, kw_only=True)
class Formatted:
    """A plain text with its entities, outer before inner."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, Telegram's measure."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, start: int, end: int) -> str:
    """Return the part of `text` between two UTF-16 offsets."""
    return text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le", "replace")


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities by place, longer ones first."""

    def place(entity: Entity) -> tuple[int, int, int]:
        return (entity.offset, -entity.length, _NESTING.index(entity.type))

    return tuple(sorted(entities, key=place))


def tidy(given: Formatted) -> Formatted:
    """Return `given` as Telegram stores it.

    Control characters become spaces, white space at both ends goes, and entities that hold only
    white space, repeat an outer one of their own kind, or sit inside code are dropped.
    """
    given = _without_returns(given)
    text = _CONTROL.sub(" ", given.text)
    text = text.rstrip(_SPACES)
    size = utf16_length(text)
    # Cut first: what is dropped depends on the spans that are left.
    cut = (replace(e, length=min(e.length, size - e.offset)) for e in given.entities)
    entities = _dropped(text, (e for e in cut if e.length > 0))
    return _without_leading_space(text, entities)


def _without_returns(given: Formatted) -> Formatted:
    """Drop carriage returns and move the entities along."""
    if "\r" not in given.text:
        return given

    def moved(place: int) -> int:
        return place - utf16_slice(given.text, 0, place).count("\r")

    entities = tuple(
        replace(e, offset=moved(e.offset), length=moved(e.end) - moved(e.offset))
        for e in given.entities
    )
    return Formatted(text=given.text.replace("\r", ""), entities=entities)


def _dropped(text: str, entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in in_order(entities):
        if not utf16_slice(text, entity.offset, entity.end).strip(_SPACES):
            continue
        around = [e for e in kept if e.offset <= entity.offset and entity.end <= e.end]
        code = (EntityType.CODE, EntityType.PRE)
        if any(e.type == entity.type or e.type in code for e in around):
            continue
        kept.append(entity)
    return kept


def _without_leading_space(text: str, entities: list[Entity]) -> Formatted:
    spaces = len(text) - len(text.lstrip(_SPACES))
    if entities:
        spaces = min(spaces, entities[0].offset)
    moved = tuple(replace(e, offset=e.offset - spaces) for e in entities)
    return Formatted(text=text[spaces:], entities=moved)
