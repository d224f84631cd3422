"""Updates as rows: stored once, handled in order, erased when handled."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Arrival, InboxUpdate
from bot.store.among import among
from bot.store.locks import one_at_a_time, try_each
from bot.store.quick import Quick
from bot.store.upsert import insert_new
from bot.store.wakes import Wake, tell

TRIES = 3
REMEMBERED = timedelta(days=7)
"""Telegram's ids may restart after a quiet week, so none is remembered longer."""
FORGOTTEN_AT_ONCE = 500
EACH = 5
"""Updates of one person in one batch."""
LOOK_AHEAD = 4
"""Rows looked at for each that may be claimed: many may be of one person."""
FLOOD = 50
Circles = Callable[[Session, Collection[int]], Mapping[int | None, str]]
"""Names, for chats, whose updates must not be handled at the same time; a chat that is not
named is a circle of its own."""


def each_alone(_session: Session, _chats: Collection[int]) -> Mapping[int | None, str]:
    """Everybody is a circle of their own."""
    return {}


@dataclass(frozen=True, kw_only=True)
class RawUpdate:
    """One update as it came: JSON text, with what is needed to order and dedupe it."""

    update_id: int
    chat_id: int | None
    raw: str
    tap_id: str | None = None
    """Of a tap: what stops its spinner."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One update that is to be handled."""

    id: int
    update_id: int
    chat_id: int | None
    raw: str | None
    attempts: int
    received_at: datetime


class KnownError(Exception):
    """An update has come before."""


INBOX = cast("sa.Table", InboxUpdate.__table__)
_row = INBOX.c
_now = sa.bindparam("now", type_=_row.received_at.type)
_outdated = Quick(
    sa.delete(INBOX).where(
        among(_row.update_id), _row.received_at < _now, _row.state != Arrival.WAITING
    )
)
_oldest = Quick(
    sa.select(_row.id, _row.chat_id)
    .where(
        _row.state == Arrival.WAITING,
        _row.id > sa.bindparam("after"),
        ~among(sa.func.coalesce(_row.chat_id, 0), "full"),
    )
    .order_by(_row.id)
    .limit(sa.bindparam("most"))
)
_claimed = Quick(
    sa.select(*(_row[name] for name in Waiting.__dataclass_fields__))
    .where(among(_row.id), _row.state == Arrival.WAITING)
    .order_by(_row.id)
    .with_for_update()
)
_waits = Quick(
    sa.update(INBOX)
    .where(_row.update_id == sa.bindparam("number"))
    .values(state=Arrival.WAITING, raw=sa.bindparam("words"))
)
_settled = Quick(
    sa.update(INBOX).where(among(_row.id)).values(state=Arrival.HANDLED, raw=sa.null())
)


def take_in(session: Session, updates: Sequence[RawUpdate], *, now: datetime) -> int:
    """Store the updates that are new; return how many were."""
    tell(session, Wake.INBOX)
    rows = [_arriving(update, now=now) for update in updates]
    new = insert_new(session, InboxUpdate, rows)
    if new < len(rows) and _forget(session, rows, before=now - REMEMBERED):
        new += insert_new(session, InboxUpdate, rows)
    return new


def note_handled(session: Session, updates: Sequence[RawUpdate], *, now: datetime) -> None:
    """Store updates that are handled in this very transaction.

    Raises `KnownError` where one of them came before; nothing of it may then be committed.
    """
    handled = {"state": Arrival.HANDLED, "raw": None}
    rows = [_arriving(update, now=now) | handled for update in updates]
    if insert_new(session, InboxUpdate, rows) < len(rows):
        raise KnownError


def let_wait(session: Session, updates: Sequence[RawUpdate]) -> None:
    """Take back that these are handled."""
    if updates:
        rows = [{"number": update.update_id, "words": update.raw} for update in updates]
        _waits.run_each(session, rows)


