"""Pairs that are not to meet in the network."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.safety.model import Exclusion
from bot.people.model import Member
from bot.store.upsert import insert_new


def exclude(session: Session, *, now: datetime, member: Member, other_pair_id: int) -> bool:
    """Keep two pairs apart from now on; nobody is told. Returns False when they were already."""
    if other_pair_id in excluded_pairs(session, member.pair_id):
        return False
    row = {
        "pair_id": member.pair_id, "other_pair_id": other_pair_id, "member_id": member.id,
        "made_at": now,
    }  # fmt: skip
    return bool(insert_new(session, Exclusion, [row]))


def let_meet_again(session: Session, *, pair_id: int, other_pair_id: int) -> bool:
    """Take back what this pair wished; what the other pair wished still counts.

    Returns False when there was nothing to take back.
    """
    gone = session.execute(
        sa.delete(Exclusion)
        .where(Exclusion.pair_id == pair_id, Exclusion.other_pair_id == other_pair_id)
        .returning(Exclusion.pair_id)
    )
    return gone.first() is not None


def excluded_pairs(session: Session, pair_id: int) -> set[int]:
    """Return the pairs that this one is not to meet, whichever of the two wished so."""
    mine = sa.select(Exclusion.other_pair_id).where(Exclusion.pair_id == pair_id)
    theirs = sa.select(Exclusion.pair_id).where(Exclusion.other_pair_id == pair_id)
    return set(session.scalars(mine.union(theirs)))
