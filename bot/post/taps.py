"""What a button means, packed into the 64 bytes Telegram gives it.

A tap is a small frozen dataclass. Each capability declares its own:

    class PutOff(Tap, code="later"):
        due: int

Fields may be `int`, `bool`, a `StrEnum`, or `Slug` (at most 24 characters of
`[a-z0-9_-]`). The longest text each tap can become is worked out when the class is made,
so a tap that could pass 64 bytes never starts. The limit of 64 bytes is that of
`InlineKeyboardButton.callback_data` in the Bot API.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, NewType, Self

from bot.post.values import Value, fields_of

LIMIT = 64
Slug = NewType("Slug", str)
SLUG_LENGTH = 24
INT_LENGTH = 14  # a signed 64-bit number in base 36
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SLUG = re.compile(r"[a-z0-9_-]{0,24}")


class TapError(ValueError):
    """A text that is no tap of ours: an old build's button, or a forged one."""


class Tap(Value):
    """The base of every tap."""

    code: ClassVar[str]
    _known: ClassVar[dict[str, type["Tap"]]] = {}

    def __init_subclass__(cls, *, code: str) -> None:
        """Register the tap and prove that it always fits."""
        super().__init_subclass__()
        cls.code = code
        longest = len(code) + sum(1 + _longest(kind) for kind in _fields(cls).values())
        if longest > LIMIT:
            message = f"{cls.__name__} may need {longest} bytes; a button holds {LIMIT}"
            raise TypeError(message)
        if Tap._known.setdefault(code, cls).__qualname__ != cls.__qualname__:
            message = f"two taps share the code {code!r}"
            raise TypeError(message)

    def pack(self) -> str:
        """Return the callback_data, at most 64 ASCII bytes."""
        parts = [_pack(getattr(self, field.name)) for field in self._fields]
        return ":".join([self.code, *parts])

    @classmethod
    def unpack(cls, data: str) -> Self:
        """Return the tap that `data` says; raises `TapError` when it says none."""
        code, *parts = data.split(":")
        kind = Tap._known.get(code)
        if kind is None or not issubclass(kind, cls):
            raise TapError(code[:8])
        fields = _fields(kind)
        if len(parts) != len(fields):
            raise TapError(code)
        try:
            values = {
                name: _unpack(part, wanted)
                for part, (name, wanted) in zip(parts, fields.items(), strict=True)
            }
        except ValueError as error:
            raise TapError(code) from error
        return kind(**values)


def _fields(kind: type[Tap]) -> dict[str, Any]:
    return {field.name: field.type for field in fields_of(kind)}


def _longest(kind: Any) -> int:
    if kind is bool:
        return 1
    if kind is int:
        return INT_LENGTH
    if kind is Slug:
        return SLUG_LENGTH
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if any(":" in member.value for member in kind):
            raise TypeError(f"a tap cannot hold {kind.__name__}: a colon parts its fields")
        return max(len(member.value.encode()) for member in kind)
    message = f"a tap cannot hold {kind!r}"
    raise TypeError(message)


def _pack(value: object) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, int):
        return _base36(int(value))
    text = str(value)
    if not _SLUG.fullmatch(text):
        message = f"{text!r} is no slug"
        raise ValueError(message)
    return text


def _unpack(part: str, kind: Any) -> object:
    if kind is bool:
        return bool(int(part, 36))
    if kind is int:
        return int(part, 36)
    if kind is Slug:
        if not _SLUG.fullmatch(part):
            raise ValueError(part)
        return part
    return kind(part)


@lru_cache(maxsize=64)
def _base36(number: int) -> str:
    """Return a number as text; the buttons of one message mostly name the same one."""
    digits = ""
    rest = abs(number)
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return ("-" if number < 0 else "") + (digits or "0")
