"""A cohort as a facilitator imports it, with the secrets of its invitations, and who joins."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.pairs.importing import CohortPlan, Imported, import_cohort
from bot.pairs.roster import read_roster
from bot.people.facilitators import invite_facilitator
from bot.people.invitations import Secrets
from bot.people.model import Member
from tests.world import WORKSHOPS, Phone, World

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


def member_called(world: World, name: str) -> Member:
    """Return the member of this name."""
    return next(member for member in world.rows(Member) if member.name == name)


async def joins(phone: Phone, token: str, *, time: str = "Evening: 6.30 pm") -> None:
    """Go the whole way by tapping."""
    await phone.opens(token)
    await phone.taps("I agree")
    await phone.taps(phone.last_buttons[0])
    await phone.taps(time)
