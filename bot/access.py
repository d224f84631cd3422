"""Who may do what: decided here, inside the transaction, at every tap and word.

Ids in a button are never trusted. Each function returns the thing asked for, or raises
`RefusalError` with the reason the person is told.
"""

from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast import answering
from bot.broadcast.model import Broadcast, DeskAnswer, Stage
from bot.errors import RefusalError
from bot.pairs.cohorts import cohorts_run_by, facilitators_of
from bot.pairs.model import (
    Challenge,
    Cohort,
    NextStep,
    Note,
    Pair,
    ProgressUpdate,
    Workshop,
)
from bot.people.model import Facilitator, Member
from bot.reflection.model import Due, PromptChange
from bot.sharing.model import Hold
from bot.store.quick import Objects

Own = TypeVar("Own", Due, Hold, Note, ProgressUpdate)
"""What belongs to one member."""
PairsOwn = TypeVar("PairsOwn", NextStep, Challenge)
"""What belongs to both of a pair."""


_CHAT = sa.bindparam("chat", type_=sa.BigInteger())
_MEMBER = Objects(Member, Member.chat_id == _CHAT, Member.left_at.is_(None))
_NEWEST_PLACE = Objects(Member, Member.chat_id == _CHAT).in_order(Member.id.desc(), only=1)
_FACILITATOR = Objects(Facilitator, Facilitator.chat_id == _CHAT, Facilitator.removed_at.is_(None))


def member_of(session: Session, chat_id: int) -> Member | None:
    """Return the member who has joined, or is joining, from this chat and has not left."""
    return _MEMBER.first(session, {"chat": chat_id})


def newest_place(session: Session, chat_id: int) -> Member | None:
    """Return the newest place that this person took, also when they have left it."""
    return _NEWEST_PLACE.first(session, {"chat": chat_id})


def own_place(session: Session, chat_id: int, member_id: int) -> Member:
    """Return a place that the person of this chat took."""
    member = session.get(Member, member_id)
    if member is None or member.chat_id != chat_id:
        raise RefusalError("refused-not-yours")
    return member


def facilitator_of(session: Session, chat_id: int) -> Facilitator | None:
    """Return the facilitator of this chat, unless they were removed."""
    return _FACILITATOR.first(session, {"chat": chat_id})


def joined_member(session: Session, chat_id: int) -> Member:
    """Return the member of this chat who has agreed and finished joining."""
    member = member_of(session, chat_id)
    if member is None and (facilitator := facilitator_of(session, chat_id)):
        finished = facilitator.joined_at is not None
        raise RefusalError("refused-facilitator" if finished else "refused-finish-joining")
    if member is None:
        left = newest_place(session, chat_id) is not None
        raise RefusalError("joining-left" if left else "refused-not-joined")
    if member.joined_at is None:
        raise RefusalError("refused-finish-joining")
    return member


def joined_facilitator(session: Session, chat_id: int) -> Facilitator:
    """Return the facilitator of this chat who has agreed."""
    facilitator = facilitator_of(session, chat_id)
    if facilitator is None:
        raise RefusalError("refused-not-facilitator")
    if facilitator.joined_at is None:
        raise RefusalError("refused-finish-joining")
    return facilitator


def organiser_of(session: Session, chat_id: int) -> Facilitator:
    """Return the facilitator of this chat, who must be an organiser."""
    facilitator = joined_facilitator(session, chat_id)
    if not facilitator.organiser:
        raise RefusalError("refused-not-organiser")
    return facilitator


def colleague_of(session: Session, organiser: Facilitator, facilitator_id: int) -> Facilitator:
    """Return another facilitator who was not removed, for an organiser to change.

    Nobody changes themself, so that there is always an organiser.
    """
    found = session.get(Facilitator, facilitator_id)
    if found is None or found.removed_at is not None:
        raise RefusalError("desk-removed-already")
    if found.id == organiser.id:
        raise RefusalError("desk-team-yourself")
    return found


def pair_of(session: Session, member: Member) -> Pair:
    """Return the member's own pair."""
    return session.get_one(Pair, member.pair_id)


def cohort_of(session: Session, member: Member) -> Cohort:
    """Return the member's own cohort."""
    return session.get_one(Cohort, pair_of(session, member).cohort_id)


def own_due(session: Session, member: Member, due_id: int) -> Due:
    """Return a prompt that was put to this member."""
    return _of_member(session, member, Due, due_id)


def own_hold(session: Session, member: Member, hold_id: int) -> Hold:
    """Return something this member wrote that waits."""
    return _of_member(session, member, Hold, hold_id)


