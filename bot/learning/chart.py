"""Draws a cohort by weeks with Pillow; imported only when a picture is wanted."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from bot.learning.grid import A_WEEK, Asked, Cell, Going, Grid, Row
from bot.pairs.canvas import Canvas, Point
from bot.pairs.lettering import Style

WIDTH = 1080  # pixels
MOST_ROWS = 60
_MARGIN = 48
_GRID_X = 330
_RIGHT = WIDTH - _MARGIN
_ROW = 96
_TITLE_HEIGHT = 136
_HEAD_HEIGHT = 138
_LEGEND_ROW = 62
_WIDEST_WEEK = 96

# As in the picture of a pair's way: its own light ground, colours after Okabe and Ito, and
# each sign with a shape of its own, so that nothing hangs on colour.
_GROUND = "#FBF7EF"
_BAND = "#EFE6D2"
_INK = "#1D2B3A"
_QUIET = "#51606E"
_LINE = "#B9B3A6"
_BLUE = "#0072B2"
_GREEN = "#007A5A"
_RED = "#D55E00"

_TITLE = Style(size=50, bold=True)
_SUBTITLE = Style(size=34)
_LABEL = Style(size=36, bold=True)
_NAMES = Style(size=27)
_DAY = Style(size=27)
_DAY_NOW = Style(size=27, bold=True)
_NUMBER = Style(size=32, bold=True)
_LEGEND = Style(size=32)
_RADIUS = 18


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Where the weeks stand."""

    width: float

    def middle(self, week: int) -> int:
        return round(_GRID_X + self.width * (week + 0.5))

    def edges(self, week: int) -> tuple[int, int]:
        return round(_GRID_X + self.width * week) + 2, round(_GRID_X + self.width * (week + 1)) - 2


def draw_grid(grid: Grid) -> bytes:
    """Return the picture as a PNG, 1080 pixels wide and as high as its pairs need.

    Slow (some 0.3 s) and it loads Pillow: never call it inside a transaction.
    """
    rows = grid.rows[:MOST_ROWS]
    columns = _Columns(width=min(_WIDEST_WEEK, (_RIGHT - _GRID_X) / grid.weeks))
    top = _MARGIN + _TITLE_HEIGHT + _HEAD_HEIGHT
    bottom = top + _ROW * max(1, len(rows))
    legend = _legend()
    height = bottom + 40 + _LEGEND_ROW * math.ceil(len(legend) / 2) + _MARGIN
    canvas = Canvas(width=WIDTH, height=height, ground=_GROUND)
    _title(canvas, grid)
    _head(canvas, grid, columns, top=top, bottom=bottom)
    for number, row in enumerate(rows):
        _row(canvas, row, columns, top=top + _ROW * number, until=grid.this_week)
    canvas.line([(_MARGIN, bottom), (_RIGHT, bottom)], _LINE, width=2)
    _paint_legend(canvas, legend, top=bottom + 40)
    return canvas.png()


def _title(canvas: Canvas, grid: Grid) -> None:
    width = _RIGHT - _MARGIN
    title = _TITLE.wrap(grid.title, width, lines=1)
    canvas.write((_MARGIN, _MARGIN), title[0] if title else "", _TITLE, _INK)
    first, last = grid.monday, grid.until
    words = f"{first.day} {first:%B} to {last.day} {last:%B %Y}, week by week"
    canvas.write((_MARGIN, _MARGIN + 68), words, _SUBTITLE, _QUIET)


def _head(canvas: Canvas, grid: Grid, columns: _Columns, *, top: int, bottom: int) -> None:
    """Draw the bands of the workshops, their numbers, and the Mondays."""
    for number, week in grid.workshops:
        left, right = columns.edges(week)
        canvas.pill((left, top - _HEAD_HEIGHT + 4), (right, bottom - 2), _BAND, radius=10)
        middle = (columns.middle(week), top - _HEAD_HEIGHT + 36)
        canvas.disc(middle, 24, fill=_INK, rim=_INK)
        canvas.write(middle, str(number), _NUMBER, _GROUND, anchor="mm")
    canvas.write((_MARGIN, top - 34), "Week of", _DAY, _QUIET, anchor="ls")
    month = 0
    for week in range(grid.weeks):
        monday = grid.monday + A_WEEK * week
        now = week == grid.this_week
        if now:
            left, right = columns.edges(week)
            canvas.pill((left, top - 44), (right, top - 8), _INK, radius=10)
        at = (columns.middle(week), top - 26)
        colour, style = (_GROUND, _DAY_NOW) if now else (_INK, _DAY)
        canvas.write(at, str(monday.day), style, colour, anchor="mm")
        if monday.month != month:
            month = monday.month
            left, _ = columns.edges(week)
            canvas.write((left, top - 50), f"{monday:%b}", _DAY, _QUIET, anchor="ls")


