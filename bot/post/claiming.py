"""Finds what is due and claims it for sending: the sender's hot path.

The statements read plain rows: objects that are loaded, changed and written back cost ten times as
much, thousands of times in a broadcast.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.content import content_from
from bot.post.door import Letter
from bot.post.model import OUTBOX, Act, Sending
from bot.post.pausing import IS_PAUSED
from bot.store.among import among
from bot.store.quick import Quick

CHANGES = (Act.EDIT, Act.EDIT_CAPTION, Act.EDIT_BUTTONS, Act.DELETE)
"""Acts that may be repeated without anybody noticing."""
LOOK_AHEAD = 32
"""Rows looked at beyond those that may be claimed: some share a chat."""

_row = OUTBOX.c
_READ = ("id", "chat_id", "act", "copy", "content", "priority", "silent", "protected", "doubts",
         "target_id", "target_message_id", "expires_at")  # fmt: skip
_now = sa.bindparam("now", type_=_row.not_before.type)


def _held() -> sa.Exists:
    """A chat where something that was tried has to wait.

    A chat's messages stay in order, and what is said while Telegram wants a pause waits too.
    """
    ahead = OUTBOX.alias("ahead")
    return sa.exists().where(
        ahead.c.chat_id == _row.chat_id,
        ahead.c.state == Sending.QUEUED,
        ahead.c.attempts > 0,
        ahead.c.not_before > _now,
    )


_leaves = sa.and_(_row.state == Sending.QUEUED, _row.not_before <= _now, ~_held(), ~IS_PAUSED)
# In the order of an index, or PostgreSQL reads the whole table where much waits.
_any = Quick(sa.select(_row.id).where(_leaves).order_by(_row.priority, _row.id).limit(1))
_due = Quick(
    sa.select(_row.id, _row.chat_id)
    .where(_leaves, ~among(_row.chat_id, "busy"))
    .order_by(_row.priority, _row.id)
    .limit(sa.bindparam("most"))
)
_changed = OUTBOX.alias("changed")
_locked = Quick(
    sa.select(
        *(_row[name] for name in _READ),
        sa.select(_changed.c.message_id)
        .where(_changed.c.id == _row.target_id)
        .scalar_subquery()
        .label("changes"),
    )
    .where(among(_row.id), _row.state == Sending.QUEUED)
    .order_by(_row.priority, _row.id)
    .with_for_update(of=OUTBOX, skip_locked=True)
)
_claimed = Quick(sa.update(OUTBOX).where(among(_row.id)).values(state=Sending.CLAIMED))
_ended = Quick(
    sa.update(OUTBOX)
    .where(_row.id == sa.bindparam("row"))
    .values(state=sa.bindparam("how"), settled_at=_now, content=sa.null())
)


def anything_due(session: Session, *, now: datetime) -> bool:
    """Tell whether a message could leave now."""
    return _any.first(session, {"now": now}) is not None


def claim(session: Session, *, now: datetime, limit: int, busy: Iterable[int]) -> list[Letter]:
    """Claim up to `limit` messages, one for each chat that is not `busy`, most urgent first."""
    letters: list[Letter] = []
    seen = set(busy)
    while len(letters) < limit:
        most = limit + LOOK_AHEAD
        window = _due.rows(session, {"now": now, "busy": seen, "most": most})
        first_of_each: dict[int, int] = {}
        for row_id, chat_id in window:
            if len(letters) + len(first_of_each) < limit:
                first_of_each.setdefault(chat_id, row_id)
        seen.update(first_of_each)
        letters += _take(session, list(first_of_each.values()), now=now)
        if len(window) < most:
            break
    return letters


def _take(session: Session, ids: Sequence[int], *, now: datetime) -> list[Letter]:
    """Claim these rows; settle those that nobody should see any more."""
    letters: list[Letter] = []
    over: list[dict[str, object]] = []
    for row in _locked.rows(session, {"ids": ids}):
        target = row.target_message_id if row.target_id is None else row.changes
        if row.expires_at is not None and row.expires_at <= now:
            over.append({"row": row.id, "how": Sending.EXPIRED, "now": now})
        elif row.act in CHANGES and target is None:
            over.append({"row": row.id, "how": Sending.CANCELLED, "now": now})
        else:
            letters.append(_letter(row, target=target))
    if over:
        _ended.run_each(session, over)
    if letters:
        _claimed.run(session, {"ids": [letter.id for letter in letters]})
    return letters


def _letter(row: sa.Row[tuple[object, ...]], *, target: int | None) -> Letter:
    return Letter(
        id=row.id,
        chat_id=row.chat_id,
        act=row.act,
        copy=row.copy,
        content=content_from(row.content or {}),
        priority=row.priority,
        silent=row.silent,
        protected=row.protected,
        doubts=row.doubts,
        target_message_id=target,
    )
