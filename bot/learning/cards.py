"""Invitations to hand out: a table, texts for e-mails, and cards with a code to scan."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from bot.pairs.sheet import csv_safe

if TYPE_CHECKING:
    from fpdf import FPDF

COLUMNS = 2
ROWS = 4
MARGIN = 10.0
"""Millimetres, as below."""
CARD_WIDTH = (210.0 - 2 * MARGIN) / COLUMNS
CARD_HEIGHT = (297.0 - 2 * MARGIN) / ROWS
QR_SIZE = 34.0
PADDING = 5.0


@dataclass(frozen=True, kw_only=True)
class Card:
    """One person's invitation in words; `how` says what to do with the code.

    `place` tells whose it is where the font has no signs for a name.
    """

    name: str
    place: str
    cohort: str
    how: str
    link: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Invited:
    """One person's invitation as a row."""

    pair: str
    name: str
    role: str
    link: str
    code: str


def invitations_csv(people: Sequence[Invited]) -> bytes:
    """Return `pair,name,role,link,code` in UTF-8 with a byte order mark, safe to open."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(("pair", "name", "role", "link", "code"))
    for each in people:
        cells = (each.pair, each.name, each.role)
        table.writerow([*map(csv_safe, cells), each.link, each.code])
    return out.getvalue().encode("utf-8-sig")


def invitation_cards(cards: Sequence[Card], *, title: str) -> bytes:
    """Return an A4 PDF of eight cards a page, to print and cut."""
    from fpdf import FPDF  # two seconds and 30 MB that a bot without cards does without

    pdf = FPDF(format="A4")
    pdf.set_title(title)
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))  # the same cards, the same file
    pdf.set_auto_page_break(auto=False)
    fonts = files("bot.pairs") / "fonts"
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        with as_file(fonts / name) as path:
            pdf.add_font("dejavu", style, path)
    for number, card in enumerate(cards):
        place = number % (COLUMNS * ROWS)
        if place == 0:
            pdf.add_page()
        row, column = divmod(place, COLUMNS)
        _draw(pdf, card, MARGIN + column * CARD_WIDTH, MARGIN + row * CARD_HEIGHT)
    return bytes(pdf.output())


def _draw(pdf: "FPDF", card: Card, left: float, top: float) -> None:
    import segno

    pdf.set_draw_color(190)
    pdf.rect(left, top, CARD_WIDTH, CARD_HEIGHT)
    picture = io.BytesIO()
    segno.make(card.link, error="m", micro=False).save(picture, kind="png", scale=6, border=2)
    picture.seek(0)
    pdf.image(picture, left + CARD_WIDTH - QR_SIZE - PADDING, top + PADDING, QR_SIZE, QR_SIZE)
    width = CARD_WIDTH - QR_SIZE - 3 * PADDING
    inside = left + PADDING
    pdf.set_xy(inside, top + PADDING)
    lines = (("B", 13, 6.0, card.name), ("", 9, 4.5, card.place), ("", 9, 4.5, card.cohort))
    for style, size, height, words in lines:
        pdf.set_font("dejavu", style, size)
        pdf.set_x(inside)
        pdf.multi_cell(width, height, words, align="L", new_x="LEFT", new_y="NEXT")
    pdf.set_font("dejavu", "", 8)
    pdf.set_xy(inside, max(pdf.get_y(), top + PADDING + QR_SIZE + 1))
    pdf.multi_cell(CARD_WIDTH - 2 * PADDING, 4, card.how, align="L", new_x="LEFT", new_y="NEXT")
    pdf.set_font("dejavu", "B", 11)
    pdf.set_x(inside)
    pdf.multi_cell(CARD_WIDTH - 2 * PADDING, 6, card.code, align="L")
