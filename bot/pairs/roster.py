"""The file a facilitator imports: who is in which pair."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.pairs.sheet import SheetError, SheetRow, read_rows
from bot.people.model import Role
from bot.people.phrases import parse_name


class Column(StrEnum):
    """The columns that are read; others are ignored."""

    PAIR = "pair"
    NAME = "name"
    ROLE = "role"
    ORGANISATION = "organisation"
    CHALLENGE = "challenge"
    EMAIL = "email"


REQUIRED = (Column.PAIR, Column.NAME, Column.ROLE)
_LONGEST = {  # characters
    Column.PAIR: 40,
    Column.ORGANISATION: 120,
    Column.CHALLENGE: 1000,
    Column.EMAIL: 254,  # RFC 5321
}
_SPELLINGS = {"organization": Column.ORGANISATION, "email address": Column.EMAIL}
_EMAIL = re.compile(r"[^@\s<>,;\"]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}")
_GAPS = re.compile(r"\s+")
_HEADINGS = "pair,name,role,organisation,challenge,email"
_Cells = dict[Column, str]


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """One member, with the row number as a spreadsheet shows it."""

    row: int
    pair: str
    name: str
    role: Role
    organisation: str | None
    challenge: str | None
    email: str | None


@dataclass(frozen=True, kw_only=True)
class RosterFault:
    """What is wrong in one cell (or a whole row, without a column) and what would be right."""

    row: int
    column: Column | None
    problem: str
    instead: str


@dataclass(frozen=True, kw_only=True)
class Roster:
    """What a file says. With any fault there are no rows: such a file imports nothing."""

    rows: tuple[RosterRow, ...]
    faults: tuple[RosterFault, ...]


def read_roster(data: bytes) -> Roster:
    """Read a CSV file of pairs; every fault in it is listed at once, in the file's order."""
    try:
        rows = read_rows(data)
    except SheetError as error:
        return _refused(_fault(error.row, None, error.problem, error.instead))
    if not rows:
        return _refused(_fault(1, None, "The file is empty.", f"Begin with the row {_HEADINGS}"))
    headings, *records = rows
    places = [column_called(cell) for cell in headings.cells]
    if faults := list(_heading_faults(headings.number, places)):
        return _refused(*faults)
    if not records:
        problem = "There are headings but nobody below them."
        return _refused(_fault(headings.number, None, problem, "Add one row for each person."))
    return _read_records(records, places)


def _read_records(records: Sequence[SheetRow], places: list[Column | None]) -> Roster:
    read = [(record.number, _by_column(record, places)) for record in records]
    faults = [fault for record in records for fault in _overflow_faults(record, len(places))]
    for row, cells in read:
        faults += _cell_faults(row, cells)
    faults += _pair_faults(read)
    if faults:
        order = list(Column)
        faults.sort(
            key=lambda fault: (fault.row, order.index(fault.column) if fault.column else -1)
        )
        return _refused(*faults)
    return Roster(rows=tuple(_rows(read)), faults=())


def _refused(*faults: RosterFault) -> Roster:
    return Roster(rows=(), faults=faults)


def _fault(row: int, column: Column | None, problem: str, instead: str) -> RosterFault:
    return RosterFault(row=row, column=column, problem=problem, instead=instead)


def column_called(heading: str) -> Column | None:
    """Return the column that a heading means; None for one that is not read."""
    said = _tidy(heading).casefold().replace("-", "")
    if said in _SPELLINGS:
        return _SPELLINGS[said]
    return Column(said) if said in set(Column) else None


def _heading_faults(row: int, places: list[Column | None]) -> Iterator[RosterFault]:
    for column in Column:
        times = places.count(column)
        if times > 1:
            yield _fault(row, column, f"{times} columns are called {column}.", "Keep one of them.")
        if times == 0 and column in REQUIRED:
            instead = f"Add it; the headings are {_HEADINGS}"
            yield _fault(row, column, f"There is no column called {column}.", instead)


def _overflow_faults(record: SheetRow, width: int) -> Iterator[RosterFault]:
    if any(record.cells[width:]):
        instead = 'Put " before and after a text that has a comma or semicolon in it.'
        yield _fault(
            record.number, None, "This row has more cells than there are headings.", instead
        )


def _by_column(record: SheetRow, places: list[Column | None]) -> _Cells:
    cells = dict.fromkeys(Column, "")
    for column, cell in zip(places, record.cells, strict=False):  # short rows end in empty cells
        if column is not None:
            cells[column] = cell if column is Column.CHALLENGE else _tidy(cell)
    return cells


