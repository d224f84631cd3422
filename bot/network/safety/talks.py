"""What a facilitator's next words may be about."""

from bot.post.talk import Talk


class AnsweringReporter(Talk, name="moderation-answer"):
    """An answer to who reported something."""

    report: int
    since: str
