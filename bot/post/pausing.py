"""The outbox as a whole, paused: after a restore nothing old may leave again unseen."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import OutboxMessage, Sending
from bot.store.base import Words

_NAME = "outbox_paused"
# The installation's own notes; the table's class belongs to a higher layer.
_KEEPING = sa.table("keeping", sa.column("name", sa.String), sa.column("value", Words))
IS_PAUSED = sa.exists().where(_KEEPING.c.name == _NAME)
"""Nothing is to be sent for now."""


def is_paused(session: Session) -> bool:
    """Tell whether nothing is to be sent for now."""
    return bool(session.scalar(sa.select(IS_PAUSED)))


def pause(session: Session) -> None:
    """Send nothing until `resume`."""
    if not is_paused(session):
        session.execute(_KEEPING.insert().values(name=_NAME, value="1"))


def resume(session: Session) -> None:
    """Let messages leave again."""
    session.execute(_KEEPING.delete().where(_KEEPING.c.name == _NAME))


def count_waiting(session: Session) -> int:
    """Return how many messages wait to be sent, or were on their way."""
    waiting = sa.select(sa.func.count()).select_from(OutboxMessage).where(_unsent())
    return session.scalar(waiting) or 0


def cancel_waiting(session: Session, *, now: datetime) -> int:
    """Cancel every message that was not sent; return how many."""
    cancelled = session.execute(
        sa.update(OutboxMessage)
        .where(_unsent())
        .values(state=Sending.CANCELLED, settled_at=now, content=None)
        .returning(OutboxMessage.id)
    )
    return len(cancelled.all())


def _unsent() -> sa.ColumnElement[bool]:
    return OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED))