def _cell_faults(row: int, cells: _Cells) -> Iterator[RosterFault]:
    for column in REQUIRED:
        if not cells[column]:
            instead = (
                "Write lay or professional." if column is Column.ROLE else f"Write the {column}."
            )
            yield _fault(row, column, "This cell is empty.", instead)
    if cells[Column.ROLE] and _role(cells) is None:
        problem = f"“{_short(cells[Column.ROLE])}” is not a role."
        yield _fault(row, Column.ROLE, problem, "Write lay or professional.")
    if cells[Column.NAME] and parse_name(cells[Column.NAME]) is None:
        instead = "Write the name to be called by, of 1 to 40 characters."
        yield _fault(row, Column.NAME, "This name is too long or has no letters.", instead)
    if cells[Column.EMAIL] and not _EMAIL.fullmatch(cells[Column.EMAIL]):
        problem = f"“{_short(cells[Column.EMAIL])}” is not an e-mail address."
        yield _fault(
            row, Column.EMAIL, problem, "Write one like asha@example.org, or leave it empty."
        )
    for column, longest in _LONGEST.items():
        if len(cells[column]) > longest:
            problem = f"This has {len(cells[column])} characters."
            yield _fault(row, column, problem, f"Write at most {longest}.")


def _pair_faults(read: list[tuple[int, _Cells]]) -> Iterator[RosterFault]:
    """Every pair has one of each role and at most one challenge."""
    pairs: dict[str, list[tuple[int, _Cells]]] = {}
    for row, cells in read:
        if cells[Column.PAIR]:
            pairs.setdefault(cells[Column.PAIR].casefold(), []).append((row, cells))
    for members in pairs.values():
        yield from _role_faults(members)
        yield from _challenge_faults(members)


def _role_faults(members: list[tuple[int, _Cells]]) -> Iterator[RosterFault]:
    pair = members[0][1][Column.PAIR]
    first: dict[Role, tuple[int, _Cells]] = {}
    for row, cells in members:
        role = _role(cells)
        if role is None:
            return  # said already, and a missing partner may be this very row
        if role not in first:
            first[role] = (row, cells)
            continue
        earlier, same = first[role]
        if same[Column.NAME].casefold() == cells[Column.NAME].casefold():
            yield _fault(row, None, f"This repeats row {earlier}.", "Delete one of the two.")
        else:
            problem = f"Pair {pair} has a {role} member already, in row {earlier}."
            yield _fault(row, Column.ROLE, problem, f"Write {_other(role)}, or another pair.")
    if len(first) == 1:
        role, (row, _) = next(iter(first.items()))
        problem = f"Pair {pair} has no {_other(role)} member."
        yield _fault(row, Column.PAIR, problem, f"Add a row for the {_other(role)} member.")


def _challenge_faults(members: list[tuple[int, _Cells]]) -> Iterator[RosterFault]:
    said = [(row, _tidy(cells[Column.CHALLENGE])) for row, cells in members]
    said = [(row, challenge) for row, challenge in said if challenge]
    for row, challenge in said[1:]:
        if challenge != said[0][1]:
            problem = f"This challenge differs from the one in row {said[0][0]}."
            instead = "Write the same in both rows, or leave one empty."
            yield _fault(row, Column.CHALLENGE, problem, instead)


def _rows(read: list[tuple[int, _Cells]]) -> Iterator[RosterRow]:
    """Turn checked cells into rows; a pair is called as in its first row."""
    labels: dict[str, str] = {}
    for row, cells in read:
        role, name, pair = _role(cells), parse_name(cells[Column.NAME]), cells[Column.PAIR]
        if role is not None and name is not None:  # always, once there are no faults
            yield RosterRow(
                row=row,
                pair=labels.setdefault(pair.casefold(), pair),
                name=name,
                role=role,
                organisation=cells[Column.ORGANISATION] or None,
                challenge=cells[Column.CHALLENGE] or None,
                email=cells[Column.EMAIL] or None,
            )


def _role(cells: _Cells) -> Role | None:
    said = cells[Column.ROLE].casefold()
    return Role(said) if said in set(Role) else None


def _other(role: Role) -> Role:
    return Role.LAY if role is Role.PROFESSIONAL else Role.PROFESSIONAL


def _tidy(cell: str) -> str:
    return _GAPS.sub(" ", cell).strip()


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:39]}…"  # noqa: PLR2004 - fits a line
