"""The file of pairs that a facilitator imports."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pairs.roster import Column, read_roster
from bot.pairs.sheet import csv_safe
from bot.people.model import Role

GOOD = (
    "pair,name,role,organisation,challenge,email\n"
    "1,Asha,lay,,Shorter waits,asha@example.org\n"
    "1,Tom,professional,Oxford Health,,\n"
)


def rows(text: str | bytes) -> list[tuple[object, ...]]:
    roster = read_roster(text if isinstance(text, bytes) else text.encode())
    assert roster.faults == ()
    return [
        (r.row, r.pair, r.name, r.role, r.organisation, r.challenge, r.email) for r in roster.rows
    ]


def faults(text: str | bytes) -> list[tuple[int, str | None, str]]:
    roster = read_roster(text if isinstance(text, bytes) else text.encode())
    assert roster.rows == ()
    assert all(fault.instead for fault in roster.faults)
    return [(fault.row, fault.column, fault.problem) for fault in roster.faults]


QUOTES = "The quote marks in this row do not pair up."
OTHER_ORDER = (
    "role;extra;name;pair;email;challenge;organisation\n"
    "lay;x;Asha;1;asha@example.org;Shorter waits;\n"
    "professional;;Tom;1;;;Oxford Health;;\n"
)
EXPECTED = [
    (2, "1", "Asha", Role.LAY, None, "Shorter waits", "asha@example.org"),
    (3, "1", "Tom", Role.PROFESSIONAL, "Oxford Health", None, None),
]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace(",", ";"),
        "sep=;\r\n" + GOOD.replace(",", ";"),
        "sep=,\n" + GOOD,
        GOOD + "\n,,,,,\n\n",
        GOOD.replace("pair,name,role", " Pair ,NAME,Role ").replace("email", "E-mail"),
        GOOD.replace("lay", " Lay").replace("professional", "PROFESSIONAL "),
        OTHER_ORDER,
    ],
)  # fmt: skip
def test_reads_what_spreadsheets_write(text: str | bytes) -> None:
    assert rows(text) == EXPECTED


def test_cells_may_hold_separators_quotes_and_line_breaks() -> None:
    asha = '"A, 1",Asha,lay,"Say ""no"",\r\nor yes"'
    text = f'pair,name,role,challenge\r\n{asha}\r\n"A, 1",Tom,professional,\r\n'
    assert [(row[0], row[1], row[5]) for row in rows(text)] == [
        (2, "A, 1", 'Say "no",\r\nor yes'),
        (3, "A, 1", None),
    ]


def test_row_numbers_are_those_a_spreadsheet_shows() -> None:
    text = 'pair,name,role,challenge\n\n1,Asha,lay,"two\nlines"\n1,Tom,boss,\n'
    assert faults(text) == [(4, Column.ROLE, "“boss” is not a role.")]


def test_only_three_columns_are_needed() -> None:
    assert len(rows("pair,name,role\n1,Asha,lay\n1,José,professional\n")) == 2


def test_a_pair_is_one_pair_however_it_is_spelled() -> None:
    assert {
        r[1] for r in rows("pair,name,role\nRed  Kite,Asha,lay\nred kite ,Tom,professional\n")
    } == {"Red Kite"}


def test_all_faults_are_listed_at_once_in_order() -> None:
    text = (
        "pair,name,role,organisation,challenge,email\n"
        "1,Asha,patient,,,asha@\n"
        "1,,professional,,,\n"
        "2,Ben,lay,,Waits,\n"
        "2,Cat,lay,,,\n"
        "2,Dan,professional,,Other,\n"
        "3,Eve,lay,,,\n"
        ",Fay,lay,,,\n"
        f"4,{'x' * 41},lay,{'y' * 121},,\n"
        "4,Gus,professional,,one, two\n"
        "5,Hal,lay,,,\n"
        "5,hal,lay,,,\n"
        "5,Ida,professional,,,,more\n"
    )
    assert faults(text) == [
        (2, "role", "“patient” is not a role."),
        (2, "email", "“asha@” is not an e-mail address."),
        (3, "name", "This cell is empty."),
        (5, "role", "Pair 2 has a lay member already, in row 4."),
        (6, "challenge", "This challenge differs from the one in row 4."),
        (7, "pair", "Pair 3 has no professional member."),
        (8, "pair", "This cell is empty."),
        (9, "name", "This name is too long or has no letters."),
        (9, "organisation", "This has 121 characters."),
        (10, "email", "“two” is not an e-mail address."),
        (12, None, "This repeats row 11."),
        (13, None, "This row has more cells than there are headings."),
    ]


@pytest.mark.parametrize(
    ("data", "row", "problem"),
    [
        (b"", 1, "The file is empty."),
        (b"\n \r\n", 1, "The file is empty."),
        (b"\xef\xbb\xbf", 1, "The file is empty."),
        (GOOD.encode("utf-16"), 1, "The file is not text in UTF-8."),
        (GOOD.encode("utf-16-le"), 1, "The file is not text in UTF-8."),
        (GOOD.replace("Tom", "Zoë").encode("latin-1"), 3, "A letter here is not in UTF-8."),
        (b'pair,name,role\n1,"Asha,lay\n1,Tom,professional\n', 2, QUOTES),
        (b'pair,name,role\n1,"Asha"x,lay\n', 2, QUOTES),
        (b"pair,name,role\n", 1, "There are headings but nobody below them."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_with_a_reason(
    data: bytes, row: int, problem: str
) -> None:
    assert faults(data) == [(row, None, problem)]


def test_missing_and_repeated_columns_are_named() -> None:
    assert faults("pair,nom,pair,e-mail,email\n1,Asha,1,,\n") == [
        (1, "pair", "2 columns are called pair."),
        (1, "name", "There is no column called name."),
        (1, "role", "There is no column called role."),
        (1, "email", "2 columns are called email."),
    ]


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    roster = read_roster(b"pair,name,role\n" + data)
    assert bool(roster.rows) is not bool(roster.faults)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


@given(st.lists(CELL, min_size=1, max_size=5), st.sampled_from(",;"), st.sampled_from(["", "sep"]))
def test_any_challenge_survives_excels_quoting(words: list[str], mark: str, sep: str) -> None:
    challenges = [" ".join(word.split()) for word in words]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerow(["challenge", "pair", "name", "role"])
    for number, challenge in enumerate(challenges):
        writer.writerow([challenge, number, "Asha", "lay"])
        writer.writerow(["", number, "Tom", "professional"])
    text = f"sep={mark}\r\n" * bool(sep) + out.getvalue()
    assert [row[5] for row in rows(text)][::2] == [challenge or None for challenge in challenges]


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_cells_that_are_formulas_to_a_spreadsheet_are_neutralised(cell: str) -> None:
    assert csv_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Asha", "1=1", "a@b.org", "’tis", "https://t.me/x?start=-a"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert csv_safe(cell) == cell
