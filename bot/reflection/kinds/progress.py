"""The progress check-in: its buttons open the same short talk as /progress."""

from dataclasses import dataclass

from bot.pairs.states import ProgressState
from bot.pairs.taps import SayState
from bot.post.content import Button, Buttons
from bot.reflection.kinds.base import Place, Tapped
from prompts.questions import Answer, ProgressQuestion


@dataclass(frozen=True)
class Progress:
    """How it is going; kept as a progress update, not as an answer."""

    question: ProgressQuestion

    def buttons(self, place: Place, draft: str) -> Buttons:  # noqa: ARG002 - as every kind
        """The four states, two a line."""
        states = [
            Button(f"progress-{state.value}", SayState(state=state, due=place.due))
            for state in ProgressState
        ]
        return [states[:2], states[2:]]

    def tapped(self, choice: str) -> Tapped | None:  # noqa: ARG002 - as every kind
        """Taps here are progress's own."""
        return None

    def typed(self, text: str) -> str | None:  # noqa: ARG002 - as every kind
        """A state is tapped, not typed."""
        return None

    def takes_words(self) -> bool:
        """Words come after the state."""
        return False

    def in_words(self, value: str) -> str:
        """Return the value."""
        return value

    def answer(self, value: str) -> Answer:
        """Return the value."""
        return value
