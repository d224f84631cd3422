"""Texts are compared by what they mean, without a network and without a trace in the log."""

import re
import subprocess
import sys
import threading
from importlib.metadata import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.network.peers import meaning

LETTERS = "letters people cannot read"
SUMMARIES = "plain words in discharge summaries"


def test_texts_are_near_without_a_word_in_common() -> None:
    """Who worked on summaries is found by who asks about letters."""
    assert not set(LETTERS.split()) & set(SUMMARIES.split())
    others = [
        "somewhere safe to go at night",
        SUMMARIES,
        "fewer falls at home in winter",
        "a weekend off for people who look after a parent",
        "parking that people can afford",
    ]
    near = meaning.similarities(
        meaning.vector(LETTERS), [meaning.vector(other) for other in others]
    )
    assert near.argmax() == 1


def test_a_vector_has_length_one_and_the_shape_that_is_promised() -> None:
    """As text they pass through the column that locks words."""
    text = meaning.vector(LETTERS)
    assert re.fullmatch("[0-9a-f]{512}", text)
    row = meaning.matrix([text])
    assert row.shape == (1, 256)
    assert row.dtype == np.float32
    assert float((row * row).sum()) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_an_empty_text_is_like_nothing(empty: str) -> None:
    """Not even like itself; nothing divides by zero."""
    assert meaning.vector(empty) == meaning.NO_MEANING
    others = [meaning.NO_MEANING, meaning.vector(LETTERS)]
    assert meaning.similarities(meaning.vector(empty), others).tolist() == [0, 0]


def test_no_texts_give_no_similarities() -> None:
    """A network of one pair is no fault."""
    assert meaning.similarities(meaning.vector(LETTERS), []).shape == (0,)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_written_can_be_compared(one: str, other: str) -> None:
    """Any script, any sign; the same text has the same vector, and cosines stay within bounds."""
    vectors = [meaning.vector(one), meaning.vector(other)]
    assert vectors[0] == meaning.vector(one)
    near = meaning.similarities(vectors[0], vectors)
    assert np.all(np.abs(near) <= 1.01)


def test_threads_that_come_at_once_get_the_same() -> None:
    """Handlers run on several threads, and the model is loaded by whoever is first."""
    meaning._model.cache_clear()
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(meaning.vector(LETTERS))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert meaning._model.cache_info().misses == 1


def test_it_is_loaded_in_the_background_once() -> None:
    """Whoever comes near to needing it does not wait, however many they are."""
    meaning._model.cache_clear()
    for _ in range(3):
        meaning.warm()
    for thread in threading.enumerate():
        if thread.name == meaning.WARMING:
            thread.join()
    assert meaning._model.cache_info().currsize == 1
    assert meaning._model.cache_info().misses == 1


ALONE = """
import logging, socket

def refused(*args, **kwargs):
    raise OSError("no network here")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
from bot.network.peers import meaning
import sys
assert "wordllama" not in sys.modules and "numpy" not in sys.modules
meaning.ready()
assert meaning.vector("letters")
assert (logging.getLogger().handlers, logging.getLogger().level) == ([], logging.WARNING)
"""


def test_the_model_is_loaded_when_needed_without_network_or_logging(tmp_path: Path) -> None:
    """Importing the module costs nothing; the library's own set-up of logging stays out."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        env={"PYTHONPATH": str(Path.cwd()), "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_the_model_is_part_of_the_package() -> None:
    """What the decision says: it comes with its package."""
    names = {path.name for path in files("wordllama") or []}
    assert {"l2_supercat_256.safetensors", "l2_supercat_tokenizer_config.json"} <= names
