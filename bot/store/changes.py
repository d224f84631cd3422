"""Tells whether something was written, where the database counts it."""

from sqlalchemy.orm import Session

from bot.store.locks import one_at_a_time


def rows_changed(session: Session) -> int | None:
    """Return how many rows this connection has ever changed; None on PostgreSQL."""
    if not one_at_a_time(session):
        return None
    raw = session.connection().connection.dbapi_connection
    return int(raw.total_changes) if raw is not None else None


def is_untouched(session: Session, *, since: int | None) -> bool:
    """Tell for certain that nothing was changed since `rows_changed` said so much."""
    waits = bool(session.new) or bool(session.dirty) or bool(session.deleted)
    return not waits and since is not None and rows_changed(session) == since
