"""When a broadcast goes: now, later, or not after all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.audience import Audience, cohorts_in, reach, zone_for
from bot.broadcast.content import Message
from bot.broadcast.drafts import audience_of, make, message_of, require_draft
from bot.broadcast.model import Broadcast, Job, Stage
from bot.broadcast.moments import Anchor, When
from bot.errors import RefusalError
from bot.pairs.model import Cohort, Workshop
from bot.people.model import Facilitator
from bot.post.many import cancel_many

TAKE_BACK = timedelta(seconds=60)
"""So long after **Send now** nothing has left yet."""
TYPED_FROM = 20
"""More recipients than this are confirmed by typing their number."""
STOPPED_AT_ONCE = 5000
"""About a tenth of a second; the planner cancels what is behind that."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """How many a broadcast goes to now, and whether that number must be typed."""

    count: int
    must_type: bool


def check(session: Session, *, now: datetime, broadcast: Broadcast) -> Check:
    """Look at a draft before it goes; raises `RefusalError` when it cannot go."""
    require_draft(broadcast)
    message_of(broadcast)
    facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
    count = reach(session, facilitator, audience_of(broadcast), now).count
    if count == 0:
        raise RefusalError("broadcast-reaches-nobody")
    usual = session.scalar(
        sa.select(sa.func.max(Broadcast.total)).where(Broadcast.facilitator_id == facilitator.id)
    )
    return Check(count=count, must_type=count > min(TYPED_FROM, usual or TYPED_FROM))


def send_soon(broadcast: Broadcast, *, now: datetime) -> None:
    """Let a draft go in a minute."""
    require_draft(broadcast)
    _schedule(broadcast, When(at=now + TAKE_BACK))


def send_at(broadcast: Broadcast, when: When, *, now: datetime) -> None:
    """Let a draft go at a moment that is to come; raises `RefusalError` for one that passed."""
    require_draft(broadcast)
    if when.at <= now:
        raise RefusalError("broadcast-when-past")
    _schedule(broadcast, when)


def _schedule(broadcast: Broadcast, when: When) -> None:
    message_of(broadcast)
    broadcast.stage, broadcast.send_at = Stage.SCHEDULED, when.at
    broadcast.anchor = when.anchor.to_document() if when.anchor else None


def schedule(
    session: Session,
    *,
    now: datetime,
    facilitator: Facilitator,
    audience: Audience,
    message: Message,
    when: When,
) -> Broadcast:
    """Make a broadcast that goes by itself: what a programme brings ready-made.

    The facilitator sees it among the scheduled ones, and can change or cancel it.
    """
    broadcast = make(session, now=now, facilitator=facilitator, audience=audience)
    broadcast.message = message.to_document()
    _schedule(broadcast, when)
    session.flush()
    return broadcast


def stop(session: Session, *, now: datetime, broadcast: Broadcast) -> None:
    """Take back what has not been sent; within the minute that is everything.

    A broadcast that has not started becomes a draft again. Raises `RefusalError` when
    everything has left already.
    """
    if broadcast.stage is Stage.SCHEDULED:
        broadcast.stage, broadcast.send_at, broadcast.anchor = Stage.DRAFT, None, None
        return
    if broadcast.stage is not Stage.SENDING:
        raise RefusalError("broadcast-nothing-to-stop")
    broadcast.stage = Stage.STOPPED
    begin_job(broadcast, Job.STOP, now=now)
    cancel_many(session, now=now, about=about(broadcast), limit=STOPPED_AT_ONCE)


def begin_job(broadcast: Broadcast, job: Job, *, now: datetime) -> None:
    """Start a job from the beginning; the planner does it."""
    broadcast.job, broadcast.job_cursor, broadcast.job_queued = job, 0, False
    broadcast.look_at = now
    broadcast.job_about = about(broadcast)
    if job in (Job.EDIT, Job.RECALL):
        broadcast.job_about = f"{job}:{broadcast.id}:{int(now.timestamp())}"


def about(broadcast: Broadcast) -> str:
    """Return what the outbox rows of a broadcast are about."""
    return f"broadcast:{broadcast.id}"


def about_buttons(broadcast: Broadcast) -> str:
    """Return the same for the answer buttons that follow an album."""
    return f"broadcast-asks:{broadcast.id}"


def workshop_days(
    session: Session, facilitator: Facilitator, audience: Audience
) -> Mapping[int, date | None]:
    """Return the days of the audience's workshops by number, None where cohorts differ."""
    ids = [cohort.id for cohort in cohorts_in(session, facilitator, audience)]
    days: dict[int, date | None] = {}
    for workshop in session.scalars(sa.select(Workshop).where(Workshop.cohort_id.in_(ids))):
        same = days.setdefault(workshop.number, workshop.day) == workshop.day
        days[workshop.number] = workshop.day if same else None
    return days


def follow_workshops(session: Session, *, cohort: Cohort, default_zone: str) -> list[Broadcast]:
    """Move what hangs on this cohort's workshops to their present days; return what moved.

    To be called after a workshop was moved. A broadcast whose new moment has passed goes at
    once: its facilitator sees the list that is returned before.
    """
    moved = []
    waiting = sa.select(Broadcast).where(
        Broadcast.stage == Stage.SCHEDULED, Broadcast.anchor.is_not(None)
    )
    for broadcast in session.scalars(waiting):
        facilitator = session.get_one(Facilitator, broadcast.facilitator_id)
        audience = audience_of(broadcast)
        cohorts = cohorts_in(session, facilitator, audience)
        anchor = Anchor(**broadcast.anchor) if broadcast.anchor else None
        if anchor is None or cohort.id not in {each.id for each in cohorts}:
            continue
        day = workshop_days(session, facilitator, audience).get(anchor.workshop)
        at = anchor.instant(day, zone_for(cohorts, default_zone)) if day else None
        if at is not None and at != broadcast.send_at:
            broadcast.send_at = at
            moved.append(broadcast)
    return moved
