"""`tandem cohort import` and `tandem invite`: people are asked in."""

import csv
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import Whoami, ask_who_we_are, open_store
from bot.errors import ExpectedError
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.pairs.importing import Place
    from bot.pairs.roster import Roster
    from bot.people.invitations import Secrets

commands = typer.Typer(help="Cohorts.", no_args_is_help=True)
invitations = typer.Typer(help="Invitations.", no_args_is_help=True)


class FileError(ExpectedError):
    """A file cannot be read, or what it says is wrong."""


@commands.callback()
def _cohorts() -> None:
    """Keep `import` a command of its own."""


@commands.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV: pair,name,role,organisation,challenge,email")],
    *,
    name: Annotated[str, typer.Option(help='Of the cohort, such as "Oxford 2027".')],
    programme: Annotated[str, typer.Option(help="A programme's name, or a file of your own.")],
    workshops: Annotated[str, typer.Option(help="2027-03-03,2027-04-07,2027-05-05")],
    timezone: Annotated[
        str | None, typer.Option(help="Of the cohort, such as Europe/London.", show_default=False)
    ] = None,
) -> None:
    """Add a cohort, or what is new in its file; prints the invitations as CSV."""
    from bot.clock import SystemClock
    from bot.pairs.importing import CohortPlan, import_cohort
    from bot.reflection.check import workshops_in

    settings = load_settings()
    roster = _read(file)
    chosen = str(Path(programme).resolve()) if Path(programme).is_file() else programme
    plan = CohortPlan(
        name=name.strip(),
        programme=chosen,
        workshops=parse_days(workshops),
        workshops_wanted=workshops_in(chosen),
        timezone=timezone,
        default_timezone=settings.timezone.key,
    )
    now = SystemClock().now()
    with open_store(settings) as store:
        imported = store.write(
            lambda session: import_cohort(session, now=now, plan=plan, rows=roster.rows)
        )
    for difference in imported.differences:
        _tell(difference)
    print_places(imported.places, ask_who_we_are(settings))


@invitations.command("renew")
def renew(
    *,
    cohort: Annotated[str, typer.Option(help="The cohort's name.")],
    pair: Annotated[str, typer.Option(help="What the cohort's file calls the pair.")],
    role: Annotated[str, typer.Option(help="lay or professional")],
    name: Annotated[
        str | None, typer.Option(help="Of who follows somebody who left.", show_default=False)
    ] = None,
) -> None:
    """Make a new invitation to a member's place; the earlier one no longer works."""
    from bot.clock import SystemClock
    from bot.pairs.importing import renew_place
    from bot.people.model import Role

    if role not in set(Role):
        raise ExpectedError(f"--role cannot be {role!r}; give lay or professional")
    settings = load_settings()
    now = SystemClock().now()
    with open_store(settings) as store:
        place = store.write(
            lambda session: renew_place(
                session, now=now, cohort=cohort, pair=pair, role=Role(role), name=name
            )
        )
    print_places([place], ask_who_we_are(settings))


@invitations.command("facilitator")
def facilitator(
    *,
    name: Annotated[str, typer.Option(help="The facilitator's name.")],
    cohort: Annotated[
        list[str] | None,
        typer.Option(help="A cohort they run; give it again for more. Without: all."),
    ] = None,
) -> None:
    """Make a single-use way in for a facilitator: a link and its typed twin."""
    from bot.clock import SystemClock
    from bot.pairs.cohorts import cohorts_called
    from bot.people.facilitators import invite_facilitator

    settings = load_settings()
    now = SystemClock().now()
    with open_store(settings) as store:
        invited = store.write(
            lambda session: invite_facilitator(
                session, now=now, name=name, cohort_ids=cohorts_called(session, cohort or [])
            )
        )
    whoami = ask_who_we_are(settings)
    link = _link(invited.secrets, whoami)
    print(*filter(None, (link, f"/join {invited.secrets.code}")), sep="\n")


def parse_days(text: str) -> tuple[date, ...]:
    """Return dates written as `2027-03-03,2027-04-07`.

    Raises:
        ExpectedError: one of them is no date.
    """
    try:
        return tuple(date.fromisoformat(part.strip()) for part in text.split(","))
    except ValueError:
        raise ExpectedError(
            f"--workshops cannot be {text!r}; give dates like 2027-03-03,2027-04-07,2027-05-05"
        ) from None


def print_places(places: Iterable["Place"], whoami: Whoami) -> None:
    """Print `pair,name,role,link,code`; the last two only for invitations made by this run."""
    from bot.pairs.sheet import csv_safe

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("pair", "name", "role", "link", "code"))
    told = False
    for place in places:
        link = code = ""
        if place.secrets is not None:
            # Said once, and only where somebody's link is missing.
            link, told = _link(place.secrets, whoami, quiet=told), True
            code = place.secrets.code
        out.writerow([*map(csv_safe, (place.pair, place.name, place.role.value)), link, code])


def _link(secrets: "Secrets", whoami: Whoami, *, quiet: bool = False) -> str:
    if whoami.username is None:
        if not quiet:
            _tell(f"no links, since the bot's name is not known: {whoami.fault} (the codes work)")
        return ""
    return f"https://t.me/{whoami.username}?start={secrets.token}"


def _read(file: Path) -> "Roster":
    from bot.pairs.roster import read_roster

    try:
        data = file.read_bytes()
    except OSError as error:
        raise FileError(f"{file}: {error.strerror}") from None
    roster = read_roster(data)
    if roster.faults:
        raise FileError(
            "\n".join(
                f"{file}: row {fault.row}{f', {fault.column}' if fault.column else ''}: "
                f"{fault.problem} {fault.instead}"
                for fault in roster.faults
            )
        )
    return roster


def _tell(text: str) -> None:
    print(text, file=sys.stderr)
