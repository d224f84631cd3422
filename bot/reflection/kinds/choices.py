"""Any number of several options."""

from dataclasses import dataclass

from bot.post.content import Buttons
from bot.reflection.kinds.base import Place, Tapped
from prompts.questions import Answer, ChoicesQuestion

DONE = "done-"
"""Begins the choice of the last button; what follows is what was ticked."""


@dataclass(frozen=True)
class Choices:
    """Several options, ticked one by one.

    What is ticked so far travels in the buttons: a number in base 16, a bit an option.
    """

    question: ChoicesQuestion

    def buttons(self, place: Place, draft: str) -> Buttons:
        """One option a line, then the button that ends it."""
        ticked = _number(draft)
        rows = []
        for bit, words in enumerate(self.question.options.values()):
            label = "reflection-ticked" if ticked >> bit & 1 else "reflection-option"
            rows.append([place.button(label, f"{ticked ^ 1 << bit:x}", words=words)])
        return [*rows, [place.button("reflection-ticks-done", f"{DONE}{ticked:x}")]]

    def tapped(self, choice: str) -> Tapped | None:
        """Read what is ticked; to finish, something must be."""
        ticked = _number(choice.removeprefix(DONE))
        if ticked >> len(self.question.options):
            return None
        if choice.startswith(DONE) and ticked:
            chosen = [
                option for bit, option in enumerate(self.question.option_ids()) if ticked >> bit & 1
            ]
            return Tapped(value=",".join(chosen))
        return Tapped(draft=f"{ticked:x}")

    def typed(self, text: str) -> str | None:  # noqa: ARG002 - as every kind
        """Several options are ticked, not typed."""
        return None

    def takes_words(self) -> bool:
        """Only options are an answer."""
        return False

    def in_words(self, value: str) -> str:
        """Return the words of the options."""
        return ", ".join(self.question.options.get(each, each) for each in value.split(","))

    def answer(self, value: str) -> Answer:
        """Return the options' ids."""
        return tuple(value.split(","))


def _number(draft: str) -> int:
    try:
        return int(draft or "0", 16)
    except ValueError:
        return 0
