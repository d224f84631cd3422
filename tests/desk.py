"""A facilitator at the desk, for scenarios."""

from bot.people.model import Facilitator, FacilitatorCohort
from tests.world import Phone, World

PEOPLE = b"""pair,name,role,organisation,challenge,email
1,Asha,lay,Riverside Carers,Kinder letters,asha@example.org
1,Tom,professional,Riverside Clinic,,tom@example.org
"""


def a_facilitator(
    world: World,
    *,
    person: tuple[int, str] = (9001, "Fiona"),
    cohort_ids: tuple[int, ...] = (),
) -> Phone:
    """Return the phone of a facilitator who has joined; without cohorts, an organiser."""
    number, name = person
    facilitator = world.writes(
        Facilitator(
            name=name,
            chat_id=number,
            organiser=not cohort_ids,
            joined_at=world.clock.now(),
        )
    )
    for cohort_id in cohort_ids:
        world.writes(FacilitatorCohort(facilitator_id=facilitator.id, cohort_id=cohort_id))
    phone = world.phone(number, name)
    phone.person._require_usable()
    return phone


async def opens_cohort(phone: Phone, name: str = "Oxford 2027") -> None:
    """Go to a cohort's screen."""
    await phone.sends("/cohorts")
    await phone.taps(name)
