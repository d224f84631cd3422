"""Prompts that go the ordinary way, as nearly all do: many at once, as plain rows.

What is the same for all who live in one zone is worked out once. Whatever is out of the
ordinary is left to `bot.reflection.sending`, which looks at each prompt for itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bot.people.model import Member
from bot.post.many import Outgoing
from bot.reflection.asking import prompt_of, question_card, visibility_of
from bot.reflection.calendar import monday_of
from bot.reflection.cards import outgoing_card, queue_cards
from bot.reflection.circle import Asked, asked
from bot.reflection.model import Answer, Due, DueState, PlainDue
from bot.reflection.timing import next_turn, today, tonight
from bot.store.among import among
from bot.store.many import update_many

LONGEST_DAY = timedelta(hours=26)
"""A local day with a change of clocks, and a little."""
_DUE = cast("sa.Table", Due.__table__)
_me, _partner, _other, _theirs = aliased(Member), aliased(Member), aliased(Due), aliased(Due)
_answered = sa.select(Answer.id).where(Answer.due_id == Due.id)
_partner_waits = sa.select(_theirs.id).where(
    _me.id == Due.member_id,
    _partner.pair_id == _me.pair_id,
    _theirs.member_id == _partner.id,
    _theirs.prompt_id == Due.prompt_id,
    _theirs.partner_id == Due.member_id,
    _theirs.shared_at.is_not(None),
    _theirs.opened_at.is_(None),
)
_lately = sa.select(_other.id).where(
    _other.member_id == Due.member_id, _other.sent_at > sa.bindparam("since")
)
# Not `EXISTS`: PostgreSQL would first read all that was sent lately to anybody.
_unusual_ones = sa.select(Due.id).where(
    among(Due.id),
    sa.or_(
        *(
            found.limit(1).scalar_subquery().is_not(None)
            for found in (_answered, _partner_waits, _lately)
        )
    ),
)


@dataclass(frozen=True)
class _Hours:
    """What the clock says where people live, asked once for all who live there."""

    now: datetime
    _turns: dict[tuple[str, int], bool] = field(default_factory=dict)
    _nights: dict[str, datetime] = field(default_factory=dict)
    _weeks: dict[tuple[str, datetime], bool] = field(default_factory=dict)

    def is_turn(self, who: Asked) -> bool:
        """Tell whether a prompt may come now to somebody who is not paused."""
        key = who.zone.key, who.member.prompt_days
        if key not in self._turns:
            self._turns[key] = next_turn(who, self.now) == self.now
        return self._turns[key]

    def is_this_week(self, who: Asked, at: datetime) -> bool:
        """Tell whether an instant falls in the week that it is there."""
        key = who.zone.key, at
        if key not in self._weeks:
            self._weeks[key] = monday_of(today(who, at)) == monday_of(today(who, self.now))
        return self._weeks[key]

    def tonight(self, who: Asked) -> datetime:
        """Return when today's waking hours end there."""
        if who.zone.key not in self._nights:
            self._nights[who.zone.key] = tonight(who, self.now)
        return self._nights[who.zone.key]


def send_ordinary(session: Session, dues: Sequence[PlainDue], *, now: datetime) -> list[int]:
    """Send those of these rows that are ordinary; return the ids of the others."""
    people = asked(session, (due.member_id for due in dues))
    unusual = _unusual(session, (due.id for due in dues), now=now)
    counts, hours = Counter(due.member_id for due in dues), _Hours(now)
    sent: list[tuple[PlainDue, Outgoing]] = []
    for due in dues:
        who = people[due.member_id]
        alone = due.id not in unusual and counts[due.member_id] == 1
        if alone and _is_ordinary(who, due, hours):
            sent.append(_put(who, due, hours))
    rows = queue_cards(session, [outgoing for _, outgoing in sent], now=now)
    update_many(
        session,
        _DUE,
        [
            {
                "id": due.id,
                "state": DueState.OPEN,
                "visibility": due.visibility,
                "due_at": None,
                "remind_at": due.remind_at,
                "sent_at": now,
                "card_id": card,
            }
            for (due, _), card in zip(sent, rows, strict=True)
        ],
    )
    went = {due.id for due, _ in sent}
    return [due.id for due in dues if due.id not in went]


def _unusual(session: Session, ids: Iterable[int], *, now: datetime) -> set[int]:
    """Return those that were begun, whose partner waits, or who had another prompt lately."""
    given = {"ids": set(ids), "since": now - LONGEST_DAY}
    return set(session.connection().execute(_unusual_ones, given).scalars())


def _is_ordinary(who: Asked, due: PlainDue, hours: _Hours) -> bool:
    """Tell whether a first question goes out now, on its day, to somebody who is there."""
    member = who.member
    if member.left_at is not None or member.chat_id is None or member.paused_until is not None:
        return False
    if due.sent_at is not None or due.card_id is not None or due.closes_at <= hours.now:
        return False
    if not hours.is_turn(who) or not hours.is_this_week(who, due.due_at):
        return False
    return prompt_of(who, due).returns is None


def _put(who: Asked, due: PlainDue, hours: _Hours) -> tuple[PlainDue, Outgoing]:
    prompt = prompt_of(who, due)
    remind_at = due.remind_at if due.remind_at is not None and due.remind_at > hours.now else None
    due = due._replace(visibility=visibility_of(who, prompt), remind_at=remind_at)
    question = prompt.questions[0]
    card = question_card(who, due, question)
    expires_at = min(due.closes_at, hours.tonight(who))
    return due, outgoing_card(who, due, question, card, expires_at=expires_at)
