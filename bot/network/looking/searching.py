"""Looks for open asks by words or by meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState
from bot.network.library.entries import find as find_entries
from bot.network.library.model import Entry
from bot.network.peers.likeness import likest
from bot.network.safety.apart import excluded_pairs
from bot.people.model import Member


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found, the likeliest first."""

    entries: Sequence[Entry]
    asks: Sequence[Ask]


def search(session: Session, *, member: Member, words: str, limit: int) -> Found:
    """Look through the library and the open asks; up to `limit` of each."""
    return Found(
        entries=find_entries(session, words=words, limit=limit),
        asks=_find_asks(session, member=member, words=words, limit=limit),
    )


def open_asks(session: Session, *, member: Member) -> sa.Select[Ask]:
    """Select the open asks that this member may read, the newest first."""
    apart = excluded_pairs(session, member.pair_id)
    return (
        sa.select(Ask)
        .where(Ask.state == AskState.OPEN, ~Ask.hidden, Ask.pair_id.not_in(apart))
        .order_by(Ask.opened_at.desc(), Ask.id.desc())
    )


def about(session: Session, *, member: Member, topic: str) -> list[Ask]:
    """Return the open asks on a topic, the newest first."""
    asks = session.scalars(open_asks(session, member=member))
    return [ask for ask in asks if topic in ask.topics.split()]


def _find_asks(session: Session, *, member: Member, words: str, limit: int) -> list[Ask]:
    asks = session.scalars(open_asks(session, member=member)).all()
    texts = [(f"{ask.question} {ask.background or ''}", ask.meaning) for ask in asks]
    return [asks[place] for place in likest(words, texts)[:limit]]
