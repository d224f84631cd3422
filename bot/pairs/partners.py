"""The other half of a pair."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member


def partner_place(session: Session, member: Member) -> Member | None:
    """Return the newest row of the pair's other place, whether that person joined or not."""
    return session.scalar(
        sa.select(Member)
        .where(Member.pair_id == member.pair_id, Member.role != member.role)
        .order_by(Member.place.desc())
        .limit(1)
    )


def partner_of(session: Session, member: Member) -> Member | None:
    """Return the partner, if they have joined and have not left."""
    other = partner_place(session, member)
    here = other is not None and other.joined_at is not None and other.left_at is None
    return other if here else None
