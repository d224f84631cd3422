"""What the next words may be about.

Each holds when it began (`since`, ISO): what was asked an hour ago is no longer under way,
and words are never guessed into a place that a partner can see.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.post.model import Chat
from bot.post.talk import Talk, talk_from

UNDER_WAY = timedelta(hours=1)


class Part(StrEnum):
    """Which words of a progress update are being written."""

    HAPPENED = "happened"
    OBSTACLE = "obstacle"


class TellingProgress(Talk, name="progress-words"):
    """Words for a progress update; `part` is a `Part`, `screen` our row that asked (0: none)."""

    update: int
    part: str
    since: str
    screen: int


class WritingStep(Talk, name="step-what"):
    """What the next step is."""

    update: int
    since: str


class DatingStep(Talk, name="step-day"):
    """By when; `moving` when the step stands already."""

    step: int
    moving: bool
    since: str


class WritingChallenge(Talk, name="challenge"):
    """A new wording of the challenge."""

    since: str


class WritingMessage(Talk, name="message"):
    """A message to the partner; `note` is 0 until its first words."""

    note: int
    since: str


def is_under_way(since: str, now: datetime) -> bool:
    """Tell whether a talk that began at `since` still waits for words."""
    return now - datetime.fromisoformat(since) < UNDER_WAY


def wait_for(session: Session, member: Member, talk: Talk | None) -> None:
    """Make a member's next words be about `talk`, from outside their own turn."""
    chat = session.get(Chat, member.chat_id) if member.chat_id is not None else None
    if chat is not None:
        chat.talk = talk.to_document() if talk is not None else None


def talk_of(session: Session, member: Member) -> Talk | None:
    """Return what a member's next words will be about."""
    chat = session.get(Chat, member.chat_id) if member.chat_id is not None else None
    return talk_from(chat.talk) if chat is not None else None
