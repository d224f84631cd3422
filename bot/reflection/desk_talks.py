"""What the next words of a facilitator may be about, where prompts are concerned."""

from bot.post.talk import Talk


class RewordingPrompt(Talk, name="prompt-words"):
    """Other words for a question."""

    cohort: int
    prompt: str
    place: int
    whose: str


class MovingPrompt(Talk, name="prompt-day"):
    """Another day for a prompt."""

    cohort: int
    prompt: str


class AddingPrompt(Talk, name="prompt-new"):
    """A prompt of the cohort's own: title, words, day, who is asked, who sees the answers."""

    cohort: int
    title: str | None = None
    words: str | None = None
    when: str | None = None
    asked: str | None = None
