"""The file of people as it should look: an example, or what was sent with what to change."""

import csv
import io
from collections.abc import Sequence

from bot.pairs.roster import Column, RosterFault, column_called
from bot.pairs.sheet import SheetError, SheetRow, csv_safe, read_rows

TO_CHANGE = "to change"
"""The heading of the last column, which the next reading ignores."""


def corrected(data: bytes, faults: Sequence[RosterFault]) -> list[list[str]]:
    """Return what was sent under the right headings, each row with what to change in it.

    Columns that we do not know keep their place at the end. Empty when the bytes are no table.
    """
    try:
        headings, *records = read_rows(data)
    except (SheetError, ValueError):
        return []
    places = [column_called(cell) for cell in headings.cells]
    others = [number for number, column in enumerate(places) if column is None]
    extra = [headings.cells[number] for number in others]
    table = [[*(column.value for column in Column), *extra, TO_CHANGE]]
    for record in records:
        known = [_cell(record, places, column) for column in Column]
        unknown = [_at(record, number) for number in others]
        table.append([*known, *unknown, _what(record, faults)])
    return table


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, safe to open."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([csv_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(record: SheetRow, places: Sequence[Column | None], column: Column) -> str:
    return _at(record, places.index(column)) if column in places else ""


def _at(record: SheetRow, number: int) -> str:
    return record.cells[number] if number < len(record.cells) else ""


def _what(record: SheetRow, faults: Sequence[RosterFault]) -> str:
    return " ".join(
        f"{fault.column + ': ' if fault.column else ''}{fault.problem} {fault.instead}"
        for fault in faults
        if fault.row == record.number
    )
