"""Reads the network's library: what pairs asked, were told, and what came of it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask
from bot.network.library.model import Entry, EntryState
from bot.network.peers.likeness import likest


def published() -> sa.Select[Entry]:
    """Select what anybody in the network may read, the newest first."""
    return (
        sa.select(Entry)
        .where(Entry.state == EntryState.PUBLISHED)
        .order_by(Entry.published_at.desc(), Entry.id.desc())
    )


def find(session: Session, *, words: str, limit: int) -> Sequence[Entry]:
    """Return the entries most like the words, the likest first; perhaps none."""
    entries = session.scalars(published()).all()
    texts = [(f"{entry.question} {entry.told}", entry.meaning) for entry in entries]
    return [entries[place] for place in likest(words, texts)[:limit]]


def helping(session: Session, *, ask: Ask, limit: int = 3) -> Sequence[Entry]:
    """Return the entries that may help with an ask."""
    return find(session, words=f"{ask.question} {ask.background or ''}", limit=limit)


def about(session: Session, *, topic: str) -> Sequence[Entry]:
    """Return the entries on a topic, the newest first."""
    return [entry for entry in session.scalars(published()) if topic in entry.topics.split()]
