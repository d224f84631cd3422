"""What the others hear when a member has joined, or has not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.pairs.cohorts import facilitators_of, zone_of
from bot.pairs.model import Cohort, Pair
from bot.pairs.partners import partner_of, partner_place
from bot.people.local import next_waking
from bot.people.model import MEMBERS_ALONE, Member
from bot.post import outbox
from bot.post.model import Priority
from bot.post.outbox import Posting
from bot.store.due import part

PATIENCE = timedelta(days=5)
ASK_AGAIN = timedelta(days=1)


def announce_joining(session: Session, *, now: datetime, member: Member) -> None:
    """Tell the partner kindly that `member` has joined, or begin to wait for the partner."""
    partner = partner_of(session, member)
    if partner is None:
        member.partner_awaited_until = now + PATIENCE
        return
    partner.partner_awaited_until = None
    outbox.say(
        session,
        now=now,
        chat_id=partner.chat_id or 0,
        copy="joining-partner-here",
        args={"name": member.name},
        how=Posting(
            priority=Priority.PROMPT,
            started=True,
            silent=partner.paused_until is not None,
            not_before=next_waking(now, zone_of(session, partner)),
        ),
    )


@part(MEMBERS_ALONE)
def tell_of_missing_partners(session: Session, now: datetime, limit: int) -> int:
    """Tell facilitators once of members who have waited five days: a part of the planner."""
    waiting = MEMBERS_ALONE.rows(session, now, limit)
    for member in waiting:
        _tell_of_missing_partner(session, member, now=now)
    return len(waiting)


def _tell_of_missing_partner(session: Session, member: Member, *, now: datetime) -> None:
    partner = partner_place(session, member)
    here = partner is not None and partner.joined_at is not None and partner.left_at is None
    if here or partner is None or member.left_at is not None:
        member.partner_awaited_until = None
        return
    pair = session.get_one(Pair, member.pair_id)
    cohort = session.get_one(Cohort, pair.cohort_id)
    facilitators = facilitators_of(session, cohort)
    # While no facilitator has joined there is nobody to tell: look again tomorrow.
    member.partner_awaited_until = None if facilitators else now + ASK_AGAIN
    for facilitator in facilitators:
        outbox.say(
            session,
            now=now,
            chat_id=facilitator.chat_id or 0,
            copy="joining-partner-missing",
            args={
                "name": member.name,
                "partner": partner.name,
                "pair": pair.label,
                "cohort": cohort.name,
            },
            how=Posting(
                priority=Priority.PROMPT,
                started=True,
                not_before=next_waking(now, ZoneInfo(cohort.timezone)),
            ),
        )
