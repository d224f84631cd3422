"""How much one may send, so that nobody is flooded."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.exchanging.model import Response
from bot.network.linking.model import LinkMessage
from bot.people.model import Member

RELAYED_AN_HOUR = 20
OPEN_ASKS = 2
HOUR = timedelta(hours=1)


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
