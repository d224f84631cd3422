"""The `tandem` command: what there is, and how faults are told.

Each command imports what it needs when it is called, so that `tandem run` is quick to start.
"""

import sys
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from bot.cli import cohort, database, doctor, export, programme, running
from bot.errors import ExpectedError, RefusalError, SettingsError

WRONG = 1
WRONG_SETTINGS = 2

app = typer.Typer(
    name="tandem",
    help="A companion on Telegram for pairs in health leadership programmes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
running.add_to(app)
doctor.add_to(app)
app.add_typer(cohort.commands, name="cohort")
app.add_typer(cohort.invitations, name="invite")
app.add_typer(programme.commands, name="programme")
app.add_typer(database.commands, name="db")
export.add_to(app)


def _version(asked: bool) -> None:
    if asked:
        print(version("tandem-companion"))
        raise typer.Exit


@app.callback()
def about(
    *,
    _: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help="Print the version."),
    ] = False,
) -> None:
    """Take what stands before the command."""


def main() -> None:
    """Run the command line; a fault that a person can put right is told in plain lines."""
    try:
        app(prog_name="tandem")
    except SettingsError as error:
        _tell(str(error), WRONG_SETTINGS)
    except RefusalError as error:
        _tell(f"refused: {error.copy_key}", WRONG)
    except ExpectedError as error:
        _tell(str(error), WRONG)
    except KeyboardInterrupt:
        sys.exit(130)  # what a shell gives a command that Ctrl-C ended


def _tell(text: str, code: int) -> NoReturn:
    print(text, file=sys.stderr)
    sys.exit(code)
