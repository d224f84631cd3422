"""Cohorts: whose they are, where they are, and the import of their members."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.pairs.model import Cohort, Pair
from bot.people.model import Member


def zone_of(session: Session, member: Member) -> ZoneInfo:
    """Return the zone in which the member lives: their own choice, or the cohort's."""
    if member.timezone is not None:
        return ZoneInfo(member.timezone)
    pair = session.get_one(Pair, member.pair_id)
    return ZoneInfo(session.get_one(Cohort, pair.cohort_id).timezone)
