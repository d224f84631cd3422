"""Ready-made reminders: shown to a facilitator a day before they go, who can change or stop them.

Guarantees: each reminder of a workshop's day is shown once, and goes once, as a scheduled
broadcast; on a bank holiday it goes only if the facilitator says so. When a workshop is moved,
what has not gone yet is taken back, and comes again for the new day. Limits: where nobody
runs the cohort yet, or nobody has joined it, nothing goes.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from markupsafe import escape
from sqlalchemy.orm import Session

from bot.broadcast import drafts, sending
from bot.broadcast.audience import Audience, reach
from bot.broadcast.content import NAME, Item, Message
from bot.broadcast.model import Broadcast, Stage
from bot.broadcast.moments import When, to_minutes
from bot.broadcast.taps import AskWhen, CancelIt, ScheduleIt, TakeBack
from bot.learning.bank_holidays import bank_holiday
from bot.learning.model import WATCHES_TO_LOOK_AT, Reminder, ReminderWatch
from bot.pairs.cohorts import facilitators_of
from bot.pairs.model import Cohort, Workshop
from bot.people.local import next_waking
from bot.people.model import Facilitator, FacilitatorCohort
from bot.post import outbox
from bot.post.content import Args, Button, Buttons
from bot.post.model import Priority
from bot.post.outbox import Posting
from bot.reflection.reminders import ReadyMade, reminders_around
from bot.store.due import part

BEFORE = timedelta(days=1)
"""So long before it goes it is shown."""
NOTICE = timedelta(hours=1)
"""The least time to look at it; with less, it is left out."""
AGAIN = timedelta(hours=1)
"""When it could not be shown to anybody, that is tried again."""
_MOVED = Workshop.followed_at.is_(None)
"""Workshops that are new or were moved."""


@part(WATCHES_TO_LOOK_AT, sa.exists().where(_MOVED))
def show_reminders(session: Session, now: datetime, limit: int) -> int:
    """Follow the workshops' days and show what goes tomorrow: a part of the planner."""
    return _follow_days(session, now=now, limit=limit) + _show_due(session, now=now, limit=limit)


def _follow_days(session: Session, *, now: datetime, limit: int) -> int:
    """Watch workshops that are new or were moved."""
    watched = sa.and_(
        ReminderWatch.cohort_id == Workshop.cohort_id, ReminderWatch.number == Workshop.number
    )
    moved = session.execute(
        sa.select(Workshop, ReminderWatch)
        .outerjoin(ReminderWatch, watched)
        .where(_MOVED)
        .limit(limit)
    ).all()
    for workshop, watch in moved:
        workshop.followed_at = now
        if watch is None:
            session.add(_watch(workshop, now))
        elif watch.day != workshop.day:
            _take_back(session, watch, now=now)
            watch.day, watch.look_at = workshop.day, now
    session.flush()
    return len(moved)


def _watch(workshop: Workshop, now: datetime) -> ReminderWatch:
    return ReminderWatch(
        cohort_id=workshop.cohort_id, number=workshop.number, day=workshop.day, look_at=now
    )


def _take_back(session: Session, watch: ReminderWatch, *, now: datetime) -> None:
    """Take back what says a day that is no longer right."""
    waiting = session.scalars(
        sa.select(Broadcast)
        .join(Reminder, Reminder.broadcast_id == Broadcast.id)
        .where(
            Reminder.cohort_id == watch.cohort_id,
            Reminder.number == watch.number,
            Reminder.day == watch.day,
            Broadcast.stage == Stage.SCHEDULED,
        )
    )
    for broadcast in waiting:
        drafts.take_back(broadcast)  # a draft: what the facilitator changed in it stays
        facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
        cohort = session.get_one(Cohort, watch.cohort_id)
        args: Args = {"cohort": cohort.name, "workshop": watch.number}
        _tell(session, facilitator, cohort, "report-reminder-moved", args, (), now=now)


def hand_over(
    session: Session, *, now: datetime, facilitator: Facilitator, cohort_id: int | None = None
) -> None:
    """Take a facilitator's ready-made reminders back, for who else runs the cohort to see.

    All of them, or one cohort's. What cannot be shown to anybody in time does not go.
    """
    waiting = sa.select(Reminder, Broadcast).join(Broadcast, Broadcast.id == Reminder.broadcast_id)
    waiting = waiting.where(
        Broadcast.facilitator_id == facilitator.id,
        Broadcast.stage.in_((Stage.DRAFT, Stage.SCHEDULED)),
    )
    if cohort_id is not None:
        waiting = waiting.where(Reminder.cohort_id == cohort_id)
    for reminder, broadcast in session.execute(waiting).all():
        drafts.discard(broadcast)
        watch = session.get(ReminderWatch, (reminder.cohort_id, reminder.number))
        if watch is not None:
            watch.look_at = now
        session.delete(reminder)
    session.flush()


