"""One to five, with words at both ends."""

from dataclasses import dataclass

from bot.post.content import Buttons
from bot.reflection.kinds.base import Place, Tapped
from prompts.questions import Answer, ScaleQuestion

STEPS = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Scale:
    """A step from one to five."""

    question: ScaleQuestion

    def buttons(self, place: Place, draft: str) -> Buttons:  # noqa: ARG002 - as every kind
        """The ends on lines of their own, so that their words are not cut off."""
        low, *between, high = STEPS
        return [
            [place.button("reflection-end", low, step=low, words=self.question.low)],
            [place.button("reflection-step", step, step=step) for step in between],
            [place.button("reflection-end", high, step=high, words=self.question.high)],
        ]

    def tapped(self, choice: str) -> Tapped | None:
        """Read a step."""
        return Tapped(value=choice) if choice in STEPS else None

    def typed(self, text: str) -> str | None:
        """Read a digit."""
        return text.strip() if text.strip() in STEPS else None

    def takes_words(self) -> bool:
        """Only a step is an answer."""
        return False

    def in_words(self, value: str) -> str:
        """Return the step between its two ends."""
        return f"{value}/{STEPS[-1]} (1 = {self.question.low}, 5 = {self.question.high})"

    def answer(self, value: str) -> Answer:
        """Return the step."""
        return int(value)
