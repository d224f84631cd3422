"""The other half of a pair."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.store.quick import Objects

_OTHER = Objects(
    Member, Member.pair_id == sa.bindparam("pair"), Member.role != sa.bindparam("role")
).in_order(Member.place.desc(), only=1)


def partner_place(session: Session, member: Member) -> Member | None:
    """Return the newest row of the pair's other place, whether that person joined or not."""
    return _OTHER.first(session, {"pair": member.pair_id, "role": member.role})


def partner_of(session: Session, member: Member) -> Member | None:
    """Return the partner, if they have joined and have not left."""
    other = partner_place(session, member)
    here = other is not None and other.joined_at is not None and other.left_at is None
    return other if here else None
