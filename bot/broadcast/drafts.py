"""Writing a broadcast: begin, choose whom it is for, say what it says, throw it away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.audience import Audience, audience_from
from bot.broadcast.content import Item, Message, add_item, message_from
from bot.broadcast.model import Broadcast, Stage
from bot.errors import RefusalError
from bot.people.model import Facilitator

SHOWN = 8


def begin(
    session: Session, *, now: datetime, facilitator: Facilitator, audience: Audience | None = None
) -> Broadcast:
    """Begin a draft; earlier ones without a word in them go."""
    session.execute(
        sa.delete(Broadcast).where(
            Broadcast.facilitator_id == facilitator.id,
            Broadcast.stage == Stage.DRAFT,
            Broadcast.message.is_(None),
        )
    )
    return make(session, now=now, facilitator=facilitator, audience=audience or Audience())


def make(
    session: Session, *, now: datetime, facilitator: Facilitator, audience: Audience
) -> Broadcast:
    """Make a draft beside whatever the facilitator is writing."""
    broadcast = Broadcast(
        facilitator_id=facilitator.id,
        stage=Stage.DRAFT,
        audience=audience.to_document(),
        created_at=now,
    )
    session.add(broadcast)
    session.flush()
    return broadcast


def audience_of(broadcast: Broadcast) -> Audience:
    """Return whom a broadcast is for."""
    return audience_from(broadcast.audience)


def message_of(broadcast: Broadcast) -> Message:
    """Return what a broadcast says; raises `RefusalError` while nothing is written."""
    if broadcast.message is None:
        raise RefusalError("broadcast-write-first")
    return message_from(broadcast.message)


def require_draft(broadcast: Broadcast) -> None:
    """Raise `RefusalError` unless it can still be written."""
    if broadcast.stage is not Stage.DRAFT:
        raise RefusalError("broadcast-not-a-draft")


def choose(broadcast: Broadcast, audience: Audience) -> None:
    """Make a draft be for this audience."""
    require_draft(broadcast)
    broadcast.audience = audience.to_document()


def write(broadcast: Broadcast, item: Item) -> Message:
    """Put a message of the facilitator's in a draft; raises `RefusalError` for what cannot go."""
    require_draft(broadcast)
    before = message_from(broadcast.message) if broadcast.message else None
    message = add_item(before, item)
    broadcast.message = message.to_document()
    return message


def offer_answers(broadcast: Broadcast, options: Sequence[str]) -> None:
    """Put these answer buttons under a draft, or none."""
    require_draft(broadcast)
    broadcast.message = replace(message_of(broadcast), options=tuple(options)).to_document()


def discard(broadcast: Broadcast) -> None:
    """Throw away a draft or a scheduled broadcast: its words go at once."""
    if broadcast.stage not in (Stage.DRAFT, Stage.SCHEDULED):
        raise RefusalError("broadcast-too-late-to-cancel")
    broadcast.stage, broadcast.message = Stage.CANCELLED, None
    broadcast.send_at = broadcast.anchor = None


def take_back(broadcast: Broadcast) -> None:
    """Make a scheduled broadcast a draft again."""
    if broadcast.stage is not Stage.SCHEDULED:
        raise RefusalError("broadcast-not-scheduled")
    broadcast.stage, broadcast.send_at, broadcast.anchor = Stage.DRAFT, None, None


def remind(session: Session, *, now: datetime, broadcast: Broadcast) -> Broadcast:
    """Begin a draft of the same words for those who tapped no answer."""
    if not message_of(broadcast).options:
        raise RefusalError("broadcast-asked-nothing")
    facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
    audience = Audience(silent_to=broadcast.id)
    draft = begin(session, now=now, facilitator=facilitator, audience=audience)
    draft.message, draft.reminds_id = broadcast.message, broadcast.id
    return draft


def listed(session: Session, facilitator: Facilitator) -> Sequence[Broadcast]:
    """Return the facilitator's broadcasts to choose from, what is still to come first."""
    to_come = sa.case((Broadcast.stage.in_((Stage.DRAFT, Stage.SCHEDULED)), 0), else_=1)
    return session.scalars(
        sa.select(Broadcast)
        .where(
            Broadcast.facilitator_id == facilitator.id,
            Broadcast.stage != Stage.CANCELLED,
            Broadcast.message.is_not(None),
        )
        .order_by(to_come, Broadcast.send_at, Broadcast.id.desc())
        .limit(SHOWN)
    ).all()
