"""The one message that shows a facilitator how a broadcast stands."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.broadcast.audience import cohorts_in, zone_for
from bot.broadcast.drafts import audience_of, message_of
from bot.broadcast.model import Broadcast, Job, Stage
from bot.broadcast.report import answers, bar, counts, subject_of
from bot.broadcast.sending import about
from bot.broadcast.taps import (
    AskRecall,
    EditEverywhere,
    OpenBroadcast,
    RemindThem,
    ShowDesk,
    ShowNames,
    StopIt,
)
from bot.people.local import local_day
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Args, Button, Buttons, line
from bot.post.model import OutboxMessage

BEGINNING = 40
"""Characters of a broadcast's words that tell which one it is."""
DESK = [Button("desk-back", ShowDesk())]
Screen = tuple[str, Args, Buttons]


def refresh(session: Session, *, now: datetime, broadcast: Broadcast) -> None:
    """Bring the facilitator's card up to date, or give them one."""
    facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
    if facilitator.chat_id is None or facilitator.removed_at is not None:
        return
    copy, args, buttons = screen(session, broadcast)
    card = session.get(OutboxMessage, broadcast.card_id) if broadcast.card_id else None
    if card is not None:
        outbox.cancel_edits(session, now=now, target=card)  # a slow line brings the newest only
        outbox.edit(session, now=now, target=card, copy=copy, args=args, buttons=buttons)
        return
    broadcast.card_id = outbox.say(
        session, now=now, chat_id=facilitator.chat_id, copy=copy, args=args, buttons=buttons
    ).id


def screen(session: Session, broadcast: Broadcast) -> Screen:
    """Return the words and buttons for a broadcast that has started."""
    if broadcast.job is Job.SEND:
        return _under_way(session, broadcast, "broadcast-sending", stoppable=True)
    if broadcast.job is Job.STOP:
        return _under_way(session, broadcast, "broadcast-stopping", stoppable=False)
    if broadcast.job is Job.EDIT:
        return _under_way(session, broadcast, "broadcast-editing", stoppable=False)
    if broadcast.job is Job.RECALL:
        return _under_way(session, broadcast, "broadcast-recalling", stoppable=False)
    if broadcast.stage is Stage.RECALLED:
        return _recalled(session, broadcast)
    return _report(session, broadcast)


def _which(session: Session, broadcast: Broadcast) -> Args:
    """Return how it begins and on which day it went: its report may be read long after."""
    facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
    zone = zone_for(cohorts_in(session, facilitator, audience_of(broadcast)), "UTC")
    went = broadcast.started_at or broadcast.created_at
    return {
        "words": message_of(broadcast).beginning(BEGINNING, name=facilitator.name) or "none",
        "day": local_day(went, zone).isoformat(),
    }


def _under_way(session: Session, broadcast: Broadcast, copy: str, *, stoppable: bool) -> Screen:
    found = counts(session, subject_of(broadcast))
    total = max(broadcast.total, found.settled + found.waiting)
    args: Args = {
        **_which(session, broadcast),
        "bar": bar(found.settled, total),
        "done": found.settled,
        "total": total,
    }
    buttons = [Button("broadcast-refresh", OpenBroadcast(broadcast=broadcast.id))]
    if stoppable:
        buttons.insert(0, Button("broadcast-stop", StopIt(broadcast=broadcast.id)))
    return copy, args, [buttons]


def _recalled(session: Session, broadcast: Broadcast) -> Screen:
    found = counts(session, subject_of(broadcast))
    could_not = broadcast.too_late + found.failed + found.unreachable
    args: Args = {**_which(session, broadcast), "gone": found.delivered, "could_not": could_not}
    return "broadcast-recalled", args, [_names(broadcast), DESK]


def _report(session: Session, broadcast: Broadcast) -> Screen:
    found = counts(session, about(broadcast))
    taps = answers(session, broadcast)
    args: Args = {
        **_which(session, broadcast),
        "stopped": broadcast.stage is Stage.STOPPED,
        "delivered": found.delivered,
        "total": broadcast.total,
        "waiting": found.waiting,
        "failed": found.failed,
        "unreachable": found.unreachable,
        "unsent": broadcast.total - found.delivered - found.failed - found.unreachable,
        "asks": bool(taps),
        "answers": [line("broadcast-answer-count", label=label, count=n) for label, n in taps],
    }
    return "broadcast-report", args, _ways_on(broadcast)


def _ways_on(broadcast: Broadcast) -> Buttons:
    second = [
        Button("broadcast-edit-everywhere", EditEverywhere(broadcast=broadcast.id)),
        Button("broadcast-recall", AskRecall(broadcast=broadcast.id)),
    ]
    rows = [_names(broadcast), second]
    if message_of(broadcast).options:
        rows.insert(1, [Button("broadcast-remind", RemindThem(broadcast=broadcast.id))])
    return [*rows, DESK]


def _names(broadcast: Broadcast) -> list[Button]:
    return [
        Button("broadcast-names", ShowNames(broadcast=broadcast.id)),
        Button("broadcast-refresh", OpenBroadcast(broadcast=broadcast.id)),
    ]
