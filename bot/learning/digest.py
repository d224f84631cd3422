"""The week's digest, on the morning that a facilitator chose."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.learning.attention import Needs, needs_of
from bot.learning.model import DIGESTS_TO_SEND, Digest
from bot.learning.report import figures_of, pairs_in
from bot.learning.taps import AskDigest, ShowReports
from bot.pairs.cohorts import cohorts_run_by
from bot.pairs.model import Cohort, Workshop
from bot.people.local import at_local, local_day
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Button, Buttons, Line, line
from bot.post.model import Priority
from bot.post.outbox import Posting
from bot.store.due import part

MORNING = time(8)
NEVER = 7
"""The weekday of those who want none."""
MOST_COHORTS = 6
MOST_LABELS = 5
STALE = timedelta(hours=12)
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
BUTTONS: Buttons = (
    (Button("report-look", ShowReports()),),
    (Button("report-digest-change", AskDigest()),),
)


def chosen_day(session: Session, facilitator: Facilitator) -> int | None:
    """Return the weekday of a facilitator's digest, Monday being 0; None without one."""
    digest = session.get(Digest, facilitator.id)
    return digest.weekday if digest is not None else None


def choose_day(
    session: Session, *, now: datetime, facilitator: Facilitator, weekday: int, zone: ZoneInfo
) -> None:
    """Let the digest come on this weekday at eight in this zone, or with `NEVER` not at all."""
    digest = session.get(Digest, facilitator.id)
    if weekday == NEVER:
        if digest is not None:
            session.delete(digest)
        return
    if digest is None:
        digest = Digest(facilitator_id=facilitator.id)
        session.add(digest)
    digest.weekday, digest.zone = weekday, zone.key
    digest.next_at = next_morning(now, weekday, zone)
    session.flush()


def next_morning(now: datetime, weekday: int, zone: ZoneInfo) -> datetime:
    """Return the next such weekday's morning after now, whatever the clocks do until then."""
    today = local_day(now, zone)
    day = today + A_DAY * ((weekday - today.weekday()) % 7)
    at = at_local(day, MORNING, zone)
    return at if at > now else at_local(day + A_WEEK, MORNING, zone)


@part(DIGESTS_TO_SEND)
def send_digests(session: Session, now: datetime, limit: int) -> int:
    """Send what is due: a part of the planner. One that is half a day late is left out."""
    due = DIGESTS_TO_SEND.rows(session, now, limit)
    for digest in due:
        facilitator = session.get_one(Facilitator, digest.facilitator_id)
        if facilitator.removed_at is not None or facilitator.chat_id is None:
            session.delete(digest)
            continue
        if now - digest.next_at < STALE:
            _send(session, facilitator, digest, now=now)
        digest.next_at = next_morning(now, digest.weekday, ZoneInfo(digest.zone))
    return len(due)


def _send(session: Session, facilitator: Facilitator, digest: Digest, *, now: datetime) -> None:
    cohorts = cohorts_run_by(session, facilitator)
    if not cohorts:
        return
    outbox.say(
        session,
        now=now,
        chat_id=facilitator.chat_id or 0,
        copy="report-digest",
        args={
            "name": facilitator.name,
            "cohorts": [_cohort(session, cohort, now=now) for cohort in cohorts[:MOST_COHORTS]],
            "more": max(0, len(cohorts) - MOST_COHORTS),
        },
        buttons=BUTTONS,
        how=Posting(
            priority=Priority.PROMPT,
            started=True,
            about=f"digest:{facilitator.id}",
            expires_at=digest.next_at + STALE,
        ),
    )


def _cohort(session: Session, cohort: Cohort, *, now: datetime) -> Line:
    needs = needs_of(session, now=now, cohort=cohort)
    figures = figures_of(session, now=now, cohort=cohort)
    today = local_day(now, ZoneInfo(cohort.timezone))
    coming = session.execute(
        sa.select(Workshop.number, Workshop.day)
        .where(Workshop.cohort_id == cohort.id, Workshop.day >= today)
        .order_by(Workshop.day)
        .limit(1)
    ).first()
    return line(
        "report-digest-cohort",
        cohort=cohort.name,
        pairs=len(pairs_in(session, cohort)),
        quiet=_labels([each for each in needs if each.quiet_since]),
        stuck=_labels([each for each in needs if each.stuck_since]),
        lost=_labels([each for each in needs if each.lost]),
        awaited=sum(len(each.awaited) for each in needs),
        asked=figures.asked if figures else 0,
        answered=figures.answered if figures else 0,
        workshop=coming.number if coming else 0,
        day=coming.day.isoformat() if coming else "",
    )


def _labels(needs: list[Needs]) -> str:
    """Return what the pairs are called, or `none`."""
    labels = [each.label for each in needs]
    more = len(labels) - MOST_LABELS
    shown = ", ".join(labels[:MOST_LABELS]) or "none"
    return f"{shown} +{more}" if more > 0 else shown
