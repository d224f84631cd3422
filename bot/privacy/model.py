"""The table of the audit log."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table


class AuditEntry(Table):
    """Who did what to whom and when; never what was written."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    """`member:3`, `facilitator:1`, `operator` or `tandem`."""
    act: Mapped[str]
    subject: Mapped[str]
    """`member:3`, `cohort:1`, …"""
