"""The kinds of question, one file each."""

from collections.abc import Callable
from typing import Any

from bot.reflection.kinds.base import Kind
from bot.reflection.kinds.choice import Choice
from bot.reflection.kinds.choices import Choices
from bot.reflection.kinds.progress import Progress
from bot.reflection.kinds.scale import Scale
from bot.reflection.kinds.text import Text
from bot.reflection.kinds.yes_no import YesNo
from prompts.questions import Question

# Any: each kind takes the one class of question that bears its name.
_KINDS: dict[str, Callable[[Any], Kind]] = {
    "text": Text,
    "scale": Scale,
    "choice": Choice,
    "choices": Choices,
    "yes_no": YesNo,
    "progress": Progress,
}


def kind_of(question: Question) -> Kind:
    """Return what this question can do."""
    return _KINDS[question.kind](question)
