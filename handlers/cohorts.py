"""A facilitator's cohorts, and one of them."""

from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.access import joined_facilitator, run_cohort
from bot.broadcast.taps import ShowDesk
from bot.pairs.cohorts import cohorts_run_by, members_joined
from bot.pairs.desk_taps import (
    AddPair,
    NewCohort,
    SendFile,
    ShowCohort,
    ShowCohorts,
    ShowPeople,
    ShowWorkshops,
)
from bot.pairs.model import Cohort, Workshop
from bot.people.model import Facilitator
from bot.people.zones import city_of
from bot.post.content import Args, Button, Buttons, Line, line
from bot.reflection.circle import programme_named
from bot.reflection.desk_taps import ShowPrompts
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()

MOST_COHORTS = 30
"""Buttons under one list; who runs more finds the newest here."""
NEW = Button("cohorts-new", NewCohort())
DESK = Button("desk-back", ShowDesk())


@conversation.command("cohorts")
def cohorts(turn: Turn) -> None:
    """List the facilitator's cohorts."""
    say_cohorts(turn, joined_facilitator(turn.session, turn.chat_id))


@conversation.tap(ShowCohorts)
def show_cohorts(turn: Turn, tap: ShowCohorts) -> None:
    """List them in the tapped message."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    turn.wait_for(None)
    copy, args, buttons = _list(turn, facilitator)
    turn.change(copy, args, buttons=buttons)


def say_cohorts(turn: Turn, facilitator: Facilitator) -> None:
    """List a facilitator's cohorts, and how many have joined."""
    copy, args, buttons = _list(turn, facilitator)
    turn.say(copy, args, buttons=buttons)


def _list(turn: Turn, facilitator: Facilitator) -> tuple[str, Args, Buttons]:
    mine = cohorts_run_by(turn.session, facilitator)[:MOST_COHORTS]
    if not mine:
        return "cohorts-none", {}, [[NEW], [DESK]]
    lines = []
    for cohort in mine:
        joined, places = members_joined(turn.session, cohort)
        lines.append(line("cohorts-line", name=cohort.name, joined=joined, places=places))
    rows = [[Button("cohorts-open", ShowCohort(cohort=c.id), {"name": c.name})] for c in mine]
    return "cohorts-list", {"cohorts": lines}, [*rows, [NEW], [DESK]]


@conversation.tap(ShowCohort)
def show_cohort(turn: Turn, tap: ShowCohort) -> None:
    """Show one cohort in the tapped message."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, tap.cohort)
    turn.wait_for(None)
    copy, args, buttons = cohort_screen(turn, cohort)
    turn.change(copy, args, buttons=buttons)


def say_cohort(turn: Turn, cohort: Cohort) -> None:
    """Show one cohort."""
    copy, args, buttons = cohort_screen(turn, cohort)
    turn.say(copy, args, buttons=buttons)


def cohort_screen(turn: Turn, cohort: Cohort) -> tuple[str, Args, Buttons]:
    """Return one cohort as a message."""
    joined, places = members_joined(turn.session, cohort)
    args: Args = {
        "name": cohort.name,
        "programme": programme_named(cohort.programme).title,
        "city": city_of(ZoneInfo(cohort.timezone)),
        "nation": cohort.nation.value if cohort.nation else "none",
        "joined": joined,
        "places": places,
        "workshops": workshop_lines(turn, cohort),
    }
    key = cohort.id
    return (
        "cohorts-one",
        args,
        [
            [
                Button("cohorts-people", ShowPeople(cohort=key, start=0)),
                Button("cohorts-workshops", ShowWorkshops(cohort=key)),
                Button("cohorts-prompts", ShowPrompts(cohort=key, start=0)),
            ],
            [
                Button("cohorts-add-pair", AddPair(cohort=key)),
                Button("cohorts-send-file", SendFile(cohort=key)),
            ],
            [Button("cohorts-back", ShowCohorts())],
        ],
    )


def back_to(cohort_id: int) -> list[Button]:
    """Return the way back to one cohort."""
    return [Button("back", ShowCohort(cohort=cohort_id))]


def workshops(turn: Turn, cohort: Cohort) -> list[Workshop]:
    """Return a cohort's workshops, the first first."""
    return list(
        turn.session.scalars(
            sa.select(Workshop).where(Workshop.cohort_id == cohort.id).order_by(Workshop.number)
        )
    )


def workshop_lines(turn: Turn, cohort: Cohort) -> list[Line]:
    """Return a cohort's workshops as lines of a message."""
    return [
        line(
            "cohorts-workshop-line",
            number=each.number,
            day=each.day.isoformat(),
            venue=each.venue or "",
            known=each.venue is not None,
        )
        for each in workshops(turn, cohort)
    ]
