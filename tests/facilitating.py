"""A facilitator at their desk, for scenarios, and many members to write to."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort, Pair
from bot.people.model import Facilitator, FacilitatorCohort, Member, Role
from bot.post.pacing import ChatPaces
from tests.world import Phone, World

FIONA = 9001


def facilitator(
    world: World, *, chat_id: int = FIONA, name: str = "Fiona", cohorts: tuple[int, ...] = ()
) -> Phone:
    """Return the phone of a facilitator of these cohorts; without any, of an organiser."""

    def work(session: Session) -> None:
        person = Facilitator(
            name=name, chat_id=chat_id, organiser=not cohorts, joined_at=world.clock.now()
        )
        session.add(person)
        session.flush()
        session.add_all(
            FacilitatorCohort(facilitator_id=person.id, cohort_id=cohort) for cohort in cohorts
        )

    world.app.store.write(work)
    phone = world.phone(chat_id, name)
    phone.person._require_usable()
    return phone


def cohort_called(world: World, name: str, *, zone: str = "Europe/London") -> int:
    """Make an empty cohort; return its id."""
    made = Cohort(
        name=name, programme="leading-together", timezone=zone, created_at=world.clock.now()
    )
    return world.writes(made).id


def members(world: World, cohort_id: int, names: list[str], *, first_id: int = 2001) -> list[Phone]:
    """Return the phones of lay partners who have joined a cohort, each in a pair of their own."""
    people = [(first_id + number, name) for number, name in enumerate(names)]

    def work(session: Session) -> None:
        for chat_id, name in people:
            pair = Pair(cohort_id=cohort_id, label=f"P{chat_id}", created_at=world.clock.now())
            session.add(pair)
            session.flush()
            session.add(
                Member(
                    pair_id=pair.id, role=Role.LAY, name=name, chat_id=chat_id,
                    notice_version="1", consented_at=world.clock.now(),
                    joined_at=world.clock.now(),
                )
            )  # fmt: skip

    world.app.store.write(work)
    phones = [world.phone(chat_id, name) for chat_id, name in people]
    for phone in phones:
        phone.person._require_usable()
    return phones


def remove(world: World, chat_id: int) -> None:
    """Take a facilitator's rights away."""

    def work(session: Session) -> None:
        person = session.scalars(sa.select(Facilitator).where(Facilitator.chat_id == chat_id)).one()
        person.removed_at = world.clock.now()

    world.app.store.write(work)


async def restart(world: World) -> None:
    """Close the bot and open it anew on the same database."""
    await world.app.close()
    world.app.open()
    world.app.sender.chats = ChatPaces(monotonic=lambda: world.pace[0])
    await world.app.line.initialize()
