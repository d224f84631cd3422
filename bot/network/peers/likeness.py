"""Which of some texts are most like what somebody looks for, by words and by meaning."""

import re
from collections.abc import Sequence

from bot.network.peers.meaning import similarities, vector

NEAR = 0.3
"""From this cosine on a text without the searched words is like them all the same."""
WORD = 0.2
"""What each word that both have counts beside the cosine."""
_SHORT = 3


def likest(words: str, texts: Sequence[tuple[str, str | None]]) -> list[int]:
    """Return the places of the texts that are like the words, the likest first.

    Each text comes with its meaning, a vector of `bot.network.peers.meaning`, where it is known.
    """
    if not texts:
        return []
    near = similarities(vector(words), [meaning or "" for _, meaning in texts])
    wanted = _words_in(words)
    scored = []
    for place, ((text, _), cosine) in enumerate(zip(texts, near, strict=True)):
        shared = len(wanted & _words_in(text))
        if shared or cosine >= NEAR:
            scored.append((WORD * shared + float(cosine), -place))
    return [-place for _, place in sorted(scored, reverse=True)]


def _words_in(text: str) -> set[str]:
    """Return the words of a text that say something."""
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > _SHORT}
