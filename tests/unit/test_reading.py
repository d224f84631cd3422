"""What is read of an update without the library is what the library reads of it."""

import json
from typing import Any

import pytest

from bot.pairs.taps import ShowHome
from bot.telegram.incoming import Incoming, Kind, decode
from bot.telegram.lean import update_from
from bot.telegram.reading import _plain, read

ASHA = {"id": 7, "is_bot": False, "first_name": "Asha"}
CHAT = {"id": 7, "type": "private", "first_name": "Asha"}
MESSAGE = {"message_id": 3, "date": 1_800_000_000, "from": ASHA, "chat": CHAT}
BOLD = {"type": "bold", "offset": 0, "length": 2}
COMMAND = {"type": "bot_command", "offset": 0, "length": 5}


def message(**given: object) -> dict[str, Any]:
    """Return an update with a message."""
    return {"update_id": 1, "message": {**MESSAGE, "text": " a < b & c ", **given}}


def tap(**given: object) -> dict[str, Any]:
    """Return an update with a tap."""
    ours = {**MESSAGE, "text": "Where to?", "reply_markup": {"inline_keyboard": []}}
    query = {"id": "77", "from": ASHA, "chat_instance": "1", "data": ShowHome().pack()}
    return {"update_id": 1, "callback_query": {**query, "message": ours, **given}}


PLAIN = {
    "words": message(),
    "a command": message(text="/home now", entities=[COMMAND]),
    "a tap": tap(),
    "a forged tap": tap(data="zz:1"),
    "a tap under a message that is too old": tap(
        message={"message_id": 3, "date": 0, "chat": CHAT}
    ),
}
LEFT_TO_THE_LIBRARY = {
    "formatted words": message(entities=[BOLD]),
    "a reply": message(reply_to_message={**MESSAGE, "message_id": 2, "text": "?"}),
    "a photo": message(text=None, photo=[]),
    "a group": message(chat={"id": -7, "type": "group", "title": "All"}),
    "a tap without data": tap(data=None),
    "an edit": {"update_id": 1, "edited_message": {**MESSAGE, "text": "b", "edit_date": 5}},
    "another kind": {"update_id": 1, "poll_answer": None},
}


@pytest.mark.parametrize("update", PLAIN.values(), ids=PLAIN)
def test_plain_words_and_taps_are_read_as_the_library_reads_them(update: dict[str, Any]) -> None:
    """To the last field."""
    assert _plain(update) == decode(update_from(update))
    assert isinstance(read(json.dumps(update)), Incoming)


@pytest.mark.parametrize("update", LEFT_TO_THE_LIBRARY.values(), ids=LEFT_TO_THE_LIBRARY)
def test_all_else_is_left_to_the_library(update: dict[str, Any]) -> None:
    """What holds more than plain words, or something odd."""
    assert _plain(update) is None
    assert read(json.dumps(update)) == decode(update_from(update))


def test_formatting_is_not_lost() -> None:
    """Nothing is taken for plain that is not."""
    heard = read(json.dumps(message(text="so it is", entities=[BOLD])))
    assert heard is not None
    assert (heard.kind, heard.html) == (Kind.WORDS, "<b>so</b> it is")


@pytest.mark.parametrize("chat", [None, "7", {}])
def test_an_update_of_nobody_is_refused(chat: object) -> None:
    """Or a chat without a number would be looked for, and begun."""
    with pytest.raises(ValueError, match="without a person"):
        read(json.dumps(message(chat={**CHAT, "id": chat})))
