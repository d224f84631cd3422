"""From an opened invitation to a member: consent, name, time of prompts."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.people.invitations import release_desk, release_place
from bot.people.model import Facilitator, Member

NOTICE_VERSION = "1"
"""Raise it when the notice in `joining.ftl` says something else than before."""


def agree(*, now: datetime, member: Member) -> bool:
    """Store the consent to the notice; return False when it was given before."""
    if member.consented_at is not None:
        return False
    member.consented_at, member.notice_version = now, NOTICE_VERSION
    return True


def decline(session: Session, *, member: Member) -> None:
    """Let go of the person; the place stays open and the invitation good."""
    if member.consented_at is not None:
        raise RefusalError("joining-already-agreed")
    release_place(session, member=member)


def choose_name(*, member: Member, name: str) -> None:
    """Take the name that the person wants to be called by."""
    member.name = name


def finish_joining(*, now: datetime, member: Member, at: time) -> bool:
    """Take the time of prompts and make the person a member; False when they are one."""
    if member.consented_at is None:
        raise RefusalError("refused-not-joined")
    if member.joined_at is not None:
        return False
    member.prompt_time, member.joined_at = at.isoformat("minutes"), now
    return True


def take_desk(*, now: datetime, facilitator: Facilitator) -> bool:
    """Note that a facilitator agreed; return False when they had before."""
    if facilitator.joined_at is not None:
        return False
    facilitator.joined_at = now
    return True


def decline_desk(session: Session, *, facilitator: Facilitator) -> None:
    """Let go of an invited facilitator; the invitation stays good."""
    if facilitator.joined_at is not None:
        raise RefusalError("joining-already-agreed")
    release_desk(session, facilitator=facilitator)
