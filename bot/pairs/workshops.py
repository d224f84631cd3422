"""The days on which a pair's cohort meets."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Pair, Workshop


def workshops_of(session: Session, pair_id: int) -> Sequence[Workshop]:
    """Return the workshops of a pair's cohort, the first first."""
    return session.scalars(
        sa.select(Workshop)
        .join(Pair, Pair.cohort_id == Workshop.cohort_id)
        .where(Pair.id == pair_id)
        .order_by(Workshop.day)
    ).all()


def next_workshop(session: Session, pair_id: int, *, today: date) -> Workshop | None:
    """Return the workshop that is today or comes next."""
    coming = (w for w in workshops_of(session, pair_id) if w.day >= today)
    return next(coming, None)
