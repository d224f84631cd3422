"""Text in pictures: our font, wrapping, and what the font cannot draw."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

from PIL import ImageFont

_ELLIPSIS = "…"


@cache
def _file(name: str) -> bytes:
    return resources.files("bot.pairs").joinpath("fonts", name).read_bytes()


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    # DejaVu comes with us: Pillow's own font has no é, and machines differ in what they have.
    data = _file("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return ImageFont.truetype(BytesIO(data), size)


@cache
def _drawable(sign: str) -> bool:
    if sign.isspace():
        return True
    if unicodedata.category(sign).startswith("C"):
        return False
    font = _font(32, bold=False)
    return bytes(font.getmask(sign)) != bytes(font.getmask("\uffff"))


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a text is set; the size is in pixels."""

    size: int
    bold: bool = False

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The font to draw it with."""
        return _font(self.size, bold=self.bold)

    def width(self, text: str) -> float:
        """Return how many pixels the text takes."""
        return self.font.getlength(text)

    def wrap(self, text: str, width: int, *, lines: int) -> list[str]:
        """Break text into at most `lines` lines of `width` pixels, the last cut with "…"."""
        words = plain(text).split()
        wrapped: list[str] = []
        while words and len(wrapped) < lines:
            line, words = self._line(words, width)
            wrapped.append(line)
        if words:
            wrapped[-1] = self._cut(f"{wrapped[-1]} {words[0]}", width)
        return wrapped

    def _line(self, words: list[str], width: int) -> tuple[str, list[str]]:
        """Fill one line; a word longer than the line is broken."""
        taken = 1
        while taken < len(words) and self.width(" ".join(words[: taken + 1])) <= width:
            taken += 1
        line = " ".join(words[:taken])
        if self.width(line) <= width:
            return line, words[taken:]
        fits = max(1, sum(self.width(line[:end]) <= width for end in range(1, len(line) + 1)))
        return line[:fits], [line[fits:], *words[1:]]

    def _cut(self, text: str, width: int) -> str:
        while text and self.width(text + _ELLIPSIS) > width:
            text = text[:-1]
        return text.rstrip() + _ELLIPSIS


def plain(text: str) -> str:
    """Return the text without the signs that our font cannot draw (most emoji)."""
    kept = "".join(sign for sign in unicodedata.normalize("NFC", text) if _drawable(sign))
    return " ".join(kept.split())