def own_note(session: Session, member: Member, note_id: int) -> Note:
    """Return words this member kept."""
    return _of_member(session, member, Note, note_id)


def own_update(session: Session, member: Member, update_id: int) -> ProgressUpdate:
    """Return a progress update that this member wrote."""
    return _of_member(session, member, ProgressUpdate, update_id)


def pair_step(session: Session, member: Member, step_id: int) -> NextStep:
    """Return a next step of this member's pair."""
    return _of_pair(session, member, NextStep, step_id)


def pair_challenge(session: Session, member: Member, challenge_id: int) -> Challenge:
    """Return a wording of this member's pair's challenge."""
    return _of_pair(session, member, Challenge, challenge_id)


def _of_member(session: Session, member: Member, kind: type[Own], row_id: int) -> Own:
    found = session.get(kind, row_id)
    if found is None or found.member_id != member.id:
        raise RefusalError("refused-not-yours")
    return found


def _of_pair(session: Session, member: Member, kind: type[PairsOwn], row_id: int) -> PairsOwn:
    found = session.get(kind, row_id)
    if found is None or found.pair_id != member.pair_id:
        raise RefusalError("refused-not-yours")
    return found


def own_broadcast(session: Session, facilitator: Facilitator, broadcast_id: int) -> Broadcast:
    """Return a broadcast that this facilitator wrote and did not throw away."""
    broadcast = session.get(Broadcast, broadcast_id)
    if broadcast is None or broadcast.facilitator_id != facilitator.id:
        raise RefusalError("refused-not-yours")
    if broadcast.stage is Stage.CANCELLED:
        raise RefusalError("broadcast-cancelled-already")
    return broadcast


def run_cohort(session: Session, facilitator: Facilitator, cohort_id: int) -> Cohort:
    """Return a cohort that this facilitator runs."""
    for cohort in cohorts_run_by(session, facilitator):
        if cohort.id == cohort_id:
            return cohort
    raise RefusalError("refused-not-yours")


def received_broadcast(session: Session, member: Member, broadcast_id: int) -> Broadcast:
    """Return a broadcast that this member got."""
    broadcast = session.get(Broadcast, broadcast_id)
    if broadcast is None or answering.delivery_to(session, broadcast_id, member) is None:
        raise RefusalError("old-button")
    return broadcast


def received_note(session: Session, facilitator: Facilitator, note_id: int) -> Note:
    """Return words that a member chose to send this facilitator."""
    note = answering.message_for(session, facilitator, note_id)
    if note is None:
        raise RefusalError("refused-not-yours")
    return note


def own_desk_answer(session: Session, facilitator: Facilitator, answer_id: int) -> DeskAnswer:
    """Return an answer that this facilitator wrote, to a member who is still theirs."""
    answer = session.get(DeskAnswer, answer_id)
    if answer is None or answer.facilitator_id != facilitator.id:
        raise RefusalError("refused-not-yours")
    received_note(session, facilitator, answer.note_id)
    return answer


def facilitator_for(session: Session, member: Member, facilitator_id: int) -> Facilitator:
    """Return a facilitator who runs this member's cohort now."""
    for facilitator in facilitators_of(session, cohort_of(session, member)):
        if facilitator.id == facilitator_id:
            return facilitator
    raise RefusalError("desk-sender-gone")


def run_pair(session: Session, facilitator: Facilitator, pair_id: int) -> Pair:
    """Return a pair in a cohort that this facilitator runs."""
    pair = session.get(Pair, pair_id)
    if pair is None:
        raise RefusalError("refused-not-yours")
    run_cohort(session, facilitator, pair.cohort_id)
    return pair


def run_place(session: Session, facilitator: Facilitator, member_id: int) -> Member:
    """Return a member, or who is to become one, in a cohort that this facilitator runs."""
    member = session.get(Member, member_id)
    if member is None:
        raise RefusalError("refused-not-yours")
    run_pair(session, facilitator, member.pair_id)
    return member


def run_workshop(session: Session, facilitator: Facilitator, workshop_id: int) -> Workshop:
    """Return a workshop of a cohort that this facilitator runs."""
    workshop = session.get(Workshop, workshop_id)
    if workshop is None:
        raise RefusalError("refused-not-yours")
    run_cohort(session, facilitator, workshop.cohort_id)
    return workshop


def run_change(session: Session, facilitator: Facilitator, change_id: int) -> PromptChange:
    """Return a change to the prompts of a cohort that this facilitator runs."""
    change = session.get(PromptChange, change_id)
    if change is None:
        raise RefusalError("old-button")
    run_cohort(session, facilitator, change.cohort_id)
    return change
