"""What a text means, as numbers that can be compared: a vector kept as text.

The model is a table of word pieces that lies in the package `wordllama`: nothing is downloaded,
and no word leaves this machine. Loading it takes half a second and about 100 MB, so it is done
in the background as soon as somebody comes near to needing it (`warm`), not in a transaction.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from wordllama.inference import WordLlamaInference

DIMENSIONS = 256
FINENESS = 256
"""A vector's numbers are kept as whole steps of 1/256: a cosine is wrong by less than 0.01."""
NO_MEANING = ""
"""The vector of an empty text: like nothing else."""
WARMING = "meaning"
"""The name of the thread that loads the model."""
_NOWHERE = "00" * DIMENSIONS
_loading = Lock()


def ready() -> None:
    """Load the model unless it is there; from any thread."""
    with _loading:
        _model()


def warm() -> None:
    """Begin to load the model in the background, so that nobody has to wait for it later."""
    if not _model.cache_info().currsize and not _loading.locked():
        Thread(target=ready, name=WARMING, daemon=True).start()


def vector(text: str) -> str:
    """Return the direction of a text's meaning: 256 numbers, a signed byte each, as 512 hex signs.

    Divided by `FINENESS` they have length 1. An empty text gives `NO_MEANING`.
    """
    ready()
    sums = _model().embed([text.strip()])[0]
    length = float((sums * sums).sum()) ** 0.5
    if not length:
        return NO_MEANING
    steps = (sums * (FINENESS / length)).round().clip(-127, 127)
    kept: bytes = steps.astype("i1").tobytes()
    return kept.hex()


def matrix(vectors: Sequence[str]) -> "NDArray[np.float32]":
    """Return vectors as rows, of shape (number of vectors, 256); nothing for `NO_MEANING`."""
    import numpy as np

    steps = bytes.fromhex("".join([each or _NOWHERE for each in vectors]))
    rows = np.frombuffer(steps, "i1").reshape(-1, DIMENSIONS).astype(np.float32)
    rows /= FINENESS
    return rows


def similarities(one: str, others: Sequence[str]) -> "NDArray[np.float32]":
    """Return how near each is to one: cosines from -1 to 1, of shape (number of others,)."""
    found: NDArray[np.float32] = matrix(others) @ matrix([one])[0]
    return found


@cache
def _model() -> "WordLlamaInference":
    with _logging_left_alone():
        import wordllama
    # The library looks for its tokenizer in a folder that it does not have, unless it is told.
    here = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(dim=DIMENSIONS, cache_dir=here, disable_download=True)


@contextmanager
def _logging_left_alone() -> Iterator[None]:
    """Keep a library that sets up logging when it is imported from doing so."""
    root, guard = logging.getLogger(), logging.NullHandler()
    root.addHandler(guard)
    try:
        yield
    finally:
        root.removeHandler(guard)
