"""Where a conversation stands, as a row instead of memory.

A talk is a small frozen dataclass, kept by name on the person's `Chat`:

    class AskingName(Talk, name="joining-name"):
        invitation: int

Fields are plain JSON values. A talk of a build that is gone reads as no talk at all.
"""

import dataclasses
from typing import Any, ClassVar, cast

from bot.post.values import Value


class Talk(Value):
    """The base of every conversation state."""

    name: ClassVar[str]
    _known: ClassVar[dict[str, type["Talk"]]] = {}

    def __init_subclass__(cls, *, name: str) -> None:
        """Register the talk under its name."""
        super().__init_subclass__()
        cls.name = name
        if Talk._known.setdefault(name, cls).__qualname__ != cls.__qualname__:
            message = f"two talks share the name {name!r}"
            raise TypeError(message)

    def to_document(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"talk": self.name, **dataclasses.asdict(cast("Any", self))}


def talk_from(document: dict[str, Any] | None) -> Talk | None:
    """Return the talk that was stored, or None when there is none or it is unknown."""
    if document is None:
        return None
    values = dict(document)
    kind = Talk._known.get(values.pop("talk", ""))  # noqa: SLF001 - this module's own register
    try:
        return kind(**values) if kind else None
    except TypeError:
        return None
