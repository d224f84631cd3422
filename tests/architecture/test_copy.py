"""The copy files hold what the code asks for and nothing else, in words for everybody."""

from collections import Counter

import pytest

from bot.reflection.check import MOST_CHARACTERS, OLDEST_READING_AGE, reading_age
from tests.architecture.copy_keys import (
    KEY,
    Asked,
    asked,
    is_made,
    junk,
    keys_written,
    messages,
    read,
    referred,
)
from tests.architecture.copy_texts import longest, texts

NO_KEYS = {
    "bot-of-rehearsal": "a bot's token",
    "desk-answer": "what outbox rows are about",
}
"""Texts that look like keys, and what they are."""
IN_A_FILE = "stands in the file of somebody's data, not in a message"
LONG_ONES = {"mydata-member": IN_A_FILE, "mydata-more": IN_A_FILE}
HARD_ONES = {
    "mydata-member": IN_A_FILE,
    "mydata-facilitator": IN_A_FILE,
    "mydata-more": IN_A_FILE,
    "settings": "a list of settings, without sentences",
}
FEWEST_WORDS = 10
"""From which on a reading age says something."""


def missing(found: Asked) -> dict[str, str]:
    """Return the keys that have no copy, and where each is asked for."""
    firsts = {key.split("-")[0] for key in messages()}
    alike = {
        text: where
        for text, where in found.looks.items()
        if "-" in text and KEY.fullmatch(text) and text.split("-")[0] in firsts
    }
    return {
        key: where
        for key, where in (alike | found.said).items()
        if key not in messages() and key not in NO_KEYS
    }


def test_every_key_that_the_code_asks_for_has_its_words() -> None:
    """Buttons, messages, toasts, lines, refusals and what enums name."""
    assert missing(asked()) == {}, "write these in prompts/copy/en"


def test_no_copy_is_left_over() -> None:
    """What nothing says any more goes with what said it."""
    known = asked().looks.keys() | referred()
    assert [key for key in messages() if key not in known and not is_made(key)] == []


def test_the_files_can_be_read_and_say_each_key_once() -> None:
    """Fluent passes over what it cannot read, and lets the last of two win."""
    assert junk() == []
    assert [key for key, times in Counter(keys_written()).items() if times > 1] == []


@pytest.mark.parametrize(
    "code",
    [
        "turn.say('nowhere')",
        "Button('nowhere', ShowHome())",
        "turn.change('home' if here else 'nowhere')",
        "outbox.show_file(session, copy='nowhere')",
        "class Closed(StrEnum):\n    WRONG = 'joining-nowhere'",
    ],
)
def test_a_missing_key_is_found(code: str) -> None:
    """Wherever it stands."""
    assert missing(read(code)).keys() <= {"nowhere", "joining-nowhere"}
    assert missing(read(code))


@pytest.mark.parametrize(
    "code",
    [
        "class ShowHome(Tap, code='home-nowhere'): ...",
        "write_down(turn, facilitator, 'pair-nowhere')",
        "log.info('words')",
    ],
)
def test_what_is_no_key_passes(code: str) -> None:
    """Codes of taps, acts of the audit log, anything else."""
    assert missing(read(code)) == {}


@pytest.mark.parametrize("key", sorted(messages()))
def test_a_message_is_short_enough_for_a_phone(key: str) -> None:
    """With long names and days, and people's own words apart."""
    text = longest(key)
    assert len(text) <= MOST_CHARACTERS or key in LONG_ONES, text


@pytest.mark.parametrize("key", sorted(messages()))
def test_a_message_is_easy_to_read(key: str) -> None:
    """Whichever branch of it somebody gets."""
    said = [text for text in texts(key) if len(text.split()) >= FEWEST_WORDS]
    hard = [text for text in said if reading_age([text]) > OLDEST_READING_AGE]
    assert hard == [] or key in HARD_ONES, "use shorter words and sentences"


def test_every_exception_is_still_needed() -> None:
    """Nothing may hide behind a reason that is gone."""
    assert [key for key in LONG_ONES if len(longest(key)) <= MOST_CHARACTERS] == []
    easy = [key for key in HARD_ONES if reading_age([*texts(key)]) <= OLDEST_READING_AGE]
    assert easy == []
    assert [text for text in NO_KEYS if text not in asked().looks] == []
