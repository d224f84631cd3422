"""A canvas whose lines come out smooth: all is drawn twice as large and shrunk at the end."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.pairs.lettering import Style

_FINE = 2
Point = tuple[int, int]


class Canvas:
    """Draws on a plain ground; every measure is in pixels of the finished picture."""

    def __init__(self, *, width: int, height: int, ground: str) -> None:
        self._size = (width, height)
        self._image = Image.new("RGB", (width * _FINE, height * _FINE), ground)
        self._brush = ImageDraw.Draw(self._image)

    def png(self) -> bytes:
        """Return the finished picture."""
        out = BytesIO()
        self._image.resize(self._size, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
        return out.getvalue()

    def write(self, at: Point, text: str, style: Style, colour: str, *, anchor: str = "la") -> None:
        """Write one line; `anchor` is Pillow's: left-ascender, right-ascender, middle-middle."""
        large = Style(size=style.size * _FINE, bold=style.bold)
        self._brush.text(_fine(at), text, font=large.font, fill=colour, anchor=anchor)

    def disc(self, middle: Point, radius: int, *, fill: str, rim: str) -> None:
        """Draw a filled circle with a rim inside its radius."""
        (x, y), r = _fine(middle), radius * _FINE
        self._brush.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=rim, width=5 * _FINE)

    def pill(self, start: Point, end: Point, colour: str, *, radius: int) -> None:
        """Draw a filled box with round corners."""
        self._brush.rounded_rectangle((_fine(start), _fine(end)), radius * _FINE, fill=colour)

    def polygon(self, points: list[Point], colour: str) -> None:
        """Draw a filled shape."""
        self._brush.polygon([_fine(point) for point in points], fill=colour)

    def line(self, points: list[Point], colour: str, *, width: int) -> None:
        """Draw a line through the points."""
        fine = [_fine(point) for point in points]
        self._brush.line(fine, fill=colour, width=width * _FINE, joint="curve")


def _fine(point: Point) -> Point:
    return point[0] * _FINE, point[1] * _FINE
