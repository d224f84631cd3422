"""The picture of a pair's way: its data in the transaction, its drawing when it is sent."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.pairs import challenge, progress, steps
from bot.pairs.cohorts import zone_of
from bot.pairs.model import ProgressUpdate
from bot.pairs.partners import partner_of
from bot.pairs.picture import Way, WayUpdate
from bot.pairs.workshops import workshops_of
from bot.people.local import local_day
from bot.people.model import Member

MOST_UPDATES = 12
LONGEST_TEXT = 60


def way_of(session: Session, *, now: datetime, viewer: Member) -> Way:
    """Return the pair's way so far, as far as this member may see it."""
    zone = zone_of(session, viewer)
    wording = challenge.current(session, viewer.pair_id)
    partner = partner_of(session, viewer)
    is_open, is_done = steps.count_steps(session, viewer)
    return Way(
        title=wording.wording if wording else "",
        names=(viewer.name, partner.name) if partner else (viewer.name,),
        workshops=tuple((w.number, w.day) for w in workshops_of(session, viewer.pair_id)),
        updates=tuple(
            WayUpdate(
                day=local_day(update.said_at, zone),
                state=update.state,
                text=_short(progress.words_seen_by(viewer, update)),
            )
            for update in _updates(session, viewer)
        ),
        steps_open=is_open,
        steps_done=is_done,
        today=local_day(now, zone),
    )


def _updates(session: Session, viewer: Member) -> list[ProgressUpdate]:
    return list(progress.seen_by(session, viewer, limit=MOST_UPDATES))[::-1]


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_TEXT else f"{plain[: LONGEST_TEXT - 1].rstrip()}…"


def to_picture(way: Way) -> dict[str, Any]:
    """Return the way as the JSON object that an outbox row holds."""
    return {
        "title": way.title,
        "names": way.names,
        "workshops": [(number, day.isoformat()) for number, day in way.workshops],
        "updates": [(u.day.isoformat(), u.state.value, u.text) for u in way.updates],
        "steps_open": way.steps_open,
        "steps_done": way.steps_done,
        "today": way.today.isoformat(),
    }
