"""The weeks that a picture of a cohort shows, and the picture."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.learning.bank_holidays import bank_holiday
from bot.learning.chart import MOST_ROWS, WIDTH, draw_grid
from bot.learning.grid import (
    MOST_WEEKS,
    Asked,
    Cell,
    Going,
    Grid,
    Row,
    grid_from,
    in_order,
    span_of,
)
from bot.settings import Nation

SIGNS = {
    Asked.BOTH: (0x00, 0x72, 0xB2),
    Going.PROGRESS: (0x00, 0x7A, 0x5A),
    Going.STUCK: (0xD5, 0x5E, 0x00),
}
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def a_grid(*rows: tuple[str, Cell], weeks: int = 10) -> Grid:
    return Grid(
        title="Oxford 2027",
        monday=date(2027, 2, 15),
        weeks=weeks,
        this_week=weeks - 1,
        workshops=((1, 0), (2, weeks - 1)),
        rows=tuple(
            Row(label=label, names="Asha & Tom", cells=(cell,) * weeks) for label, cell in rows
        ),
    )


@given(begins=DAYS, today=DAYS, workshops=st.lists(DAYS, max_size=5))
def test_today_is_always_among_the_weeks(begins: date, today: date, workshops: list[date]) -> None:
    """And they are never more than a phone can show."""
    begins = min(begins, today)
    span = span_of(begins=begins, today=today, workshops=workshops)
    assert 1 <= span.weeks <= MOST_WEEKS
    assert span.monday.weekday() == 0
    week = span.week_of(today)
    assert week is not None
    assert span.monday + timedelta(weeks=week) <= today


def test_labels_are_in_the_order_people_expect() -> None:
    assert sorted(["10", "B", "2", "a", "Pair 10", "Pair 9"], key=in_order) == [
        "2", "10", "a", "B", "Pair 9", "Pair 10",
    ]  # fmt: skip


def test_what_goes_to_the_other_process_is_the_whole_grid() -> None:
    grid = a_grid(("A", Cell(asked=Asked.ONE, going=Going.STUCK)))
    assert grid_from(json.loads(json.dumps(grid.to_document()))) == grid


def _legend_free(grid: Grid) -> Image.Image:
    image = Image.open(BytesIO(draw_grid(grid))).convert("RGB")
    return image.crop((330, 322, WIDTH, 322 + 96 * len(grid.rows)))


@pytest.mark.parametrize(
    "cell",
    [Cell(asked=Asked.BOTH), Cell(going=Going.PROGRESS), Cell(going=Going.STUCK), Cell()],
)
def test_each_cell_shows_its_own_sign_and_no_other(cell: Cell) -> None:
    colours = {c for _, c in _legend_free(a_grid(("A", cell))).getcolors(1 << 20) or []}
    assert {sign for sign, colour in SIGNS.items() if colour in colours} == {
        each for each in (cell.asked, cell.going) if each in SIGNS
    }


def test_one_and_both_and_none_differ_without_colour() -> None:
    """Their shapes differ by how much of them is dark."""
    dark = []
    for asked in (Asked.PROMPTED, Asked.ONE, Asked.BOTH):
        grey = _legend_free(a_grid(("A", Cell(asked=asked)))).convert("L")
        dark.append(sum(grey.histogram()[:128]))
    assert dark[0] < dark[1] < dark[2]


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(st.tuples(st.text(max_size=60), st.text(max_size=80)), max_size=MOST_ROWS + 2),
    weeks=st.integers(1, MOST_WEEKS),
)
def test_any_cohort_can_be_drawn(rows: list[tuple[str, str]], weeks: int) -> None:
    """Telegram refuses a photo whose sides add up to more than 10,000 pixels."""
    grid = Grid(
        title=rows[0][0] if rows else "",
        monday=date(2027, 12, 20),
        weeks=weeks,
        this_week=None,
        workshops=(),
        rows=tuple(Row(label=a, names=b, cells=(Cell(),) * weeks) for a, b in rows),
    )
    image = Image.open(BytesIO(draw_grid(grid)))
    assert image.width == WIDTH
    assert image.width + image.height < 10_000


@pytest.mark.parametrize(
    ("day", "nation", "name"),
    [
        (date(2027, 3, 26), Nation.ENGLAND, "Good Friday"),
        (date(2027, 3, 26), None, "Good Friday"),
        (date(2027, 3, 29), Nation.WALES, "Easter Monday"),
        (date(2027, 3, 29), Nation.SCOTLAND, None),
        (date(2027, 3, 29), None, None),
        (date(2027, 11, 30), Nation.SCOTLAND, "Saint Andrew's Day"),
        (date(2027, 7, 12), Nation.NORTHERN_IRELAND, "Battle of the Boyne"),
        (date(2027, 3, 25), Nation.ENGLAND, None),
    ],
)
def test_bank_holidays_differ_between_the_nations(
    day: date, nation: Nation | None, name: str | None
) -> None:
    assert bank_holiday(day, nation) == name