def _show_due(session: Session, *, now: datetime, limit: int) -> int:
    due = WATCHES_TO_LOOK_AT.rows(session, now, limit)
    for watch in due:
        watch.look_at = _look(session, watch, now=now)
    return len(due)


def _look(session: Session, watch: ReminderWatch, *, now: datetime) -> datetime | None:
    """Show the reminders whose time has come; return when to look again."""
    cohort = session.get_one(Cohort, watch.cohort_id)
    coming = [
        each
        for each in _ready_made(session, cohort, watch)
        if each.send_at - NOTICE > now and not _is_shown(session, watch, each)
    ]
    later = [each.send_at - BEFORE for each in coming if each.send_at - BEFORE > now]
    waits = [each for each in coming if each.send_at - BEFORE <= now]
    shown = [_show(session, cohort, watch, each, now=now) for each in waits]
    return min([*later, *([] if all(shown) else [now + AGAIN])], default=None)


def _ready_made(session: Session, cohort: Cohort, watch: ReminderWatch) -> Sequence[ReadyMade]:
    workshops = session.scalars(sa.select(Workshop).where(Workshop.cohort_id == cohort.id)).all()
    this = next((each for each in workshops if each.number == watch.number), None)
    return reminders_around(cohort, this, workshops) if this is not None else []


def _is_shown(session: Session, watch: ReminderWatch, ready: ReadyMade) -> bool:
    shown = sa.select(Reminder.id).where(
        Reminder.cohort_id == watch.cohort_id,
        Reminder.number == watch.number,
        Reminder.day == watch.day,
        Reminder.reminder_id == ready.id,
    )
    return session.scalar(shown) is not None


def _show(
    session: Session, cohort: Cohort, watch: ReminderWatch, ready: ReadyMade, *, now: datetime
) -> bool:
    """Schedule one reminder and show it to who runs the cohort; False when that is nobody."""
    facilitator = _host(session, cohort)
    audience = Audience(cohorts=(cohort.id,))
    if facilitator is None:
        return False
    count = reach(session, facilitator, audience, ready.send_at).count
    if not count:
        return False
    local = ready.send_at.astimezone(ZoneInfo(cohort.timezone))
    holiday = bank_holiday(local.date(), cohort.nation)
    message = Message(items=(Item(html=str(escape(ready.words))),))
    if holiday is None:
        broadcast = sending.schedule(
            session,
            now=now,
            facilitator=facilitator,
            audience=audience,
            message=message,
            when=When(at=ready.send_at),
        )
    else:
        broadcast = drafts.make(session, now=now, facilitator=facilitator, audience=audience)
        broadcast.message = message.to_document()
    session.add(
        Reminder(
            cohort_id=cohort.id,
            number=watch.number,
            day=watch.day,
            reminder_id=ready.id,
            broadcast_id=broadcast.id,
            shown_at=now,
        )
    )
    args: Args = {
        "cohort": cohort.name,
        "count": count,
        "day": local.date().isoformat(),
        "clock": f"{local:%H:%M}",
        "words": ready.words.replace(NAME, facilitator.name),
        "knows_venue": ready.knows_venue,
        "holiday": holiday or "",
    }
    copy = "report-reminder" if holiday is None else "report-reminder-holiday"
    buttons = _buttons(broadcast, ready, is_holiday=holiday is not None)
    _tell(session, facilitator, cohort, copy, args, buttons, now=now)
    return True


def _buttons(broadcast: Broadcast, ready: ReadyMade, *, is_holiday: bool) -> Buttons:
    stop = Button("broadcast-cancel", CancelIt(broadcast=broadcast.id))
    if not is_holiday:
        return ((Button("broadcast-change", TakeBack(broadcast=broadcast.id)), stop),)
    all_the_same = ScheduleIt(broadcast=broadcast.id, at=to_minutes(ready.send_at))
    return (
        (Button("report-reminder-send", all_the_same),),
        (Button("report-reminder-when", AskWhen(broadcast=broadcast.id)), stop),
    )


def _host(session: Session, cohort: Cohort) -> Facilitator | None:
    """Return who of the cohort's facilitators looks after this: one of its own if there is any."""
    here = facilitators_of(session, cohort)
    own = set(
        session.scalars(
            sa.select(FacilitatorCohort.facilitator_id).where(
                FacilitatorCohort.cohort_id == cohort.id
            )
        )
    )
    return min(here, key=lambda each: (each.id not in own, each.id), default=None)


def _tell(
    session: Session,
    facilitator: Facilitator,
    cohort: Cohort,
    copy: str,
    args: Args,
    buttons: Buttons,
    *,
    now: datetime,
) -> None:
    if facilitator.chat_id is None or facilitator.removed_at is not None:
        return
    outbox.say(
        session,
        now=now,
        chat_id=facilitator.chat_id,
        copy=copy,
        args=args,
        buttons=buttons,
        how=Posting(
            priority=Priority.PROMPT,
            started=True,
            not_before=next_waking(now, ZoneInfo(cohort.timezone)),
        ),
    )
