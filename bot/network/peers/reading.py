"""Reads what pairs wrote, and let be compared, into `ComparedText`: some at a time.

Nobody gets to read it. It is done when an ask looks for pairs, in transactions of their own,
so that the one which finds them has only numbers to compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import ASKS_TO_FIND_FOR, Ask, AskState
from bot.network.exchanging.model import Exchange, Response, ResponseState
from bot.network.model import NetworkWish, Use
from bot.network.peers.meaning import vector
from bot.network.peers.model import ComparedText, Source
from bot.network.peers.topics import topics_of
from bot.pairs.model import Challenge, Pair, ProgressUpdate
from bot.people.model import Member
from bot.store.due import part

AT_ONCE = 50
"""Texts in one transaction: a tenth of a second."""


@dataclass(frozen=True, kw_only=True)
class _Text:
    source: Source
    ref_id: int
    pair_id: int
    member_id: int | None
    words: str


def is_in_use(session: Session) -> bool:
    """Tell whether anybody ever asked the network: texts will be compared again."""
    return session.scalar(sa.select(Ask.id).limit(1)) is not None


@part(ASKS_TO_FIND_FOR)
def read_texts(session: Session, now: datetime, limit: int) -> int:
    """Read what is new, while an ask looks for pairs: a part of the planner."""
    looks = sa.select(Ask.id).where(Ask.state == AskState.OPEN, ASKS_TO_FIND_FOR.has_come(now))
    if session.scalar(looks.limit(1)) is None:
        return 0
    session.execute(sa.delete(ComparedText).where(_stale()))
    new = _unread(session, min(limit, AT_ONCE))
    session.add_all(
        ComparedText(
            pair_id=text.pair_id,
            member_id=text.member_id,
            source=text.source,
            ref_id=text.ref_id,
            meaning=vector(text.words),
            topics=" ".join(topics_of(text.words)),
        )
        for text in new
    )
    return len(new)


def _current() -> sa.Select[int]:
    """Select the challenges that count and may be compared: the newest of each pair.

    An imported one, which nobody here wrote, needs that neither partner minds.
    """
    newest = (
        sa.select(Challenge.pair_id, sa.func.max(Challenge.version).label("version"))
        .where(~Challenge.waits)
        .group_by(Challenge.pair_id)
        .subquery()
    )
    minds = (
        sa.select(NetworkWish.member_id)
        .join(Member, Member.id == NetworkWish.member_id)
        .where(
            NetworkWish.use == Use.NOTHING,
            Member.left_at.is_(None),
            sa.or_(
                Member.id == Challenge.member_id,
                sa.and_(Challenge.member_id.is_(None), Member.pair_id == Challenge.pair_id),
            ),
        )
        .correlate(Challenge)
    )
    return (
        sa.select(Challenge.id)
        .join(
            newest,
            (newest.c.pair_id == Challenge.pair_id) & (newest.c.version == Challenge.version),
        )
        .join(Pair, Pair.id == Challenge.pair_id)
        .where(Pair.dissolved_at.is_(None), ~minds.exists())
    )


def _stale() -> sa.ColumnElement[bool]:
    """Say which texts count no more: earlier wordings of a challenge."""
    return sa.and_(ComparedText.source == Source.CHALLENGE, ComparedText.ref_id.not_in(_current()))


def _is_new(source: Source, ref_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    read = sa.select(ComparedText.id).where(
        ComparedText.source == source, ComparedText.ref_id == ref_id
    )
    return ~read.correlate_except(ComparedText).exists()


def _allows_all(
    member_id: sa.ColumnElement[int] | sa.ColumnElement[int | None],
) -> sa.ColumnElement[bool]:
    wish = sa.select(NetworkWish.member_id).where(
        NetworkWish.member_id == member_id, NetworkWish.use == Use.EVERYTHING
    )
    return wish.correlate_except(NetworkWish).exists()


def _unread(session: Session, limit: int) -> Sequence[_Text]:
    found: list[_Text] = []
    for look in (_challenges, _updates, _responses):
        if len(found) < limit:
            found += look(session, limit - len(found))
    return found


def _challenges(session: Session, limit: int) -> list[_Text]:
    wanted = sa.select(Challenge).where(
        Challenge.id.in_(_current()), _is_new(Source.CHALLENGE, Challenge.id.expression)
    )
    return [
        _Text(
            source=Source.CHALLENGE,
            ref_id=each.id,
            pair_id=each.pair_id,
            member_id=each.member_id,
            words=each.wording,
        )
        for each in session.scalars(wanted.order_by(Challenge.id).limit(limit))
    ]


def _updates(session: Session, limit: int) -> list[_Text]:
    wanted = sa.select(ProgressUpdate).where(
        ProgressUpdate.words_shared_at.is_not(None),
        _allows_all(ProgressUpdate.member_id.expression),
        _is_new(Source.PROGRESS, ProgressUpdate.id.expression),
    )
    return [
        _Text(
            source=Source.PROGRESS,
            ref_id=each.id,
            pair_id=each.pair_id,
            member_id=each.member_id,
            words="\n".join(part for part in (each.happened, each.obstacle) if part),
        )
        for each in session.scalars(wanted.order_by(ProgressUpdate.id).limit(limit))
    ]


def _responses(session: Session, limit: int) -> list[_Text]:
    wanted = (
        sa.select(Response, Exchange.pair_id)
        .join(Exchange, Exchange.id == Response.exchange_id)
        .where(
            Response.state == ResponseState.SENT,
            ~Response.from_asker,
            Response.words.is_not(None),
            _allows_all(Response.member_id.expression),
            _is_new(Source.RESPONSE, Response.id.expression),
        )
    )
    return [
        _Text(
            source=Source.RESPONSE,
            ref_id=each.id,
            pair_id=pair_id,
            member_id=each.member_id,
            words=each.words or "",
        )
        for each, pair_id in session.execute(wanted.order_by(Response.id).limit(limit))
    ]
