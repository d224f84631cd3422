"""Tells everybody in a cohort what has changed for all of them."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.cohorts import zone_of
from bot.pairs.model import Cohort, Pair, Workshop
from bot.people.local import next_waking
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args
from bot.post.model import Priority
from bot.post.outbox import Posting


def tell_of_workshop(
    session: Session, *, now: datetime, cohort: Cohort, workshop: Workshop, copy: str, args: Args
) -> int:
    """Tell members in their waking hours; what they were to hear of it before is taken back."""
    about = f"workshop:{workshop.id}"
    outbox.cancel_about(session, now=now, about=about)
    members = members_here(session, cohort)
    for member in members:
        outbox.say(
            session,
            now=now,
            chat_id=member.chat_id or 0,
            copy=copy,
            args=args,
            how=Posting(
                priority=Priority.PROMPT,
                about=about,
                started=True,
                not_before=next_waking(now, zone_of(session, member)),
            ),
        )
    return len(members)


def members_here(session: Session, cohort: Cohort) -> Sequence[Member]:
    """Return the members of a cohort who have joined and not left."""
    return session.scalars(
        sa.select(Member)
        .join(Pair, Pair.id == Member.pair_id)
        .where(Pair.cohort_id == cohort.id, Member.joined_at.is_not(None), Member.left_at.is_(None))
        .order_by(Member.id)
    ).all()
