"""What goes when one who took part in the network is erased.

Their rows that others hang on stay without them and without words: an ask with others'
responses, a report that a facilitator decided on.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Exchange, Response
from bot.network.library.model import Entry, EntryState, EntryWish
from bot.network.linking.model import Link, LinkMessage, LinkPlace
from bot.network.safety.model import Exclusion, Report, Reported
from bot.people.model import Member
from bot.sharing.model import Piece

OUTCOME = "outcome"
"""The kind of the pieces that tell what came of an ask; either partner may have written them."""

GONE = (AskState.DRAFT, AskState.CHECKING, AskState.AWAITING)


def forget_member(session: Session, *, now: datetime, member_id: int) -> None:
    """Empty what is kept of a member; rows that are theirs alone are the caller's to delete."""
    asks = sa.select(Ask.id).where(Ask.member_id == member_id)
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
    told = sa.select(Piece.ref_id).where(Piece.kind == OUTCOME, Piece.member_id == member_id)
    session.execute(sa.update(Ask).where(Ask.id.in_(told)).values(outcome=None))
    for table in (Report, Exclusion):
        session.execute(sa.update(table).where(table.member_id == member_id).values(member_id=None))


def forget_entries(session: Session, *, member_id: int) -> None:
    """Empty every library entry that a member had a part in: nobody can tell their words in it."""
    asked = sa.select(Ask.id).where(Ask.member_id == member_id)
    answered = (
        sa.select(Exchange.ask_id)
        .join(Response, Response.exchange_id == Exchange.id)
        .where(Response.member_id == member_id)
    )
    theirs = sa.select(Entry.id).where(Entry.ask_id.in_(asked) | Entry.ask_id.in_(answered))
    session.execute(
        sa.update(Report)
        .where(Report.what == Reported.ENTRY, Report.ref_id.in_(theirs))
        .values(words="")
    )
    session.execute(
        sa.update(Entry)
        .where(Entry.id.in_(theirs))
        .values(
            state=EntryState.REMOVED,
            question="",
            told="",
            topics="",
            outcome=None,
            meaning=None,
            left_out="",
            lapses_at=None,
        )
    )


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
            desk_answer=None,
            topics="",
            meaning=None,
            goes_at=None,
            find_at=None,
            tell_at=None,
            outcome_at=None,
        )
    )


def chats_of_peers(session: Session, *, pair_id: int) -> list[int]:
    """Return the chats of every pair that this one ever exchanged anything with."""
    asking = sa.select(Exchange.pair_id).join(Ask, Ask.id == Exchange.ask_id)
    asked = sa.select(Ask.pair_id).join(Exchange, Exchange.ask_id == Ask.id)
    peers = asking.where(Ask.pair_id == pair_id).union(asked.where(Exchange.pair_id == pair_id))
    found = sa.select(Member.chat_id).where(
        Member.pair_id.in_(peers), Member.chat_id.is_not(None), Member.left_at.is_(None)
    )
    return [chat_id for chat_id in session.scalars(found) if chat_id is not None]


def forget_pair(session: Session, *, pair_id: int) -> None:
    """Delete what a pair asked and what was said to it, and what it said to others.

    What became part of the library stays: it names nobody, and all who wrote agreed.
    """
    asks = sa.select(Ask.id).where(Ask.pair_id == pair_id)
    exchanges = sa.select(Exchange.id).where(
        Exchange.ask_id.in_(asks) | (Exchange.pair_id == pair_id)
    )
    links = sa.select(Link.id).where(Link.exchange_id.in_(exchanges))
    entries = sa.select(Entry.id).where(Entry.ask_id.in_(asks))
    published = Entry.state == EntryState.PUBLISHED
    for table, which in (
        (LinkMessage, LinkMessage.link_id.in_(links)),
        (LinkPlace, LinkPlace.link_id.in_(links)),
        (Link, Link.exchange_id.in_(exchanges)),
        (Response, Response.exchange_id.in_(exchanges)),
        (Exchange, Exchange.id.in_(exchanges)),
        (EntryWish, EntryWish.entry_id.in_(entries)),
        (Entry, Entry.ask_id.in_(asks) & ~published),
    ):
        session.execute(sa.delete(table).where(which))
    session.execute(sa.update(Entry).where(Entry.ask_id.in_(asks)).values(ask_id=None))
    session.execute(sa.delete(Ask).where(Ask.pair_id == pair_id))
