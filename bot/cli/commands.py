"""What the `tandem` command can do; each command imports what it needs when it is called."""

from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli import cohort, database, doctor, export, programme, rehearsing, running

app = typer.Typer(
    name="tandem",
    help="A companion on Telegram for pairs in health leadership programmes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(running.run)
rehearsing.add_to(app)
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
