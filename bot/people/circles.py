"""Whose updates must not be handled at the same time."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member


def circles(session: Session, chats: Collection[int]) -> Mapping[int | None, str]:
    """Name the pair of each chat that belongs to one: what one does is seen by the other."""
    pairs = sa.select(Member.chat_id, Member.pair_id).where(
        Member.chat_id.in_(chats), Member.left_at.is_(None)
    )
    return {chat: f"pair:{pair}" for chat, pair in session.execute(pairs)}
