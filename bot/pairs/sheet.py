"""Tables as spreadsheets write them, and cells that are safe for one to open."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FORMULA = re.compile(r"[=+\-@\t\r]")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n?", re.IGNORECASE)
_SAVE_AS_UTF8 = 'In the spreadsheet choose "Save as" and the type "CSV UTF-8".'


class SheetError(Exception):
    """The bytes are no readable table: where, what is wrong, and what would be right."""

    def __init__(self, *, row: int, problem: str, instead: str) -> None:
        super().__init__(problem)
        self.row = row
        self.problem = problem
        self.instead = instead


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row, with its number as a spreadsheet shows it (the first is 1)."""

    number: int
    cells: tuple[str, ...]


def read_rows(data: bytes) -> list[SheetRow]:
    """Return the rows that hold anything, the headings among them.

    Takes UTF-8 with or without a byte order mark, commas or semicolons, cells in quote
    marks with line breaks inside, and Excel's first line `sep=;`, which has no row number.

    Raises:
        SheetError: it is in another encoding or its quote marks do not close.
    """
    text, separator = _without_separator_line(_decoded(data))
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = separator or (";" if first_line.count(";") > first_line.count(",") else ",")
    return list(_numbered(text, delimiter))


def csv_safe(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it as a formula when it opens the file."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        raise SheetError(row=1, problem="The file is not text in UTF-8.", instead=_SAVE_AS_UTF8)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        problem = "A letter here is not in UTF-8."
        raise SheetError(row=row, problem=problem, instead=_SAVE_AS_UTF8) from None


def _without_separator_line(text: str) -> tuple[str, str | None]:
    match = _SEPARATOR_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, None)


def _numbered(text: str, delimiter: str) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            return
        except csv.Error:
            raise SheetError(
                row=number,
                problem="The quote marks in this row do not pair up.",
                instead='Put one " before and one " after the text, and write "" for one inside.',
            ) from None
        if any(cells):
            yield SheetRow(number=number, cells=cells)
