"""Erases what has been kept long enough."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.post import inbox


@dataclass(frozen=True, kw_only=True)
class Periods:
    """How long what is kept; months count from the end of the programme, or of the act."""

    raw: timedelta
    answers_months: int
    audit_months: int


def forget_old(session: Session, *, now: datetime, periods: Periods) -> int:
    """Erase what is past its time; return how many rows went."""
    return inbox.forget_old(session, now=now, keep=periods.raw)