def _arriving(update: RawUpdate, *, now: datetime) -> dict[str, object]:
    return {
        "update_id": update.update_id,
        "chat_id": update.chat_id,
        "raw": update.raw,
        "state": Arrival.WAITING,
        "attempts": 0,
        "received_at": now,
    }


def _forget(session: Session, rows: Sequence[Mapping[str, object]], *, before: datetime) -> bool:
    """Drop these, where they are so old that another update may bear the same id now."""
    ids = [row["update_id"] for row in rows]
    return _outdated.run(session, {"ids": ids, "now": before}) > 0


def waiting(
    session: Session, *, limit: int, circles: Circles = each_alone, each: int = EACH
) -> list[Waiting]:
    """Claim the oldest updates that nobody handles, up to `each` of one person.

    Updates of one circle are claimed by one transaction at a time, and in order; but those of
    whoever sent as many as one may have come last, so that the others do not wait for them.
    """
    picked = _pick(session, limit=limit, each=each)
    if not picked:
        return []
    ours = picked if one_at_a_time(session) else _lock(session, picked, circles)
    # Read after the locks are ours: another process may have handled some meanwhile.
    rows = [Waiting(**row._asdict()) for row in _claimed.rows(session, {"ids": ours})]
    counts = Counter(row.chat_id for row in rows)
    return sorted(rows, key=lambda row: counts[row.chat_id] >= each)


def _pick(session: Session, *, limit: int, each: int) -> dict[int, int | None]:
    """Return the oldest rows and whose they are, so that nobody keeps the others waiting."""
    picked: dict[int, int | None] = {}
    counts: Counter[int | None] = Counter()
    after, most = 0, LOOK_AHEAD * limit
    while len(picked) < limit:
        full = [chat or 0 for chat, count in counts.items() if count >= each]
        window = _oldest.rows(session, {"after": after, "full": full, "most": most})
        for row, chat in window:
            after = row
            if counts[chat] < each and len(picked) < limit:
                counts[chat] += 1
                picked[row] = chat
        if len(window) < most:
            break
    return picked


def _lock(session: Session, picked: Mapping[int, int | None], circles: Circles) -> list[int]:
    named = circles(session, {chat for chat in picked.values() if chat is not None})
    names = {row: named.get(chat, f"chat:{chat}") for row, chat in picked.items()}
    free = try_each(session, set(names.values()))
    return [row for row, name in names.items() if name in free]


def is_flooding(session: Session, *, chat_id: int) -> bool:
    """Tell whether one person has far more waiting than anybody types."""
    oldest = (
        sa.select(InboxUpdate.id)
        .where(InboxUpdate.state == Arrival.WAITING, InboxUpdate.chat_id == chat_id)
        .limit(FLOOD)
        .subquery()
    )
    return (session.scalar(sa.select(sa.func.count()).select_from(oldest)) or 0) >= FLOOD


def settle(session: Session, updates: Sequence[Waiting]) -> None:
    """Mark updates handled and erase what they said."""
    if updates:
        _settled.run(session, {"ids": [update.id for update in updates]})


def count_failure(session: Session, update: Waiting) -> str | None:
    """Note one failed try; return a reference to quote where the update is now set aside."""
    attempts = update.attempts + 1
    reference = uuid4().hex[:6].upper() if attempts >= TRIES else None
    became = {"state": Arrival.SET_ASIDE, "reference": reference} if reference else {}
    failed = sa.update(INBOX).where(_row.id == update.id)
    session.execute(failed.values(attempts=attempts, **became))
    return reference


def forget_old(
    session: Session, *, now: datetime, keep: timedelta = REMEMBERED, limit: int = FORGOTTEN_AT_ONCE
) -> int:
    """Drop up to `limit` that are older than `keep`, poison included; return how many went."""
    old = InboxUpdate.received_at < now - keep, InboxUpdate.state != Arrival.WAITING
    batch = sa.select(InboxUpdate.id).where(*old).limit(limit)
    gone = session.execute(
        sa.delete(InboxUpdate).where(InboxUpdate.id.in_(batch)).returning(InboxUpdate.id)
    )
    return len(gone.all())
