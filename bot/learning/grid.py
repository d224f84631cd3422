"""What became of each pair's weeks: what the picture of a cohort shows. No I/O."""

import re
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

KIND = "grid"
"""What the document of a picture says that it is."""
MOST_WEEKS = 14
"""Columns that a phone can show; older weeks give way."""
AHEAD = timedelta(weeks=6)
"""The next workshop is shown when it is no further away."""
A_WEEK = timedelta(weeks=1)
_NUMBERS = re.compile(r"(\d+)")


class Asked(StrEnum):
    """What became of a week's prompts."""

    NOTHING = "nothing"
    PROMPTED = "prompted"
    ONE = "one"
    """One of the two has answered."""
    BOTH = "both"


class Going(StrEnum):
    """What was said of the shared challenge in a week."""

    NOTHING = "nothing"
    PROGRESS = "progress"
    STUCK = "stuck"
    """The last thing that was said."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One week of one pair: whether, and never what."""

    asked: Asked = Asked.NOTHING
    going: Going = Going.NOTHING


@dataclass(frozen=True, kw_only=True)
class Row:
    """One pair: what the facilitator's file calls it, who is in it, and a cell for each week."""

    label: str
    names: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A cohort by weeks; workshops are (number, week from 0), rows in the order of labels."""

    title: str
    monday: date
    """The first day of the first week."""
    weeks: int
    this_week: int | None
    workshops: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]

    @property
    def until(self) -> date:
        """The last day that is shown."""
        return self.monday + A_WEEK * self.weeks - timedelta(days=1)

    def to_document(self) -> dict[str, Any]:
        """Return the JSON object that an outbox row holds."""
        return {**asdict(self), "kind": KIND, "monday": self.monday.isoformat()}


def grid_from(document: dict[str, Any]) -> Grid:
    """Return the grid that `to_document` gave."""
    rows = tuple(
        Row(
            label=row["label"],
            names=row["names"],
            cells=tuple(
                Cell(asked=Asked(cell["asked"]), going=Going(cell["going"]))
                for cell in row["cells"]
            ),
        )
        for row in document["rows"]
    )
    return Grid(
        title=document["title"],
        monday=date.fromisoformat(document["monday"]),
        weeks=document["weeks"],
        this_week=document["this_week"],
        workshops=tuple((number, week) for number, week in document["workshops"]),
        rows=rows,
    )


@dataclass(frozen=True, kw_only=True)
class Span:
    """The weeks that are shown."""

    monday: date
    weeks: int

    def week_of(self, day: date) -> int | None:
        """Return the column that a day falls in, from 0; None outside."""
        week = (day - self.monday).days // 7
        return week if 0 <= week < self.weeks else None


def span_of(*, begins: date, today: date, workshops: list[date]) -> Span:
    """Return the weeks from the beginning to today or to a workshop that is near.

    Where they are too many for a phone, the first ones are left out.
    """
    near = [day for day in workshops if today < day <= today + AHEAD]
    last = _monday(min(near, default=today))
    first = min(_monday(begins), last)
    weeks = (last - first).days // 7 + 1
    if weeks > MOST_WEEKS:
        first, weeks = last - A_WEEK * (MOST_WEEKS - 1), MOST_WEEKS
    return Span(monday=first, weeks=weeks)


def asked_in(prompted: bool, answered: int) -> Asked:  # noqa: FBT001 - reads as one sentence
    """Return what became of a week's prompts, given how many of the two have answered."""
    if answered:
        return Asked.ONE if answered == 1 else Asked.BOTH
    return Asked.PROMPTED if prompted else Asked.NOTHING


def in_order(label: str) -> list[tuple[int, str]]:
    """Return a key that sorts labels as people do: 2 before 10."""
    parts = _NUMBERS.split(label.casefold())
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
