"""What the next words may be about while two pairs speak about an ask."""

from bot.post.talk import Talk


class WritingResponse(Talk, name="response"):
    """Words for the other pair; `kind` is a `ResponseKind`, `response` 0 until the first words."""

    exchange: int
    kind: str
    response: int
    since: str


class WritingOutcome(Talk, name="outcome"):
    """What came of an ask."""

    ask: int
    since: str
