"""Draws a pair's way with Pillow; imported only when a picture is wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.pairs.canvas import Canvas, Point
from bot.pairs.lettering import Style
from bot.pairs.picture import (
    STATE_WORDS,
    Way,
    WayUpdate,
    earlier_line,
    names_line,
    steps_line,
)
from bot.pairs.states import ProgressState

WIDTH, HEIGHT = 1080, 1350  # pixels; Telegram shows 4:5 whole on a phone
_MARGIN = 72
_PATH_X = 112
_TEXT_X = 188
_RIGHT = WIDTH - _MARGIN

# Its own light ground, so that a dark chat changes nothing; ink on ground is 13:1.
_GROUND = "#FBF7EF"
_INK = "#1D2B3A"
_QUIET = "#51606E"
_LINE = "#B9B3A6"
# After Okabe and Ito, whom colour-blind eyes can tell apart; shape and word say the same.
_COLOURS = {
    ProgressState.MOVING: "#0072B2",
    ProgressState.SLOW: "#E69F00",
    ProgressState.STUCK: "#D55E00",
    ProgressState.DONE: "#007A5A",
}

_NAMES = Style(size=56, bold=True)
_TITLE = Style(size=38)
_HEAD = Style(size=36, bold=True)
_BODY = Style(size=34)
_LEADING = {_NAMES: 70, _TITLE: 50, _BODY: 44}
_LINE_HEIGHT = 68  # of a row with one line
_GAPS = (10, 26)  # the least and the most between two rows


@dataclass(frozen=True, kw_only=True)
class _Block:
    """Something with a height, drawn from its top; on the path it may lie in the future."""

    height: int
    paint: Callable[[Canvas, int], None]
    coming: bool = False


def draw_way(way: Way) -> bytes:
    """Return the picture as a PNG, as high as its content needs, at most `HEIGHT` pixels.

    Slow (about 0.2 s): never call it inside a transaction.
    """
    header, footer = _header(way), _footer(way)
    around = 2 * _MARGIN + header.height + footer.height
    rows = _rows(way, HEIGHT - around)
    gap = min(_GAPS[1], max(0, HEIGHT - around - _total(rows)) // len(rows))
    height = around + _total(rows) + gap * len(rows)
    canvas = Canvas(width=WIDTH, height=height, ground=_GROUND)
    header.paint(canvas, _MARGIN)
    _paint_path(canvas, rows, top=_MARGIN + header.height, gap=gap)
    footer.paint(canvas, height - _MARGIN - footer.height)
    return canvas.png()


def _header(way: Way) -> _Block:
    width = WIDTH - 2 * _MARGIN
    names = _NAMES.wrap(names_line([_name(name) for name in way.names]), width, lines=2)
    title = _TITLE.wrap(way.title, width, lines=3)

    def paint(canvas: Canvas, top: int) -> None:
        top = _lines(canvas, (_MARGIN, top), names, _NAMES, _INK)
        _lines(canvas, (_MARGIN, top + 10), title, _TITLE, _QUIET)

    return _Block(height=_height(names, _NAMES) + _height(title, _TITLE) + 50, paint=paint)


def _name(name: str) -> str:
    """Cut a name so that it and the "and" after it take one line at most."""
    width = WIDTH - 2 * _MARGIN - round(_NAMES.width(" and"))
    return " ".join(_NAMES.wrap(name, width, lines=1)) or "…"


def _footer(way: Way) -> _Block:
    words = steps_line(way)

    def paint(canvas: Canvas, top: int) -> None:
        if words:
            canvas.line([(_MARGIN, top + 16), (_RIGHT, top + 16)], _LINE, width=2)
            canvas.write((_MARGIN, top + 42), words, _HEAD, _INK)

    return _Block(height=88 if words else 0, paint=paint)


def _rows(way: Way, room: int) -> list[_Block]:
    """Put workshops, today and updates in order of days; the oldest updates give way."""
    updates = sorted(way.updates, key=lambda update: update.day)
    for hidden in range(len(updates)):
        rows = _merged(way, updates, hidden)
        if _total(rows) + _GAPS[0] * len(rows) <= room:
            return rows
    return _merged(way, updates, len(updates))


def _merged(way: Way, updates: Sequence[WayUpdate], hidden: int) -> list[_Block]:
    """Leave out the first `hidden` updates, and the workshops up to then if there are several."""
    until = updates[hidden - 1].day if hidden else date.min
    gone = [number for number, day in sorted(way.workshops) if day <= until]
    gone = gone if len(gone) > 1 else []
    dated = [
        (day, 0, _workshop(number, day, way.today))
        for number, day in way.workshops
        if number not in gone
    ]
    if hidden:
        workshops = f"Workshops {gone[0]} to {gone[-1]}, " if gone else ""
        dated.append((until, 1, _quiet(f"{workshops}and {earlier_line(hidden)}")))
    dated += [(update.day, 2, _update(update)) for update in updates[hidden:]]
    if not updates:
        dated.append((way.today, 3, _quiet("No updates yet")))
    dated.append((way.today, 4, _today(way.today)))
    return [row for _, _, row in sorted(dated, key=lambda item: item[:2])]


def _workshop(number: int, day: date, today: date) -> _Block:
    coming = day > today

    def paint(canvas: Canvas, top: int) -> None:
        middle = (_PATH_X, top + 34)
        canvas.disc(middle, 31, fill=_GROUND if coming else _INK, rim=_INK)
        canvas.write(middle, str(number), _HEAD, _INK if coming else _GROUND, anchor="mm")
        _headline(canvas, top, f"Workshop {number}", day)

    return _Block(height=_LINE_HEIGHT, paint=paint, coming=coming)


def _update(update: WayUpdate) -> _Block:
    lines = _BODY.wrap(update.text, _RIGHT - _TEXT_X, lines=2)

    def paint(canvas: Canvas, top: int) -> None:
        _MARKS[update.state](canvas, (_PATH_X, top + 34))
        _headline(canvas, top, STATE_WORDS[update.state], update.day)
        _lines(canvas, (_TEXT_X, top + 60), lines, _BODY, _INK)

    return _Block(height=_LINE_HEIGHT + _height(lines, _BODY), paint=paint)


def _today(today: date) -> _Block:
    words = f"Today, {_short(today)}"

    def paint(canvas: Canvas, top: int) -> None:
        end = (_TEXT_X + round(_HEAD.width(words)) + 34, top + 66)
        canvas.pill((_PATH_X - 40, top + 2), end, _INK, radius=32)
        down = [(_PATH_X - 14, top + 24), (_PATH_X + 14, top + 24), (_PATH_X, top + 48)]
        canvas.polygon(down, _GROUND)
        canvas.write((_TEXT_X, top + 13), words, _HEAD, _GROUND)

    return _Block(height=_LINE_HEIGHT, paint=paint)


def _quiet(words: str) -> _Block:
    def paint(canvas: Canvas, top: int) -> None:
        canvas.disc((_PATH_X, top + 34), 10, fill=_QUIET, rim=_QUIET)
        canvas.write((_TEXT_X, top + 14), words, _BODY, _QUIET)

    return _Block(height=_LINE_HEIGHT, paint=paint)


def _paint_path(canvas: Canvas, rows: Sequence[_Block], *, top: int, gap: int) -> None:
    tops = [top + _total(rows[:index]) + gap * index for index in range(len(rows))]
    for above, below, row in zip(tops, tops[1:], rows[1:], strict=False):
        start, end = above + 34, below + 34
        if row.coming:
            for y in range(start, end, 16):
                canvas.line([(_PATH_X, y), (_PATH_X, y + 8)], _QUIET, width=5)
        else:
            canvas.line([(_PATH_X, start), (_PATH_X, end)], _QUIET, width=6)
    for row, row_top in zip(rows, tops, strict=True):
        row.paint(canvas, row_top)


def _moving(canvas: Canvas, middle: Point) -> None:
    """Draw an arrowhead."""
    x, y = middle
    points = [(x - 22, y - 31), (x + 33, y), (x - 22, y + 31)]
    canvas.polygon(points, _COLOURS[ProgressState.MOVING])


def _slow(canvas: Canvas, middle: Point) -> None:
    """Draw an hourglass."""
    x, y = middle
    glass = [(x - 27, y - 30), (x + 27, y - 30), (x - 27, y + 30), (x + 27, y + 30)]
    canvas.polygon(glass, _COLOURS[ProgressState.SLOW])


def _stuck(canvas: Canvas, middle: Point) -> None:
    """Draw a block with a bar across it."""
    x, y = middle
    canvas.pill((x - 29, y - 29), (x + 29, y + 29), _COLOURS[ProgressState.STUCK], radius=6)
    canvas.line([(x - 15, y), (x + 15, y)], _GROUND, width=9)


def _done(canvas: Canvas, middle: Point) -> None:
    """Draw a tick on a disc."""
    x, y = middle
    colour = _COLOURS[ProgressState.DONE]
    canvas.disc(middle, 31, fill=colour, rim=colour)
    canvas.line([(x - 14, y), (x - 4, y + 11), (x + 15, y - 11)], _GROUND, width=8)


_MARKS = {
    ProgressState.MOVING: _moving,
    ProgressState.SLOW: _slow,
    ProgressState.STUCK: _stuck,
    ProgressState.DONE: _done,
}


def _headline(canvas: Canvas, top: int, words: str, day: date) -> None:
    canvas.write((_TEXT_X, top + 13), words, _HEAD, _INK)
    canvas.write((_RIGHT, top + 14), _short(day), _BODY, _QUIET, anchor="ra")


def _lines(canvas: Canvas, at: Point, lines: Sequence[str], style: Style, colour: str) -> int:
    """Write lines below each other and return where the next would stand."""
    x, y = at
    for line in lines:
        canvas.write((x, y), line, style, colour)
        y += _LEADING[style]
    return y


def _height(lines: Sequence[str], style: Style) -> int:
    return _LEADING[style] * len(lines)


def _total(rows: Sequence[_Block]) -> int:
    return sum(row.height for row in rows)


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"
