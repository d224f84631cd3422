"""A member goes: leaving keeps what they wrote, erasing does not."""

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.consent import partner_left
from bot.pairs.cohorts import facilitators_of
from bot.pairs.model import Cohort, Pair
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.people.invitations import withdraw_invitations
from bot.people.local import next_waking
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args
from bot.post.model import Chat, OutboxMessage, Priority, Sending
from bot.post.outbox import Posting
from bot.privacy.audit import note
from bot.privacy.erasure import erase_member
from bot.reflection.model import Due, DueState
from bot.sharing import actions as sharing
from bot.sharing.actions import ALIVE
from bot.sharing.model import Hold, Waiting


def leave(session: Session, *, now: datetime, member: Member) -> bool:
    """End a membership; what they wrote stays theirs. Returns False when it had ended before.

    The partner and the facilitators are told that, and not why.
    """
    if member.left_at is not None:
        return False
    _tell_others(session, member, now=now, copy="leave")
    end_membership(session, now=now, member=member, actor=f"member:{member.id}")
    return True


def end_membership(session: Session, *, now: datetime, member: Member, actor: str) -> None:
    """End a membership and all that waits in it; nobody is told."""
    member.left_at = now
    member.paused_until = member.resumes_at = member.partner_awaited_until = None
    withdraw_invitations(session, now=now, member_id=member.id, facilitator_id=None)
    _stop_what_waits(session, member, now=now)
    partner_left(session, now=now, member=member)
    note(session, now=now, actor=actor, act="left", subject=f"member:{member.id}")
    session.flush()


def erase_everything(session: Session, *, now: datetime, member: Member) -> None:
    """Erase a member at their own wish; those who knew that they were here are told kindly."""
    was_here = member.left_at is None
    erase_member(session, now=now, member=member)
    if was_here:
        _tell_others(session, member, now=now, copy="delete")
    who = f"member:{member.id}"
    note(session, now=now, actor=who, act="erased", subject=who)


def _stop_what_waits(session: Session, member: Member, *, now: datetime) -> None:
    queued = sa.select(OutboxMessage).where(
        OutboxMessage.chat_id == member.chat_id, OutboxMessage.state == Sending.QUEUED
    )
    for row in session.scalars(queued):
        outbox.cancel(row, now=now)
    holds = sa.select(Hold).where(Hold.member_id == member.id, Hold.state.in_(ALIVE))
    for held in session.scalars(holds):
        sharing.end(session, held, Waiting.KEPT, now=now)
    for before, after in ((DueState.PLANNED, DueState.DROPPED), (DueState.OPEN, DueState.CLOSED)):
        session.execute(
            sa.update(Due)
            .where(Due.member_id == member.id, Due.state == before)
            .values(state=after, remind_at=None)
        )
    chat = session.get(Chat, member.chat_id) if member.chat_id is not None else None
    if chat is not None:
        chat.talk = None


def _tell_others(session: Session, member: Member, *, now: datetime, copy: str) -> None:
    if member.joined_at is None:
        return  # nobody has been told that they were here
    pair = session.get_one(Pair, member.pair_id)
    cohort = session.get_one(Cohort, pair.cohort_id)
    # What is erased must not live on in a queue until the morning: those words name nobody.
    args: Args = {"name": member.name} if copy == "leave" else {}
    partner = partner_of(session, member)
    if partner is not None:
        tell(session, now=now, reader=partner, news=News(copy=f"{copy}-partner-told", args=args))
    waking = next_waking(now, ZoneInfo(cohort.timezone))
    for facilitator in facilitators_of(session, cohort):
        outbox.say(
            session,
            now=now,
            chat_id=facilitator.chat_id or 0,
            copy=f"{copy}-facilitator-told",
            args={**args, "pair": pair.label, "cohort": cohort.name},
            how=Posting(priority=Priority.PROMPT, started=True, not_before=waking),
        )
