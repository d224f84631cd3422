"""Secrets that this installation makes for itself at first use."""

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Keeping
from bot.store.upsert import insert_new

KEY_BYTES = 32


def own_key(session: Session, name: str) -> bytes:
    """Return the 32 random bytes kept under `name`, made when first asked for."""
    kept = sa.select(Keeping.value).where(Keeping.name == name)
    found = session.scalar(kept)
    if found is None:
        insert_new(session, Keeping, [{"name": name, "value": secrets.token_hex(KEY_BYTES)}])
        # Another process may have been first: what is in the table counts.
        found = session.scalars(kept).one()
    return bytes.fromhex(found)
