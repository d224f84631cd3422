"""What goes when one who took part in the network is erased.

Their rows that others hang on stay without them and without words: an ask with others'
responses, a report that a facilitator decided on.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.model import (
    Ask,
    AskState,
    Entry,
    EntryState,
    Exchange,
    Exclusion,
    LinkMessage,
    Report,
    Reported,
    Response,
)

GONE = (AskState.DRAFT, AskState.CHECKING, AskState.AWAITING)


def forget_member(session: Session, *, now: datetime, member_id: int) -> None:
    """Empty what is kept of a member; rows that are theirs alone are the caller's to delete.

    A library entry that they had a part in goes as a whole: nobody can tell their words in it.
    """
    asks = sa.select(Ask.id).where(Ask.member_id == member_id)
    answered = (
        sa.select(Exchange.ask_id)
        .join(Response, Response.exchange_id == Exchange.id)
        .where(Response.member_id == member_id)
    )
    session.execute(
        sa.update(Entry)
        .where(Entry.ask_id.in_(asks) | Entry.ask_id.in_(answered))
        .values(state=EntryState.REMOVED, question="", told="", topics="", meaning=None)
    )
    for what, theirs in (
        (Reported.ASK, asks),
        (Reported.RESPONSE, sa.select(Response.id).where(Response.member_id == member_id)),
        (
            Reported.LINK_MESSAGE,
            sa.select(LinkMessage.id).where(LinkMessage.member_id == member_id),
        ),
    ):
        session.execute(
            sa.update(Report).where(Report.what == what, Report.ref_id.in_(theirs)).values(words="")
        )
    _empty_asks(session, now=now, member_id=member_id)
    for table in (Report, Exclusion):
        session.execute(sa.update(table).where(table.member_id == member_id).values(member_id=None))


def _empty_asks(session: Session, *, now: datetime, member_id: int) -> None:
    unseen = Ask.state.in_(GONE)
    session.execute(
        sa.update(Ask)
        .where(Ask.member_id == member_id)
        .values(
            state=sa.case(
                (unseen, AskState.CANCELLED),
                (Ask.state == AskState.OPEN, AskState.CLOSED),
                else_=Ask.state,
            ),
            closed_at=sa.func.coalesce(Ask.closed_at, now),
            member_id=None,
            question="",
            background=None,
            outcome=None,
            topics="",
            meaning=None,
            goes_at=None,
            find_at=None,
            tell_at=None,
            outcome_at=None,
        )
    )
