"""What the next words may be about.

Each holds when it began (`since`, ISO): what was asked an hour ago is no longer under way,
and words are never guessed into a place that a partner can see.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.post.talk import Talk

UNDER_WAY = timedelta(hours=1)


class Part(StrEnum):
    """Which words of a progress update are being written."""

    HAPPENED = "happened"
    OBSTACLE = "obstacle"


class TellingProgress(Talk, name="progress-words"):
    """Words for a progress update; `part` is a `Part`."""

    update: int
    part: str
    since: str


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
