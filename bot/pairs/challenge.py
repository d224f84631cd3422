"""The wordings of a pair's shared challenge."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.model import Challenge
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.people.model import Member
from bot.sharing import actions as sharing
from bot.sharing import pieces
from bot.sharing.actions import ToShare
from bot.sharing.model import Shares
from bot.sharing.said import Said

CHALLENGE = "challenge"
"""The kind of the pieces of a wording."""
LONGEST = 500
"""Characters: one or two sentences that fit every screen they appear on."""


def wordings(session: Session, pair_id: int) -> Sequence[Challenge]:
    """Return every wording that counts or counted, the newest first."""
    return session.scalars(
        sa.select(Challenge)
        .where(Challenge.pair_id == pair_id, ~Challenge.waits)
        .order_by(Challenge.version.desc())
    ).all()


def current(session: Session, pair_id: int) -> Challenge | None:
    """Return the wording that counts."""
    return session.scalar(
        sa.select(Challenge)
        .where(Challenge.pair_id == pair_id, ~Challenge.waits)
        .order_by(Challenge.version.desc())
        .limit(1)
    )


def write(session: Session, *, now: datetime, member: Member, said: Said) -> Challenge:
    """Propose a new wording: it counts, and the partner is told, after the two minutes.

    Raises `RefusalError` for a file without words and for more than 500 characters.
    """
    check_wording(said.text)
    wording = _new(session, now=now, member=member, wording=said.text, waits=True)
    pieces.add_piece(session, now=now, member=member, kind=CHALLENGE, ref_id=wording.id, said=said)
    hold(session, now=now, member=member, wording=wording)
    return wording


def check_wording(text: str) -> None:
    """Raise `RefusalError` unless `text` can be a wording."""
    if not text:
        raise RefusalError("pair-challenge-words-only")
    if len(text) > LONGEST:
        raise RefusalError("pair-challenge-long", longest=LONGEST)


def hold(session: Session, *, now: datetime, member: Member, wording: Challenge) -> None:
    """Start, or start anew, the two minutes of a wording."""
    partner = partner_of(session, member)
    thing = ToShare(
        kind=Shares.CHALLENGE,
        ref_id=wording.id,
        words=wording.wording,
        copy="pair-challenge-held",
        args={"partner": partner.name if partner else "", "has_partner": partner is not None},
    )
    sharing.hold(session, now=now, member=member, thing=thing)


def use(session: Session, *, now: datetime, member: Member, wording: Challenge) -> Challenge:
    """Let a new wording count, and tell the partner."""
    wording.waits = False
    # Two wordings may wait at once: the one that is let go last is the one that counts.
    newest = current(session, wording.pair_id)
    if newest is not None and newest.version > wording.version:
        wording.version = _next_version(session, wording.pair_id)
    session.flush()
    _tell_partner(session, now=now, member=member, wording=wording, copy="pair-challenge-told")
    return wording


def restore(session: Session, *, now: datetime, member: Member, earlier: Challenge) -> bool:
    """Use an earlier wording again, as a new version; the partner is told.

    Both have seen the words before: nothing waits. False when they count already.
    """
    newest = current(session, member.pair_id)
    if earlier.waits:
        raise RefusalError("refused-not-yours")
    if newest is not None and newest.wording == earlier.wording:
        return False
    wording = _new(session, now=now, member=member, wording=earlier.wording, waits=False)
    _tell_partner(session, now=now, member=member, wording=wording, copy="pair-challenge-restored")
    return True


def erase(session: Session, wording: Challenge) -> None:
    """Empty a wording that never counted."""
    wording.wording = ""
    session.flush()


def _tell_partner(
    session: Session, *, now: datetime, member: Member, wording: Challenge, copy: str
) -> None:
    partner = partner_of(session, member)
    if partner is None:
        return
    args = {"name": member.name}
    about = f"challenge:{wording.id}"
    news = News(copy=copy, args=args, words=wording.wording, about=about)
    tell(session, now=now, reader=partner, news=news)


def _new(
    session: Session, *, now: datetime, member: Member, wording: str, waits: bool
) -> Challenge:
    challenge = Challenge(
        pair_id=member.pair_id,
        version=_next_version(session, member.pair_id),
        wording=wording,
        member_id=member.id,
        written_at=now,
        waits=waits,
    )
    session.add(challenge)
    session.flush()
    return challenge


def _next_version(session: Session, pair_id: int) -> int:
    newest = session.scalar(
        sa.select(sa.func.max(Challenge.version)).where(Challenge.pair_id == pair_id)
    )
    return (newest or 0) + 1
