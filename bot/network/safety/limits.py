"""What keeps the network kind: reports, pairs that are not to meet, and limits."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.model import (
    Ask,
    Entry,
    EntryState,
    Exclusion,
    LinkMessage,
    Report,
    Reported,
    Response,
    ResponseState,
)
from bot.people.model import Member
from bot.store.upsert import insert_new

RELAYED_AN_HOUR = 20
OPEN_ASKS = 2
HOUR = timedelta(hours=1)


def report(
    session: Session, *, now: datetime, member: Member, what: Reported, ref_id: int
) -> Report | None:
    """Put something in the moderation queue and hide it meanwhile.

    Returns None when it waits there already; that this member may see it is the caller's to know.
    """
    waits = sa.select(Report.id).where(
        Report.what == what, Report.ref_id == ref_id, Report.ruled_at.is_(None)
    )
    if session.scalar(waits) is not None:
        return None
    made = Report(
        what=what, ref_id=ref_id, member_id=member.id, words=_hide(session, what, ref_id),
        made_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _hide(session: Session, what: Reported, ref_id: int) -> str:
    """Hide the thing and return its words as they stand."""
    match what:
        case Reported.ASK:
            ask = session.get_one(Ask, ref_id)
            ask.hidden = True
            return "\n\n".join(part for part in (ask.question, ask.background) if part)
        case Reported.RESPONSE:
            response = session.get_one(Response, ref_id)
            response.state = ResponseState.HIDDEN
            return response.words or ""
        case Reported.LINK_MESSAGE:
            message = session.get_one(LinkMessage, ref_id)
            message.state = ResponseState.HIDDEN
            return message.words or ""
        case Reported.ENTRY:
            entry = session.get_one(Entry, ref_id)
            entry.state = EntryState.HIDDEN
            return f"{entry.question}\n\n{entry.told}"


def may_relay(session: Session, *, now: datetime, member: Member) -> bool:
    """Tell whether the member may send one more message to other pairs within this hour."""
    relayed = sum(_relayed(session, table, member, since=now - HOUR) for table in _RELAYED)
    return relayed < RELAYED_AN_HOUR


_RELAYED: tuple[type[Response] | type[LinkMessage], ...] = (Response, LinkMessage)


def _relayed(
    session: Session, table: type[Response] | type[LinkMessage], member: Member, *, since: datetime
) -> int:
    sent = sa.select(sa.func.count()).select_from(table)
    return session.scalar(sent.where(table.member_id == member.id, table.sent_at > since)) or 0


def exclude(session: Session, *, now: datetime, member: Member, other_pair_id: int) -> bool:
    """Keep two pairs apart from now on; nobody is told. Returns False when they were already."""
    if other_pair_id in excluded_pairs(session, member.pair_id):
        return False
    row = {
        "pair_id": member.pair_id, "other_pair_id": other_pair_id, "member_id": member.id,
        "made_at": now,
    }  # fmt: skip
    return bool(insert_new(session, Exclusion, [row]))


def let_meet_again(session: Session, *, pair_id: int, other_pair_id: int) -> bool:
    """Take back what this pair wished; what the other pair wished still counts.

    Returns False when there was nothing to take back.
    """
    gone = session.execute(
        sa.delete(Exclusion)
        .where(Exclusion.pair_id == pair_id, Exclusion.other_pair_id == other_pair_id)
        .returning(Exclusion.pair_id)
    )
    return gone.first() is not None


def excluded_pairs(session: Session, pair_id: int) -> set[int]:
    """Return the pairs that this one is not to meet, whichever of the two wished so."""
    mine = sa.select(Exclusion.other_pair_id).where(Exclusion.pair_id == pair_id)
    theirs = sa.select(Exclusion.pair_id).where(Exclusion.other_pair_id == pair_id)
    return set(session.scalars(mine.union(theirs)))
