"""Prompts that wait for an answer, as the other conversations show them."""

from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.reflection.answers import open_dues, title_of
from bot.reflection.circle import circle_of
from bot.reflection.model import Due


def waiting_count(session: Session, member: Member) -> int:
    """Return how many prompts wait for an answer."""
    return len(open_dues(session, member))


def waiting_titles(session: Session, member: Member, *, limit: int) -> list[tuple[Due, str]]:
    """Return prompts that wait for an answer, with their titles, the newest first."""
    circle = circle_of(session, member)
    newest_first = open_dues(session, member)[::-1]
    return [(due, title_of(circle, due)) for due in newest_first[:limit]]
