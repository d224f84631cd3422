"""The topics of the field, and which of them a text is about."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from bot.network.peers import meaning
from bot.post.content import Line, line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SUGGESTED = 3
NEAR = 0.3
"""From this cosine on a text without a topic's words is about it all the same."""
WORD = 0.5
"""What a word of the topic in a text counts beside the cosine; a second one counts once more."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One topic: the words that name it, as data in `prompts/topics.yaml`."""

    id: str
    words: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds its words in a text; a star stands for any ending."""
        each = (re.escape(word).replace(r"\*", r"\w*") for word in self.words)
        return re.compile(rf"\b(?:{'|'.join(each)})\b", re.IGNORECASE)


@cache
def topics() -> dict[str, Topic]:
    """Return every topic by its id, in the order of the file."""
    text = resources.files("prompts").joinpath("topics.yaml").read_text(encoding="utf-8")
    written: dict[str, list[str]] = yaml.safe_load(text)
    return {id_: Topic(id=id_, words=tuple(words)) for id_, words in written.items()}


def topics_of(text: str, *, most: int = MOST_SUGGESTED) -> list[str]:
    """Return the ids of the topics that a text is about, the likeliest first; perhaps none."""
    near = meaning.matrix([meaning.vector(text)]) @ _meanings().T
    likely = []
    for topic, pattern, cosine in zip(topics(), _patterns(), near[0], strict=True):
        words = min(len({found.lower() for found in pattern.findall(text)}), 2)
        if words or cosine >= NEAR:
            likely.append((WORD * words + float(cosine), topic))
    return [topic for _, topic in sorted(likely, key=lambda one: -one[0])[:most]]


def label(topic: str) -> Line:
    """Return a topic's name, as on a button."""
    return line("topic-name", topic=topic)


def spoken(topic: str) -> Line:
    """Return a topic's name as it stands within a sentence: `You worked on … too`."""
    return line("topic-spoken", topic=topic)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(topic.pattern for topic in topics().values())


@cache
def _meanings() -> "NDArray[np.float32]":
    """Return what each topic's words mean together, one row a topic."""
    texts = (", ".join(word.rstrip("*") for word in topic.words) for topic in topics().values())
    return meaning.matrix([meaning.vector(text) for text in texts])
