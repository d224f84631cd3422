"""Writes and shows the audit log of what facilitators do."""

from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.broadcast.audience import cohorts_in
from bot.broadcast.drafts import audience_of
from bot.broadcast.model import Broadcast
from bot.pairs.model import Cohort, Pair
from bot.people.model import Facilitator, Member
from bot.post.content import Line, line
from bot.privacy import audit
from bot.privacy.model import AuditEntry
from bot.telegram.turn import Turn

AT_ONCE = 10


def write_down(turn: Turn, facilitator: Facilitator, act: str, subject: str) -> None:
    """Note one act of a facilitator; `subject` is like `broadcast:3`, never words."""
    actor = f"facilitator:{facilitator.id}"
    audit.note(turn.session, now=turn.now, actor=actor, act=act, subject=subject)


def entry_lines(turn: Turn, facilitator: Facilitator, *, before: int) -> tuple[list[Line], int]:
    """Return a page of entries behind entry `before` (0: the newest), and the oldest's id."""
    wanted = sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(AT_ONCE)
    if facilitator.organiser:
        wanted = wanted.where(AuditEntry.actor.startswith("facilitator:"))
    else:
        wanted = wanted.where(AuditEntry.actor == f"facilitator:{facilitator.id}")
    if before:
        wanted = wanted.where(AuditEntry.id < before)
    entries = turn.session.scalars(wanted).all()
    return [_line(turn, entry) for entry in entries], entries[-1].id if entries else 0


def _line(turn: Turn, entry: AuditEntry) -> Line:
    local = entry.at.astimezone(ZoneInfo(turn.house.default_zone))
    subject, count = _subject(turn, entry.subject)
    return line(
        "desk-audit-entry",
        day=local.date().isoformat(),
        clock=f"{local:%H:%M}",
        actor=_subject(turn, entry.actor)[0],
        act=entry.act,
        subject=subject,
        count=count,
    )


def _subject(turn: Turn, named: str) -> tuple[str, int]:
    """Return what people call somebody or something, and how many people a broadcast had."""
    kind, _, number = named.partition(":")
    if kind == "broadcast":
        return _broadcast(turn, int(number))
    if kind == "pair":
        pair = turn.session.get(Pair, int(number))
        return (pair.label if pair is not None else number), 0
    table = {"facilitator": Facilitator, "member": Member, "cohort": Cohort}.get(kind)
    found = turn.session.get(table, int(number)) if table is not None else None
    return (found.name if isinstance(found, Facilitator | Member | Cohort) else named), 0


def _broadcast(turn: Turn, number: int) -> tuple[str, int]:
    broadcast = turn.session.get(Broadcast, number)
    if broadcast is None:
        return str(number), 0
    facilitator = turn.session.get_one(Facilitator, broadcast.facilitator_id)
    cohorts = cohorts_in(turn.session, facilitator, audience_of(broadcast))
    return ", ".join(cohort.name for cohort in cohorts), broadcast.total
