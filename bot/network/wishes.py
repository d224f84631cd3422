"""How a member wants to take part in the network, and whether they do so now."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.model import NetworkWish, Use
from bot.network.peers.model import ComparedText, Source
from bot.pairs.relay import is_paused
from bot.people.model import Member
from bot.post.model import Chat

UNTIL_I_SAY = datetime(9999, 1, 1, tzinfo=UTC)
MOST_A_WEEK = 3
_COMPARED = {
    Use.NOTHING: frozenset[Source](),
    Use.CHALLENGE: frozenset({Source.CHALLENGE}),
    Use.EVERYTHING: frozenset(Source),
}


def wish_of(session: Session, member: Member) -> NetworkWish:
    """Return what the member wishes; the defaults, not stored, where they never said."""
    found = session.get(NetworkWish, member.id)
    return found or NetworkWish(member_id=member.id, use=Use.CHALLENGE, asks_a_week=1)


def _stored(session: Session, member: Member) -> NetworkWish:
    wish = wish_of(session, member)
    session.add(wish)
    return wish


def allows(session: Session, member: Member, source: Source) -> bool:
    """Tell whether this kind of the member's texts may be compared with asks."""
    return source in _COMPARED[wish_of(session, member).use]


def set_use(session: Session, *, member: Member, use: Use) -> None:
    """Allow comparing these texts and no others; what was read of others is forgotten."""
    _stored(session, member).use = use
    session.execute(
        sa.delete(ComparedText).where(
            ComparedText.member_id == member.id, ComparedText.source.not_in(_COMPARED[use])
        )
    )


def set_asks_a_week(session: Session, *, member: Member, number: int) -> None:
    """Let so many asks come in seven days, from 1 to 3."""
    _stored(session, member).asks_a_week = max(1, min(number, MOST_A_WEEK))


def mute(session: Session, *, member: Member, until: datetime) -> None:
    """Let the network rest until then, or `UNTIL_I_SAY`; prompts still come."""
    _stored(session, member).muted_until = until


def unmute(session: Session, *, member: Member) -> bool:
    """Let the network in again; return False when it was not muted."""
    wish = wish_of(session, member)
    if wish.muted_until is None:
        return False
    wish.muted_until = None
    return True


def is_muted(session: Session, member: Member, *, now: datetime) -> bool:
    """Tell whether the member lets the network rest."""
    until = wish_of(session, member).muted_until
    return until is not None and until > now


def takes_part(session: Session, *, now: datetime, member: Member) -> bool:
    """Tell whether asks may be brought to this member now: here, reachable, not resting."""
    if member.joined_at is None or member.left_at is not None or member.chat_id is None:
        return False
    chat = session.get(Chat, member.chat_id)
    if chat is not None and chat.unreachable_since is not None:
        return False
    return not is_muted(session, member, now=now) and not is_paused(session, member, now)
