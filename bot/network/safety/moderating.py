"""The moderation queue: what was reported, who may decide, and what becomes of it."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Response, ResponseState
from bot.network.library.model import Entry, EntryState
from bot.network.linking.model import LinkMessage
from bot.network.safety.model import Report, Reported, Ruling
from bot.pairs.cohorts import cohorts_run_by, facilitators_of
from bot.pairs.model import Cohort, Pair
from bot.people.model import Facilitator, Member


def writer_of(session: Session, report: Report) -> Member | None:
    """Return who wrote what was reported; None once they are gone, and for the library."""
    match report.what:
        case Reported.ASK:
            written: Ask | Response | LinkMessage | None = session.get(Ask, report.ref_id)
        case Reported.RESPONSE:
            written = session.get(Response, report.ref_id)
        case Reported.LINK_MESSAGE:
            written = session.get(LinkMessage, report.ref_id)
        case Reported.ENTRY:
            written = None
    if written is None or written.member_id is None:
        return None
    return session.get(Member, written.member_id)


def reporter_of(session: Session, report: Report) -> Member | None:
    """Return who reported it; None once they are gone."""
    return session.get(Member, report.member_id) if report.member_id is not None else None


def moderators(session: Session, report: Report) -> Sequence[Facilitator]:
    """Return who may decide: the facilitators of both sides' cohorts, organisers among them."""
    found: dict[int, Facilitator] = {}
    for cohort in _cohorts(session, report):
        found |= {each.id: each for each in facilitators_of(session, cohort)}
    return list(found.values())


def may_rule(session: Session, facilitator: Facilitator, report: Report) -> bool:
    """Tell whether this facilitator may decide about a report."""
    if facilitator.organiser:
        return True
    theirs = {cohort.id for cohort in cohorts_run_by(session, facilitator)}
    return any(cohort.id in theirs for cohort in _cohorts(session, report))


def queue(session: Session, facilitator: Facilitator) -> list[Report]:
    """Return what waits for this facilitator's decision, the oldest first."""
    waiting = sa.select(Report).where(Report.ruled_at.is_(None)).order_by(Report.made_at)
    return [each for each in session.scalars(waiting) if may_rule(session, facilitator, each)]


def _cohorts(session: Session, report: Report) -> list[Cohort]:
    """Return the cohorts of both sides; of a gone writer nothing is known."""
    sides = [writer_of(session, report), reporter_of(session, report)]
    pairs = [session.get_one(Pair, member.pair_id) for member in sides if member is not None]
    return [session.get_one(Cohort, pair.cohort_id) for pair in pairs]


def rule(
    session: Session,
    *,
    now: datetime,
    facilitator: Facilitator,
    report: Report,
    ruling: Ruling,
) -> bool:
    """Decide about a report: show the thing again or take it away. False when that was done."""
    if report.ruled_at is not None:
        return False
    report.ruling, report.ruled_at, report.facilitator_id = ruling, now, facilitator.id
    _settle(session, now=now, report=report, goes=ruling is Ruling.REMOVED)
    return True


def _settle(session: Session, *, now: datetime, report: Report, goes: bool) -> None:
    match report.what:
        case Reported.ASK:
            ask = session.get(Ask, report.ref_id)
            if ask is not None:
                _settle_ask(ask, now=now, goes=goes)
        case Reported.RESPONSE | Reported.LINK_MESSAGE:
            message: Response | LinkMessage | None = (
                session.get(Response, report.ref_id)
                if report.what is Reported.RESPONSE
                else session.get(LinkMessage, report.ref_id)
            )
            if message is not None and message.state is ResponseState.HIDDEN:
                message.state = ResponseState.REMOVED if goes else ResponseState.SENT
        case Reported.ENTRY:
            entry = session.get(Entry, report.ref_id)
            if entry is not None and entry.state is EntryState.HIDDEN:
                entry.state = EntryState.REMOVED if goes else EntryState.PUBLISHED


def _settle_ask(ask: Ask, *, now: datetime, goes: bool) -> None:
    ask.hidden = False
    if not goes and ask.find_at is not None:
        ask.find_at = now  # nobody was looked for while it was hidden
    if goes and ask.state is AskState.OPEN:
        ask.state, ask.closed_at = AskState.REMOVED, now
        ask.find_at = ask.tell_at = ask.outcome_at = None
