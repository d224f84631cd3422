"""A facilitator goes, or runs other cohorts than before; what they had under way ends with it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast import drafts, sending
from bot.broadcast.model import Broadcast, Stage
from bot.learning.model import Digest
from bot.learning.reminding import hand_over
from bot.pairs.cohorts import cohorts_run_by
from bot.pairs.model import Cohort, CohortDraft, CohortFile
from bot.people import facilitators
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Args
from bot.post.model import Chat
from bot.post.outbox import Posting

SETTLING = timedelta(minutes=1)
"""So long after the last tap a facilitator is told which cohorts they run: several become one."""
OWN = (Digest, CohortDraft, CohortFile)
"""Tables of what is a facilitator's alone."""


def remove(session: Session, *, now: datetime, facilitator: Facilitator, by: Facilitator) -> bool:
    """Remove a facilitator; nothing they wrote or scheduled goes out any more.

    Returns whether they are told: who never joined is not.
    """
    chat_id = facilitator.chat_id
    hand_over(session, now=now, facilitator=facilitator)
    _end_broadcasts(session, now=now, facilitator=facilitator)
    for table in OWN:
        session.execute(sa.delete(table).where(table.facilitator_id == facilitator.id))
    was_here = facilitator.joined_at is not None
    facilitators.remove_facilitator(session, now=now, facilitator=facilitator)
    chat = session.get(Chat, chat_id) if chat_id is not None else None
    if chat is not None:
        chat.talk = None
    if chat_id is None or not was_here:
        return False
    args: Args = {"name": facilitator.name, "sender": by.name}
    outbox.say(session, now=now, chat_id=chat_id, copy="desk-told-removed", args=args)
    return True


def _end_broadcasts(session: Session, *, now: datetime, facilitator: Facilitator) -> None:
    under_way = sa.select(Broadcast).where(
        Broadcast.facilitator_id == facilitator.id,
        Broadcast.stage.in_((Stage.DRAFT, Stage.SCHEDULED, Stage.SENDING)),
    )
    for broadcast in session.scalars(under_way).all():
        if broadcast.stage is Stage.SENDING:
            sending.stop(session, now=now, broadcast=broadcast)
        else:
            drafts.discard(broadcast)


def switch_cohort(
    session: Session, *, now: datetime, facilitator: Facilitator, cohort: Cohort
) -> bool:
    """Give somebody a cohort to run, or take it away; return whether they run it now."""
    runs = facilitators.switch_cohort(session, facilitator=facilitator, cohort_id=cohort.id)
    if not runs:
        hand_over(session, now=now, facilitator=facilitator, cohort_id=cohort.id)
    tell_what_they_run(session, now=now, facilitator=facilitator)
    return runs


def tell_what_they_run(session: Session, *, now: datetime, facilitator: Facilitator) -> None:
    """Tell a facilitator which cohorts they run now, once the last change has settled."""
    about = f"team:{facilitator.id}"
    outbox.cancel_about(session, now=now, about=about)
    if facilitator.chat_id is None or facilitator.joined_at is None:
        return
    names = [cohort.name for cohort in cohorts_run_by(session, facilitator)]
    args: Args = {"organiser": facilitator.organiser, "names": ", ".join(names) or "none"}
    outbox.say(
        session,
        now=now,
        chat_id=facilitator.chat_id,
        copy="desk-told-cohorts",
        args=args,
        how=Posting(about=about, silent=True, not_before=now + SETTLING),
    )
