"""The audit log: who did what to whom and when, and never what was written."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.privacy.model import AuditEntry


def note(session: Session, *, now: datetime, actor: str, act: str, subject: str) -> None:
    """Write one line: `actor` and `subject` are like `member:3`, `act` a word like `left`."""
    session.add(AuditEntry(at=now, actor=actor, act=act, subject=subject))
