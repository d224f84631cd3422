"""Reads the codes back that are drawn on invitation cards."""

import io
import re
import struct

from PIL import Image

_PICTURE = re.compile(
    rb"/CCITTFaxDecode\s.*?/Length (\d+)\s.*?/Width (\d+)\s.*?stream\r?\n", re.DOTALL
)
Squares = tuple[tuple[bool, ...], ...]
"""A code row by row: whether each square is dark."""


def codes_in(pdf: bytes, *, scale: int = 6, border: int = 2) -> list[Squares]:
    """Return the codes of a PDF in their order; a square is `scale` dots wide."""
    found = []
    for match in _PICTURE.finditer(pdf):
        length, width = int(match[1]), int(match[2])
        picture = _opened(pdf[match.end() : match.end() + length], width)
        dots = range(border * scale + scale // 2, width - border * scale, scale)
        found.append(tuple(tuple(picture.getpixel((x, y)) == 0 for x in dots) for y in dots))
    return found


def _opened(fax: bytes, width: int) -> Image.Image:
    """Return a square picture that is packed as fax machines do (CCITT group 4)."""
    short, long = 3, 4  # the types of a TIFF's fields
    fields = [
        (256, long, width), (257, long, width), (258, short, 1), (259, short, 4), (262, short, 1),
        (273, long, 8), (278, long, width), (279, long, len(fax)),
    ]  # fmt: skip
    head = struct.pack("<2sHI", b"II", 42, 8 + len(fax))
    table = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in fields)
    tiff = head + fax + struct.pack("<H", len(fields)) + table + struct.pack("<I", 0)
    return Image.open(io.BytesIO(tiff))
