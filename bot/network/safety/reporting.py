"""Takes what a member reports: it is hidden, and waits for a facilitator."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask
from bot.network.exchanging.model import Response, ResponseState
from bot.network.library.model import Entry, EntryState
from bot.network.linking.model import LinkMessage
from bot.network.safety.model import Report, Reported
from bot.people.model import Member


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
