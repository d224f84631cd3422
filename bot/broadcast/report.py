"""What came of a broadcast, in numbers and by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.drafts import message_of
from bot.broadcast.model import Broadcast, Delivery
from bot.broadcast.sending import about
from bot.people.model import Member
from bot.post.content import Line, line
from bot.post.many import count_about
from bot.post.model import OutboxMessage, Sending

WAITING = (Sending.QUEUED, Sending.CLAIMED)
LOST = (Sending.FAILED, Sending.EXPIRED, Sending.IN_DOUBT)
NAMES_CHARACTERS = 400
"""Of one group of names; eight of them still fit one message."""
STATES = {
    **dict.fromkeys(WAITING, "waiting"),
    **dict.fromkeys(LOST, "failed"),
    Sending.UNREACHABLE: "unreachable",
    Sending.CANCELLED: "stopped",
}


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many messages of a broadcast, or of a job, stand how."""

    delivered: int
    waiting: int
    failed: int
    """Refused by Telegram, or nobody can tell whether they arrived."""
    unreachable: int
    stopped: int

    @property
    def settled(self) -> int:
        """How many are dealt with, one way or another."""
        return self.delivered + self.failed + self.unreachable + self.stopped


def counts(session: Session, subject: str) -> Counts:
    """Count the messages about `subject`, from an index alone."""
    by_state = count_about(session, subject)
    return Counts(
        delivered=by_state.get(Sending.SENT, 0),
        waiting=sum(by_state.get(state, 0) for state in WAITING),
        failed=sum(by_state.get(state, 0) for state in LOST),
        unreachable=by_state.get(Sending.UNREACHABLE, 0),
        stopped=by_state.get(Sending.CANCELLED, 0),
    )


def answers(session: Session, broadcast: Broadcast) -> Sequence[tuple[str, int]]:
    """Return each answer button's label, and how many tapped it last."""
    counted = (
        sa.select(Delivery.answer, sa.func.count())
        .where(Delivery.broadcast_id == broadcast.id, Delivery.answer.is_not(None))
        .group_by(Delivery.answer)
    )
    by_option: Mapping[int | None, int] = dict(session.execute(counted).all())
    options = message_of(broadcast).options
    return [(label, by_option.get(number, 0)) for number, label in enumerate(options)]


def by_name(session: Session, broadcast: Broadcast) -> list[Line]:
    """Return a line for each group of people: by answer, and by what went wrong."""
    found = session.execute(
        sa.select(Member.name, Delivery.answer, OutboxMessage.state)
        .join(Member, Member.id == Delivery.member_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Delivery.outbox_id)
        .where(Delivery.broadcast_id == broadcast.id)
        .order_by(Delivery.id)
    )
    options = message_of(broadcast).options
    groups: dict[tuple[str, str], list[str]] = {}
    for name, answer, state in found:
        # An answer proves that it arrived, whatever we know.
        if answer is not None and answer < len(options):
            key = ("answer", options[answer])
        else:
            key = (STATES.get(state, "no-answer" if options else "delivered"), "")
        groups.setdefault(key, []).append(name)
    return [_group(kind, label, names) for (kind, label), names in sorted(groups.items())]


def _group(kind: str, label: str, names: Sequence[str]) -> Line:
    shown = shorten(names)
    more = len(names) - len(shown)
    return line(
        "broadcast-names-group",
        group=kind,
        label=label,
        count=len(names),
        names=", ".join(shown),
        more=more,
    )


def shorten(names: Iterable[str]) -> list[str]:
    """Return as many of the names as fit one group."""
    shown: list[str] = []
    left = NAMES_CHARACTERS
    for name in names:
        left -= len(name) + 2
        if left < 0:
            break
        shown.append(name)
    return shown


def bar(done: int, total: int) -> str:
    """Return a bar of ten squares."""
    full = 10 if total <= 0 else min(10, 10 * done // total)
    return "▓" * full + "░" * (10 - full)


def subject_of(broadcast: Broadcast) -> str:
    """Return what the messages under way are about: the broadcast's own, or a job's."""
    return broadcast.job_about or about(broadcast)
