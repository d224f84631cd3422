"""Exactly one of several options."""

from dataclasses import dataclass

from bot.post.content import Buttons
from bot.reflection.kinds.base import Place, Tapped, same_words
from prompts.questions import Answer, ChoiceQuestion


@dataclass(frozen=True)
class Choice:
    """One option."""

    question: ChoiceQuestion

    def buttons(self, place: Place, draft: str) -> Buttons:  # noqa: ARG002 - as every kind
        """One option a line."""
        return [
            [place.button("reflection-option", option, words=words)]
            for option, words in self.question.options.items()
        ]

    def tapped(self, choice: str) -> Tapped | None:
        """Read an option."""
        return Tapped(value=choice) if choice in self.question.options else None

    def typed(self, text: str) -> str | None:
        """Read the words of an option."""
        for option, words in self.question.options.items():
            if same_words(text, words):
                return option
        return None

    def takes_words(self) -> bool:
        """Only an option is an answer."""
        return False

    def in_words(self, value: str) -> str:
        """Return the words of the option."""
        return self.question.options.get(value, value)

    def answer(self, value: str) -> Answer:
        """Return the option's id."""
        return value
