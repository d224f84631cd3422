"""Free text, voice notes and photos."""

from dataclasses import dataclass

from bot.post.content import Buttons
from bot.reflection.kinds.base import Place, Tapped
from prompts.questions import Answer, TextQuestion


@dataclass(frozen=True)
class Text:
    """A question that is answered in one's own words."""

    question: TextQuestion

    def buttons(self, place: Place, draft: str) -> Buttons:  # noqa: ARG002 - as every kind
        """There is nothing to tap."""
        return []

    def tapped(self, choice: str) -> Tapped | None:  # noqa: ARG002 - as every kind
        """There is nothing to tap."""
        return None

    def typed(self, text: str) -> str | None:  # noqa: ARG002 - as every kind
        """Words are the answer themselves, not a value."""
        return None

    def takes_words(self) -> bool:
        """Words are what is asked for."""
        return True

    def in_words(self, value: str) -> str:
        """Return the value: the words stand beside it."""
        return value

    def answer(self, value: str) -> Answer:
        """Return the words."""
        return value
