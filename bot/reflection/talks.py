"""What the next words may be about."""

from datetime import datetime, timedelta

from bot.post.talk import Talk

UNDER_WAY = timedelta(hours=1)
"""A question that was put longer ago than this no longer waits for the next words."""


class Answering(Talk, name="answering"):
    """Words for one question of a due prompt; `anew` replaces what was answered before."""

    due: int
    question: str
    since: str
    anew: bool = False

    def is_under_way(self, now: datetime) -> bool:
        """Tell whether the question was put lately."""
        return now - datetime.fromisoformat(self.since) < UNDER_WAY
