"""`tandem programme`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.cohort import parse_days

commands = typer.Typer(help="Programmes.", no_args_is_help=True)
_SHIPPED = ("leading-together", "collaborative-pairs")


@commands.callback()
def _programmes() -> None:
    """Keep `check` a command of its own."""


@commands.command("check")
def check_file(
    file: Annotated[
        str | None, typer.Argument(help="A file or a name; without it, those that we ship.")
    ] = None,
    *,
    workshops: Annotated[
        str | None,
        typer.Option(help="Dates, to print the calendar they make.", show_default=False),
    ] = None,
) -> None:
    """Report every fault of a programme with its line, and what to write instead."""
    from bot.reflection.check import check

    days = parse_days(workshops) if workshops else None
    reports = [check(_place(each), days) for each in ([file] if file else _SHIPPED)]
    for report in reports:
        for line in report.lines():
            print(line)
    if not all(report.passed for report in reports):
        raise typer.Exit(1)


def _place(file: str) -> str | Path:
    return file if file in _SHIPPED else Path(file)
