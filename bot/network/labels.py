"""How a pair is called before other pairs: by first names, or by place and stage alone."""

import re
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort, Pair
from bot.pairs.workshops import workshops_of
from bot.people.local import local_day
from bot.people.model import Member, Role
from bot.post.content import Line, line

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?(?:\s*\d[A-Z]{2})?\b", re.IGNORECASE)


class Stage(StrEnum):
    """How far a pair's cohort is."""

    STARTING = "starting"
    """Before the first workshop, or without any."""
    UNDER_WAY = "under_way"
    FURTHER = "further"
    """After the last workshop: graduates."""


def described(session: Session, *, now: datetime, pair_id: int, named: bool) -> Line:
    """Return what a pair is called: "Asha and Tom", or "A pair in Oxford, further on".

    Without names it holds nothing but the place and the stage.
    """
    if named:
        names = [member.name for member in members_here(session, pair_id)]
        if names:
            return line(
                "network-pair-named", first=names[0], second=names[1] if names[1:] else "",
                both=len(names) > 1,
            )  # fmt: skip
    place = place_of(session, pair_id)
    return line(
        "network-pair-unnamed",
        placed=place is not None,
        place=place or "",
        stage=stage_of(session, now=now, pair_id=pair_id).value,
    )


def members_here(session: Session, pair_id: int) -> list[Member]:
    """Return who of a pair has joined and not left, the lay partner first."""
    members = session.scalars(
        sa.select(Member).where(
            Member.pair_id == pair_id, Member.joined_at.is_not(None), Member.left_at.is_(None)
        )
    )
    return sorted(members, key=lambda member: member.role is not Role.LAY)


def place_of(session: Session, pair_id: int) -> str | None:
    """Return the town where the pair's cohort first meets, without a postcode."""
    meetings = workshops_of(session, pair_id)
    venue = meetings[0].venue if meetings else None
    return town_in(venue) if venue else None


def town_in(venue: str) -> str | None:
    """Return the last part of a venue that is more than a postcode: "Adams Park, High Wycombe"."""
    parts = (_POSTCODE.sub("", part).strip() for part in reversed(venue.split(",")))
    return next((part for part in parts if part), None)


def stage_of(session: Session, *, now: datetime, pair_id: int) -> Stage:
    """Return how far the pair's cohort is on its own day."""
    days = [workshop.day for workshop in workshops_of(session, pair_id)]
    today = local_day(now, zone_of_pair(session, pair_id))
    if not days or today < days[0]:
        return Stage.STARTING
    return Stage.FURTHER if days[-1] < today else Stage.UNDER_WAY


def zone_of_pair(session: Session, pair_id: int) -> ZoneInfo:
    """Return the zone of a pair's cohort: its waking hours are those of the pair."""
    pair = session.get_one(Pair, pair_id)
    return ZoneInfo(session.get_one(Cohort, pair.cohort_id).timezone)
