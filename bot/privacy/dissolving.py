"""A facilitator ends a membership or a pair: kindly, and what was written stays the writers'."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.cohorts import zone_of
from bot.pairs.model import Cohort, Pair
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.people.local import next_waking
from bot.people.model import Member
from bot.post import outbox
from bot.post.model import Priority
from bot.post.outbox import Posting
from bot.privacy.leaving import end_membership


def end_place(session: Session, *, now: datetime, member: Member, actor: str) -> bool:
    """Let a member go whom a facilitator replaces; False when they had left before.

    They and their partner are told that, and not why.
    """
    session.refresh(member, with_for_update=True)  # two may tap at the same moment
    if member.left_at is not None:
        return False
    partner = partner_of(session, member)
    was_here = member.joined_at is not None
    end_membership(session, now=now, member=member, actor=actor)
    if was_here:
        _tell_gone(session, member, now=now, copy="cohorts-told-place-ended")
    if was_here and partner is not None:
        news = News(copy="leave-partner-told", args={"name": member.name})
        tell(session, now=now, reader=partner, news=news)
    return True


def dissolve_pair(session: Session, *, now: datetime, pair: Pair, actor: str) -> bool:
    """End a pair and tell both the same words; False when it had ended before."""
    session.refresh(pair, with_for_update=True)  # two may tap at the same moment
    if pair.dissolved_at is not None:
        return False
    pair.dissolved_at = now
    here = session.scalars(
        sa.select(Member).where(Member.pair_id == pair.id, Member.left_at.is_(None))
    ).all()
    for member in here:
        end_membership(session, now=now, member=member, actor=actor)
    for member in here:
        if member.joined_at is not None:
            _tell_gone(session, member, now=now, copy="cohorts-told-dissolved")
    return True


def _tell_gone(session: Session, member: Member, *, now: datetime, copy: str) -> None:
    pair = session.get_one(Pair, member.pair_id)
    cohort = session.get_one(Cohort, pair.cohort_id)
    outbox.say(
        session,
        now=now,
        chat_id=member.chat_id or 0,
        copy=copy,
        args={"name": member.name, "cohort": cohort.name},
        how=Posting(
            priority=Priority.PROMPT,
            started=True,
            not_before=next_waking(now, zone_of(session, member)),
        ),
    )
