"""What each kind of question can do."""

from dataclasses import dataclass
from typing import Protocol

from bot.post.content import Button, Buttons
from bot.post.taps import Slug
from bot.reflection.taps import Pick
from prompts.questions import Answer


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a question stands: which due prompt, and which of its questions."""

    due: int
    number: int

    def button(self, label: str, choice: str, **args: str | int) -> Button:
        """Return a button that picks `choice` here."""
        return Button(label, Pick(due=self.due, place=self.number, choice=Slug(choice)), args)


@dataclass(frozen=True, kw_only=True)
class Tapped:
    """What a tap led to: the value of a finished answer, or a draft to go on with."""

    value: str | None = None
    draft: str = ""


class Kind(Protocol):
    """One question of one kind.

    A value is the text that is stored for what was tapped; None where words are the answer.
    """

    def buttons(self, place: Place, draft: str) -> Buttons:
        """Return what can be tapped; `draft` is what was tapped so far."""
        ...

    def tapped(self, choice: str) -> Tapped | None:
        """Read a tap; None for a choice that the question does not have (any more)."""
        ...

    def typed(self, text: str) -> str | None:
        """Read typed words as a value; None when they are none."""
        ...

    def takes_words(self) -> bool:
        """Tell whether words, voice and photos are an answer."""
        ...

    def in_words(self, value: str) -> str:
        """Return what a value means, for a person to read."""
        ...

    def answer(self, value: str) -> Answer:
        """Return a value as the programme's rules for follow-ups take it."""
        ...


def same_words(typed: str, words: str) -> bool:
    """Tell whether somebody typed what stands on a button."""
    return typed.strip().rstrip(".!").casefold() == words.casefold()
