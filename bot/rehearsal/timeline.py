"""What has happened so far, day by day, for the line along the top of the page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.broadcast.model import Broadcast
from bot.network.asking.model import Ask
from bot.pairs.model import Cohort, ProgressUpdate, Workshop
from bot.reflection.model import Due, DueState

AFTERWARDS = timedelta(weeks=2)
"""How long after the last workshop the line goes on at least."""


class Lane(StrEnum):
    """What happens on one line, in the order in which they are shown."""

    PROMPTS = "prompts"
    ANSWERS = "answers"
    PROGRESS = "progress"
    ASKS = "asks"
    BROADCASTS = "broadcasts"


_HAPPENED: dict[Lane, InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]] = {
    Lane.PROMPTS: Due.sent_at,
    Lane.ANSWERS: Due.answered_at,
    Lane.PROGRESS: ProgressUpdate.said_at,
    Lane.ASKS: Ask.opened_at,
    Lane.BROADCASTS: Broadcast.started_at,
}


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """From the first day to the last; `counts` says how often something happened on a day."""

    first: date
    last: date
    workshops: list[tuple[int, date]]
    counts: dict[Lane, dict[date, int]]
    planned: dict[date, int]
    """Prompts that are still to come."""

    def to_json(self) -> dict[str, object]:
        """Return it for the page."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "workshops": [
                {"number": number, "day": day.isoformat()} for number, day in self.workshops
            ],
            "lanes": [
                {"lane": lane.value, "days": _written(days)} for lane, days in self.counts.items()
            ],
            "planned": _written(self.planned),
        }


def timeline(session: Session, *, zone: ZoneInfo) -> Timeline | None:
    """Return the line of everything there is; None before there is a cohort."""
    opened = session.scalar(sa.select(sa.func.min(Cohort.created_at)))
    if opened is None:
        return None
    workshops = session.execute(
        sa.select(Workshop.number, Workshop.day).order_by(Workshop.day, Workshop.number)
    ).all()
    counts = {lane: _days(session, sa.select(at), zone) for lane, at in _HAPPENED.items()}
    planned = _days(session, sa.select(Due.due_at).where(Due.state == DueState.PLANNED), zone)
    first = opened.astimezone(zone).date()
    ends = [first, *(row.day + AFTERWARDS for row in workshops)]
    ends += [day for days in counts.values() for day in days]
    return Timeline(
        first=first,
        last=max(ends),
        workshops=[(row.number, row.day) for row in workshops],
        counts=counts,
        planned=planned,
    )


def _days(
    session: Session,
    instants: sa.Select[datetime] | sa.Select[datetime | None],
    zone: ZoneInfo,
) -> dict[date, int]:
    found = session.scalars(instants)
    return Counter(at.astimezone(zone).date() for at in found if at is not None)


def _written(days: dict[date, int]) -> dict[str, int]:
    return {day.isoformat(): count for day, count in sorted(days.items())}
