"""What others hear of somebody who joined, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.arrivals import announce_joining, tell_of_missing_partners
from bot.pairs.model import Cohort, Pair
from bot.people.facilitators import invite_facilitator
from bot.people.model import Member, Role
from bot.post.model import OutboxMessage
from bot.store.engine import Store

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
FIVE_DAYS = NOW + timedelta(days=5)


@pytest.fixture
def pair(store: Store) -> None:
    """Put Asha, who has joined, and Tom, who has not, in a pair."""

    def work(session: Session) -> None:
        cohort = Cohort(
            name="Oxford", programme="leading-together", timezone="Europe/London", created_at=NOW
        )
        session.add(cohort)
        session.flush()
        made = Pair(cohort_id=cohort.id, label="A", created_at=NOW)
        session.add(made)
        session.flush()
        asha = Member(pair_id=made.id, role=Role.LAY, name="Asha", chat_id=1, joined_at=NOW)
        session.add_all([asha, Member(pair_id=made.id, role=Role.PROFESSIONAL, name="Tom")])
        session.flush()
        announce_joining(session, now=NOW, member=asha)

    store.write(work)


def ticks(store: Store, now: datetime) -> int:
    """Run the part of the planner until nothing is due; return how often it did something."""
    done = 0
    while count := store.write(lambda s: tell_of_missing_partners(s, now, 100)):
        done += count
    return done


def told(store: Store) -> list[tuple[int, str | None]]:
    """Return every queued message as (chat, copy)."""
    rows = store.read(lambda s: list(s.scalars(sa.select(OutboxMessage))))
    return [(row.chat_id, row.copy) for row in rows]


def facilitator_joins(store: Store) -> None:
    """Let an organiser join."""

    def work(session: Session) -> None:
        fiona = invite_facilitator(session, now=NOW, name="Fiona").facilitator
        fiona.chat_id, fiona.joined_at = 3, NOW

    store.write(work)


def change(store: Store, name: str, **values: object) -> None:
    """Change a member's row."""

    def work(session: Session) -> None:
        members = {member.name: member for member in session.scalars(sa.select(Member))}
        session.execute(sa.update(Member).where(Member.id == members[name].id).values(**values))

    store.write(work)


def test_the_facilitator_is_told_after_five_days_once(store: Store, pair: None) -> None:
    """Not a second earlier, and never again."""
    facilitator_joins(store)
    assert ticks(store, FIVE_DAYS - timedelta(seconds=1)) == 0
    assert ticks(store, FIVE_DAYS) == 1
    assert ticks(store, FIVE_DAYS + timedelta(days=30)) == 0
    assert told(store) == [(3, "joining-partner-missing")]


def test_without_a_facilitator_it_is_asked_again_each_day(store: Store, pair: None) -> None:
    """Whoever joins later is told then."""
    assert ticks(store, FIVE_DAYS) == 1
    assert told(store) == []
    facilitator_joins(store)
    assert ticks(store, FIVE_DAYS + timedelta(hours=23)) == 0
    assert ticks(store, FIVE_DAYS + timedelta(days=1)) == 1
    assert told(store) == [(3, "joining-partner-missing")]


@pytest.mark.parametrize(
    ("name", "values"),
    [("Tom", {"joined_at": NOW, "chat_id": 2}), ("Asha", {"left_at": NOW})],
)
def test_nobody_is_told_when_it_no_longer_matters(
    store: Store, pair: None, name: str, values: dict[str, object]
) -> None:
    """The partner came, or who waited has left."""
    facilitator_joins(store)
    change(store, name, **values)
    ticks(store, FIVE_DAYS)
    assert told(store) == []


def test_a_resting_partner_hears_of_it_without_a_sound(store: Store, pair: None) -> None:
    """A pause is a rest."""
    change(store, "Asha", paused_until=NOW.date() + timedelta(days=7))
    change(store, "Tom", joined_at=NOW, chat_id=2)

    def work(session: Session) -> None:
        tom = session.scalars(sa.select(Member).where(Member.chat_id == 2)).one()
        announce_joining(session, now=NOW, member=tom)

    store.write(work)
    rows = store.read(lambda s: list(s.scalars(sa.select(OutboxMessage))))
    assert [(row.chat_id, row.copy, row.silent) for row in rows] == [
        (1, "joining-partner-here", True)
    ]
