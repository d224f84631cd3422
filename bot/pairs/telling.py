"""Tells everybody in a cohort what has changed for all of them."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.cohorts import IN_PROGRAMME, zone_of
from bot.pairs.model import Cohort, Pair, Workshop
from bot.people.local import next_waking
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, content_from
from bot.post.model import OutboxMessage, Priority, Sending
from bot.post.outbox import Posting


def tell_of_workshop(
    session: Session, *, now: datetime, cohort: Cohort, workshop: Workshop, copy: str, args: Args
) -> int:
    """Tell members in their waking hours; what they were to hear of it before is taken back.

    `was` among the arguments is the day that a member last heard of, which may be an earlier
    one than the last; who was told of no other day than the new one hears nothing.
    """
    members = members_here(session, cohort)
    for member in members:
        about = f"workshop:{workshop.id}:{copy}:{member.id}"
        said: Args = {**args, **_unheard(session, about)}
        outbox.cancel_about(session, now=now, about=about)
        if "was" in said and said["was"] == said["day"]:
            continue
        outbox.say(
            session,
            now=now,
            chat_id=member.chat_id or 0,
            copy=copy,
            args=said,
            how=Posting(
                priority=Priority.PROMPT,
                about=about,
                started=True,
                not_before=next_waking(now, zone_of(session, member)),
            ),
        )
    return len(members)


def _unheard(session: Session, about: str) -> Args:
    """Return the day that a message which has not left yet says the workshop was on."""
    waiting = session.scalar(
        sa.select(OutboxMessage).where(
            OutboxMessage.about == about, OutboxMessage.state == Sending.QUEUED
        )
    )
    if waiting is None or waiting.content is None:
        return {}
    args = content_from(waiting.content).args
    return {"was": args["was"]} if "was" in args else {}


def members_here(session: Session, cohort: Cohort) -> Sequence[Member]:
    """Return the members in a cohort's programme who have joined and not left."""
    return session.scalars(
        sa.select(Member)
        .join(Pair, Pair.id == Member.pair_id)
        .where(
            Pair.cohort_id == cohort.id,
            IN_PROGRAMME,
            Member.joined_at.is_not(None),
            Member.left_at.is_(None),
        )
        .order_by(Member.id)
    ).all()
