"""What the next words may be about while an ask is written, or answered by a facilitator."""

from bot.post.talk import Talk


class WritingQuestion(Talk, name="ask-question"):
    """The question; `ask` is 0 for a new ask."""

    ask: int
    since: str


class WritingBackground(Talk, name="ask-background"):
    """A little background; `changing` when the ask was whole before."""

    ask: int
    changing: bool
    since: str


class ChoosingForAsk(Talk, name="ask-choosing"):
    """Taps are wanted; words that come all the same join the background."""

    ask: int
    since: str


class AnsweringAsk(Talk, name="ask-answering"):
    """A facilitator writes to the pair that asks."""

    ask: int


class HoldingAnswer(Talk, name="ask-answer"):
    """What the facilitator wrote is shown to them, and goes at their tap."""

    ask: int
    words: str