def _row(canvas: Canvas, row: Row, columns: _Columns, *, top: int, until: int | None) -> None:
    canvas.line([(_MARGIN, top), (_RIGHT, top)], _LINE, width=2)
    width = _GRID_X - _MARGIN - 12
    label = _LABEL.wrap(row.label, width, lines=1)
    names = _NAMES.wrap(row.names, width, lines=1)
    canvas.write((_MARGIN, top + 10), label[0] if label else "", _LABEL, _INK)
    canvas.write((_MARGIN, top + 56), names[0] if names else "", _NAMES, _QUIET)
    shown = row.cells if until is None else row.cells[: until + 1]  # of what is to come, nothing
    for week, cell in enumerate(shown):
        _paint_cell(canvas, cell, (columns.middle(week), top))


def _paint_cell(canvas: Canvas, cell: Cell, at: Point) -> None:
    x, top = at
    _ASKED[cell.asked](canvas, (x, top + 28))
    if cell.going is not Going.NOTHING:
        _GOING[cell.going](canvas, (x, top + 70))


def _nothing(canvas: Canvas, middle: Point) -> None:
    canvas.disc(middle, 4, fill=_LINE, rim=_LINE)


def _prompted(canvas: Canvas, middle: Point) -> None:
    """Draw an empty ring."""
    canvas.disc(middle, _RADIUS, fill=_GROUND, rim=_BLUE)


def _one(canvas: Canvas, middle: Point) -> None:
    """Draw a ring whose left half is full."""
    canvas.disc(middle, _RADIUS, fill=_GROUND, rim=_BLUE)
    x, y = middle
    angles = [math.pi / 2 + math.pi * step / 16 for step in range(17)]
    half = [
        (round(x + (_RADIUS - 1) * math.cos(a)), round(y + (_RADIUS - 1) * math.sin(a)))
        for a in angles
    ]
    canvas.polygon(half, _BLUE)


def _both(canvas: Canvas, middle: Point) -> None:
    """Draw a full disc."""
    canvas.disc(middle, _RADIUS, fill=_BLUE, rim=_BLUE)


def _progress(canvas: Canvas, middle: Point) -> None:
    """Draw an arrowhead."""
    x, y = middle
    canvas.polygon([(x - 12, y - 17), (x + 18, y), (x - 12, y + 17)], _GREEN)


def _stuck(canvas: Canvas, middle: Point) -> None:
    """Draw a block with a bar across it."""
    x, y = middle
    canvas.pill((x - 17, y - 17), (x + 17, y + 17), _RED, radius=4)
    canvas.line([(x - 10, y), (x + 10, y)], _GROUND, width=6)


def _workshop(canvas: Canvas, middle: Point) -> None:
    canvas.disc(middle, 24, fill=_INK, rim=_INK)
    canvas.write(middle, "1", _NUMBER, _GROUND, anchor="mm")


def _this_week(canvas: Canvas, middle: Point) -> None:
    x, y = middle
    canvas.pill((x - 24, y - 18), (x + 24, y + 18), _INK, radius=10)


Mark = Callable[[Canvas, Point], None]
_ASKED: dict[Asked, Mark] = {
    Asked.NOTHING: _nothing,
    Asked.PROMPTED: _prompted,
    Asked.ONE: _one,
    Asked.BOTH: _both,
}
_GOING: dict[Going, Mark] = {Going.PROGRESS: _progress, Going.STUCK: _stuck}


def _legend() -> list[tuple[Mark, str]]:
    return [
        (_prompted, "Prompt sent, no answer yet"),
        (_progress, "Told their progress"),
        (_one, "One of the two answered"),
        (_stuck, "Said they are stuck"),
        (_both, "Both answered"),
        (_workshop, "Workshop"),
        (_nothing, "Nothing was sent"),
        (_this_week, "This week"),
    ]


def _paint_legend(canvas: Canvas, legend: list[tuple[Mark, str]], *, top: int) -> None:
    half = (_RIGHT - _MARGIN) // 2 + 30
    for number, (mark, words) in enumerate(legend):
        left = _MARGIN + half * (number % 2)
        middle = (left + 26, top + _LEGEND_ROW * (number // 2) + 24)
        mark(canvas, middle)
        canvas.write((left + 66, middle[1]), words, _LEGEND, _INK, anchor="lm")
