"""Single-use invitations: made, renewed and opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.codes import hash_code, hash_token, new_code, new_link_token, normalise_code
from bot.people.keeping import own_key
from bot.people.model import Facilitator, Invitation, Member, WrongTry

GOOD_FOR = timedelta(days=60)
WRONG_TRIES = 5
PAUSE = timedelta(hours=1)
"""Five wrong tries within this time end trying for as long."""
CODE_KEY = "invitation-codes"


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What an invited person is given, once: neither can be found out later."""

    token: str
    """The parameter of the link, 22 characters."""
    code: str
    """The typed twin, `ABCD-EFGH-JKMN`."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Whose place an invitation led to; one of the two is given."""

    member: Member | None = None
    facilitator: Facilitator | None = None


class Closed(StrEnum):
    """Why an invitation did not open: the copy key of what the person is told.

    It is returned and not raised, since a wrong try must be remembered.
    """

    WRONG = "joining-invitation-wrong"
    PAUSED = "joining-invitation-paused"
    USED = "joining-invitation-used"
    EXPIRED = "joining-invitation-expired"
    REPLACED = "joining-invitation-replaced"
    ELSEWHERE = "joining-invitation-elsewhere"
    """This person has a place already."""


def invite_member(session: Session, *, now: datetime, member: Member) -> Secrets:
    """Make an invitation to a member's place; earlier ones no longer open it."""
    return _invite(session, now=now, member_id=member.id, facilitator_id=None)


def invite_again(session: Session, *, now: datetime, facilitator: Facilitator) -> Secrets:
    """Make an invitation for a facilitator; earlier ones no longer work."""
    return _invite(session, now=now, member_id=None, facilitator_id=facilitator.id)


def withdraw_invitations(
    session: Session, *, now: datetime, member_id: int | None, facilitator_id: int | None
) -> None:
    """Make every invitation of one person useless."""
    for invitation in _invitations(session, member_id=member_id, facilitator_id=facilitator_id):
        invitation.withdrawn_at = invitation.withdrawn_at or now


def open_by_link(session: Session, token: str, *, chat_id: int, now: datetime) -> Opened | Closed:
    """Open the invitation of a link for this chat; a repeated opening just goes on.

    A pause after wrong tries does not hold it up: 128 random bits cannot be guessed.
    """
    return _open(session, Invitation.link_hash == hash_token(token), chat_id=chat_id, now=now)


def open_by_code(session: Session, typed: str, *, chat_id: int, now: datetime) -> Opened | Closed:
    """Open the invitation of a typed code for this chat; a repeated opening just goes on."""
    code = normalise_code(typed)
    found: sa.ColumnElement[bool] = sa.false()
    if code is not None:
        found = Invitation.code_hash == hash_code(code, own_key(session, CODE_KEY))
    if _tries(session, chat_id=chat_id, now=now) >= WRONG_TRIES:
        return Closed.PAUSED
    return _open(session, found, chat_id=chat_id, now=now)


def release_place(session: Session, *, member: Member) -> None:
    """Undo the opening of a member's invitation: the place is free, the invitation good."""
    member.chat_id = None
    for invitation in _invitations(session, member_id=member.id, facilitator_id=None):
        invitation.used_at = None


def release_desk(session: Session, *, facilitator: Facilitator) -> None:
    """Undo the opening of a facilitator's invitation."""
    facilitator.chat_id = None
    for invitation in _invitations(session, member_id=None, facilitator_id=facilitator.id):
        invitation.used_at = None


def _invite(
    session: Session, *, now: datetime, member_id: int | None, facilitator_id: int | None
) -> Secrets:
    withdraw_invitations(session, now=now, member_id=member_id, facilitator_id=facilitator_id)
    made = Secrets(token=new_link_token(), code=new_code())
    session.add(
        Invitation(
            member_id=member_id,
            facilitator_id=facilitator_id,
            link_hash=hash_token(made.token),
            code_hash=hash_code(made.code, own_key(session, CODE_KEY)),
            created_at=now,
            expires_at=now + GOOD_FOR,
        )
    )
    session.flush()
    return made


def _invitations(
    session: Session, *, member_id: int | None, facilitator_id: int | None
) -> Sequence[Invitation]:
    whose = (
        Invitation.member_id == member_id
        if member_id is not None
        else Invitation.facilitator_id == facilitator_id
    )
    return session.scalars(sa.select(Invitation).where(whose)).all()


def _open(
    session: Session, which: sa.ColumnElement[bool], *, chat_id: int, now: datetime
) -> Opened | Closed:
    invitation = session.scalar(sa.select(Invitation).where(which).with_for_update())
    if invitation is None:
        session.add(WrongTry(chat_id=chat_id, at=now))
        session.flush()
        over = _tries(session, chat_id=chat_id, now=now) >= WRONG_TRIES
        return Closed.PAUSED if over else Closed.WRONG
    if invitation.member_id is not None:
        member = session.get_one(Member, invitation.member_id)
        return _open_place(session, invitation, member, chat_id=chat_id, now=now)
    facilitator = session.get_one(Facilitator, invitation.facilitator_id)
    return _open_desk(session, invitation, facilitator, chat_id=chat_id, now=now)


def _tries(session: Session, *, chat_id: int, now: datetime) -> int:
    counted = sa.select(sa.func.count()).where(
        WrongTry.chat_id == chat_id, WrongTry.at > now - PAUSE
    )
    return session.scalar(counted.select_from(WrongTry)) or 0


def _open_place(
    session: Session, invitation: Invitation, member: Member, *, chat_id: int, now: datetime
) -> Opened | Closed:
    if member.chat_id == chat_id and member.left_at is None:
        return Opened(member=member)
    taken = member.chat_id is not None or member.left_at is not None
    closed = _why_closed(invitation, taken=taken, now=now)
    if closed is not None:
        return closed
    other = session.scalar(
        sa.select(Member).where(Member.chat_id == chat_id, Member.left_at.is_(None))
    )
    if other is not None and other.consented_at is not None:
        return Closed.ELSEWHERE
    if other is not None:
        release_place(session, member=other)
        session.flush()  # the chat may stand in one place only, also on the way
    member.chat_id, invitation.used_at = chat_id, now
    session.flush()
    return Opened(member=member)


def _open_desk(
    session: Session,
    invitation: Invitation,
    facilitator: Facilitator,
    *,
    chat_id: int,
    now: datetime,
) -> Opened | Closed:
    if facilitator.chat_id == chat_id and facilitator.removed_at is None:
        return Opened(facilitator=facilitator)
    gone = facilitator.chat_id is not None or facilitator.removed_at is not None
    closed = _why_closed(invitation, taken=gone, now=now)
    if closed is not None:
        return closed
    if session.scalar(sa.select(Facilitator.id).where(Facilitator.chat_id == chat_id)):
        return Closed.ELSEWHERE
    facilitator.chat_id, invitation.used_at = chat_id, now
    session.flush()
    return Opened(facilitator=facilitator)


def _why_closed(invitation: Invitation, *, taken: bool, now: datetime) -> Closed | None:
    if invitation.used_at is not None or taken:
        return Closed.USED
    if invitation.withdrawn_at is not None:
        return Closed.REPLACED
    if invitation.expires_at <= now:
        return Closed.EXPIRED
    return None
