"""Yes or no."""

from dataclasses import dataclass

from bot.post.content import Buttons
from bot.reflection.kinds.base import Place, Tapped, same_words
from prompts.questions import Answer, YesNoQuestion
from prompts.standins import stand_ins


@dataclass(frozen=True)
class YesNo:
    """One of two."""

    question: YesNoQuestion
    locale: str = "en"

    def _words(self) -> dict[str, str]:
        words = stand_ins(self.locale)
        return {"yes": words.yes, "no": words.no}

    def buttons(self, place: Place, draft: str) -> Buttons:  # noqa: ARG002 - as every kind
        """Both beside each other."""
        return [
            [
                place.button("reflection-option", option, words=words)
                for option, words in self._words().items()
            ]
        ]

    def tapped(self, choice: str) -> Tapped | None:
        """Read yes or no."""
        return Tapped(value=choice) if choice in self._words() else None

    def typed(self, text: str) -> str | None:
        """Read the word."""
        for option, words in self._words().items():
            if same_words(text, words):
                return option
        return None

    def takes_words(self) -> bool:
        """Only yes or no is an answer."""
        return False

    def in_words(self, value: str) -> str:
        """Return the word."""
        return self._words().get(value, value)

    def answer(self, value: str) -> Answer:
        """Return `yes` or `no`."""
        return value
