"""How many pairs there are in the network, and where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.labels import town_in
from bot.network.safety.apart import excluded_pairs
from bot.pairs.model import Pair, Workshop
from bot.people.model import Member

ENOUGH = 5
"""Fewer pairs in one place are not counted there: it could show who they are."""
MOST_PLACES = 6


@dataclass(frozen=True, kw_only=True)
class Presence:
    """The pairs with somebody here; `places` are (town, pairs), the fullest first."""

    pairs: int
    places: Sequence[tuple[str, int]]
    elsewhere: int


def presence(session: Session) -> Presence:
    """Count the pairs by the town where their cohort first meets."""
    first = sa.select(
        Workshop.cohort_id,
        Workshop.venue,
        sa.func.row_number()
        .over(partition_by=Workshop.cohort_id, order_by=(Workshop.day, Workshop.id))
        .label("place"),
    ).subquery()
    found = session.execute(
        sa.select(first.c.venue, sa.func.count())
        .select_from(Pair)
        .outerjoin(first, (first.c.cohort_id == Pair.cohort_id) & (first.c.place == 1))
        .where(Pair.id.in_(_here()))
        .group_by(first.c.venue)
    )
    towns: Counter[str | None] = Counter()
    for venue, pairs in found:
        towns[town_in(venue) if venue else None] += pairs
    shown = [
        (town, pairs) for town, pairs in towns.most_common() if town is not None and pairs >= ENOUGH
    ][:MOST_PLACES]
    total = towns.total()
    return Presence(pairs=total, places=shown, elsewhere=total - sum(pairs for _, pairs in shown))


def in_reach(session: Session, pair_id: int) -> int:
    """Return how many other pairs could hear from this one; those kept apart do not count."""
    apart = {pair_id, *excluded_pairs(session, pair_id)}
    here = _here().subquery()
    counted = sa.select(sa.func.count()).select_from(here).where(here.c.pair_id.not_in(apart))
    return session.scalar(counted) or 0


def _here() -> sa.Select[int]:
    return (
        sa.select(Member.pair_id)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Member.joined_at.is_not(None), Member.left_at.is_(None), Pair.dissolved_at.is_(None))
        .distinct()
    )
