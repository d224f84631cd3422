"""Leaves the programme but not the network: a place there alone, without prompts."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Pair
from bot.people.model import Member
from bot.privacy.audit import note
from bot.privacy.leaving import leave


def stay_in_network(session: Session, *, now: datetime, member: Member) -> Member | None:
    """End a membership and give the person a place of their own in the network.

    The partner and the facilitators hear of the leaving as ever. What was written before
    stays with the old place. Returns None when the membership had ended before.
    """
    if not leave(session, now=now, member=member):
        return None
    left = session.get_one(Pair, member.pair_id)
    pair = Pair(
        cohort_id=left.cohort_id, label=_free_label(session, left), created_at=now, stayed_at=now
    )
    session.add(pair)
    session.flush()
    place = Member(
        pair_id=pair.id,
        role=member.role,
        name=member.name,
        chat_id=member.chat_id,
        notice_version=member.notice_version,
        consented_at=member.consented_at,
        joined_at=now,
        timezone=member.timezone,
    )
    session.add(place)
    session.flush()
    note(session, now=now, actor=f"member:{place.id}", act="stayed", subject=f"pair:{pair.id}")
    return place


def _free_label(session: Session, left: Pair) -> str:
    taken = set(session.scalars(sa.select(Pair.label).where(Pair.cohort_id == left.cohort_id)))
    return next(
        label for n in range(1, len(taken) + 2) if (label := f"{left.label}+{n}") not in taken
    )
