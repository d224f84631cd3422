"""Tables as files that no spreadsheet runs anything from."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from bot.learning.exports import Sheet, Value
from bot.pairs.sheet import csv_safe

WIDEST = 40
"""Characters of a column in a workbook."""


def to_csv(sheet: Sheet) -> bytes:
    """Return one table as CSV in UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(sheet.headings)
    writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    if value is None:
        return ""
    return csv_safe(value) if isinstance(value, str) else str(value)


def to_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the tables as one XLSX workbook; what begins like a formula stays text."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.write_row(0, 0, sheet.headings, head)
            for number, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(number, column, value, day)
                    elif isinstance(value, int):
                        page.write_number(number, column, value)
                    elif value is not None:  # as text: `write` would make formulas and links
                        page.write_string(number, column, value)
            for column, heading in enumerate(sheet.headings):
                widths = [len(_plain(row[column])) for row in sheet.rows]
                page.set_column(column, column, min(WIDEST, max([len(heading), *widths]) + 2))
    return out.getvalue()
