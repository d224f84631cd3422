"""A cohort as a facilitator imports it, with the secrets of its invitations."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.pairs.importing import CohortPlan, Imported, import_cohort
from bot.pairs.roster import read_roster
from bot.people.facilitators import invite_facilitator
from bot.people.invitations import Secrets
from tests.world import WORKSHOPS, World

PAIR_A = """pair,name,role,organisation,challenge,email
A,Asha,lay,Carers’ Voice,Clearer letters,asha@example.org
A,Tom,professional,St Mary’s,,tom@example.org
"""
PLAN = CohortPlan(
    name="Oxford 2027",
    programme="leading-together",
    workshops=WORKSHOPS,
    workshops_wanted=3,
    timezone=None,
    default_timezone="Europe/London",
)


def import_text(world: World, text: str = PAIR_A, *, plan: CohortPlan = PLAN) -> Imported:
    """Import a file's text."""

    def work(session: Session) -> Imported:
        rows = read_roster(text.encode()).rows
        return import_cohort(session, now=world.clock.now(), plan=plan, rows=rows)

    return world.app.store.write(work)


def invited(world: World, text: str = PAIR_A) -> Mapping[str, Secrets]:
    """Import a file and return each new person's secrets by name."""
    places = import_text(world, text).places
    return {place.name: place.secrets for place in places if place.secrets is not None}


def invited_facilitator(world: World, name: str = "Fiona") -> Secrets:
    """Invite an organiser."""
    return world.app.store.write(
        lambda session: invite_facilitator(session, now=world.clock.now(), name=name).secrets
    )
