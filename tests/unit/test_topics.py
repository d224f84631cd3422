"""Topics are suggested from what was written."""

import pytest
from fluent.syntax import ast as fluent

from bot.network.peers.topics import topics, topics_of
from tests.architecture.copy_keys import messages


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("People cannot read the letters from our clinic.", "letters"),
        ("She came home from hospital on a Friday without a plan.", "discharge"),
        ("Nobody asks the CARERS.", "carers"),
        ("We need an interpreter at the front desk.", "language"),
        ("How did you get a lay member onto the board?", "voice"),
        ("Which antidepressant medication has the fewest side effects?", "medicines"),
    ],
)
def test_a_topics_own_word_suggests_it(text: str, topic: str) -> None:
    """In any case and with the endings that the file allows."""
    assert topic in topics_of(text)


def test_a_text_near_in_meaning_suggests_the_topic_without_its_words() -> None:
    """Doctors and physicians say the same."""
    text = "obstetric ward and newborn infants"
    assert not topics()["maternity"].pattern.search(text)
    assert "maternity" in topics_of(text)


def test_a_word_within_another_is_no_word_of_the_topic() -> None:
    """A diet is no matter of dying, and a business not one of buses."""
    assert not topics()["end-of-life"].pattern.search("a diet for soldiers")
    assert not topics()["appointments"].pattern.search("our business")


@pytest.mark.parametrize("text", ["", " ", "?", "zzxq"])
def test_no_topic_is_made_up(text: str) -> None:
    """Then people choose one, or none."""
    assert topics_of(text) == []


def test_the_likeliest_topics_come_first_and_are_few() -> None:
    """As many as fit a phone."""
    text = "interpreters and translation for carers of babies at care homes in the community"
    assert topics_of(text)[0] == "language"
    assert len(topics_of(text)) == 3
    assert topics_of(text, most=5)[:3] == topics_of(text)
    assert len(topics_of(text, most=5)) == 5


@pytest.mark.parametrize("key", ["topic-name", "topic-spoken"])
def test_every_topic_has_its_name_and_no_name_is_left_over(key: str) -> None:
    """A topic without a branch would be called like the last one."""
    value = messages()[key].value
    assert value is not None
    [choice] = [part.expression for part in value.elements if isinstance(part, fluent.Placeable)]
    assert isinstance(choice, fluent.SelectExpression)
    named = [each.key.name for each in choice.variants if isinstance(each.key, fluent.Identifier)]
    assert named == list(topics())
