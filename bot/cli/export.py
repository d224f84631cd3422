"""`tandem export`: how it goes, as tables."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import open_store
from bot.errors import ExpectedError
from bot.settings import load_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.learning.exports import Sheet

WORKBOOK = ".xlsx"


class ExportError(ExpectedError):
    """The files cannot be written."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    target: Annotated[
        Path, typer.Argument(help="A new workbook such as july.xlsx, or a folder for CSV files.")
    ],
    *,
    cohort: Annotated[
        list[str] | None,
        typer.Option(help="A cohort's name; give it again for more. Without: all."),
    ] = None,
) -> None:
    """Write engagement, progress and broadcast answers; nothing of what anyone wrote."""
    from bot.learning.files import to_csv, to_workbook

    with open_store(load_settings()) as store:
        sheets = store.read(lambda session: _sheets(session, cohort or []))
    if target.suffix.lower() == WORKBOOK:
        _write([(target, to_workbook(sheets))])
    else:
        _write([(target / f"{sheet.name}.csv", to_csv(sheet)) for sheet in sheets])


def _sheets(session: "Session", names: list[str]) -> "list[Sheet]":
    import sqlalchemy as sa

    from bot.learning.exports import sheets_of
    from bot.pairs.cohorts import cohorts_called
    from bot.pairs.model import Cohort

    wanted = sa.select(Cohort).order_by(Cohort.name)
    if names:
        wanted = wanted.where(Cohort.id.in_(cohorts_called(session, names)))
    return sheets_of(session, session.scalars(wanted).all(), sender=None)


def _write(files: Iterable[tuple[Path, bytes]]) -> None:
    new = list(files)
    for path, _ in new:
        if path.exists():
            raise ExportError(f"{path} exists already; give a new file or folder")
    for path, body in new:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        except OSError as error:
            raise ExportError(f"{path}: {error.strerror}") from None
        print(path)
