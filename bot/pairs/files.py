"""Files of people that facilitators send: asked for here, fetched outside any transaction.

Telegram holds the file until it has been read; its bytes are never kept. Whoever dies on the
way leaves the row, and the file is fetched again; deleting the row is what takes the work, so
that two never do it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort, CohortFile
from bot.people.model import Facilitator

MOST_BYTES = 200_000
"""Of a file of people; a thousand of them need half of it."""
MOST_TRIES = 5
FIRST_PAUSE = timedelta(seconds=10)
AT_ONCE = 5


def ask_for_file(
    session: Session, *, now: datetime, facilitator: Facilitator, cohort: Cohort, file_id: str
) -> None:
    """Have a file fetched and read."""
    session.add(
        CohortFile(
            facilitator_id=facilitator.id, cohort_id=cohort.id, file_id=file_id, fetch_at=now
        )
    )


def files_due(session: Session, *, now: datetime) -> Sequence[CohortFile]:
    """Return the files that are to be fetched now."""
    return session.scalars(
        sa.select(CohortFile)
        .where(CohortFile.fetch_at <= now)
        .order_by(CohortFile.fetch_at, CohortFile.id)
        .limit(AT_ONCE)
    ).all()


def take(session: Session, file_id: int) -> CohortFile | None:
    """Take a fetched file's row out; None when somebody else has."""
    row = session.scalar(
        sa.select(CohortFile).where(CohortFile.id == file_id).with_for_update(skip_locked=True)
    )
    if row is not None:
        session.delete(row)
        session.flush()
    return row


def try_later(session: Session, file_id: int, *, now: datetime) -> bool:
    """Have a file fetched again in a while; False when that was tried often enough."""
    row = session.get(CohortFile, file_id)
    if row is None:
        return True
    row.tries += 1
    row.fetch_at = now + FIRST_PAUSE * 2**row.tries
    return row.tries < MOST_TRIES
