"""Messages to several people that go into the outbox together, with a few statements."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from bot.post.model import OutboxMessage


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Rows that have no ids until they are `put_in`; made by `bot.post.many.batch_for`."""

    quiet: frozenset[int]
    """Chats in which what we started has rung often enough this week."""
    lost: frozenset[int]
    """Chats that cannot be reached."""
    rows: "list[OutboxMessage]" = field(default_factory=list)


def put_in(session: Session, batch: Batch) -> None:
    """Insert the rows in their order; from here on they have ids."""
    session.add_all(batch.rows)
    session.flush()
