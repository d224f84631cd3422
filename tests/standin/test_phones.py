"""What people do on their phones, and what the bot hears of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from bot.rehearsal.standin import Person, PhoneError, Standin, new_album

Call = Callable[..., Awaitable[Mapping[str, Any]]]
Refused = Callable[..., Awaitable[str]]


def keyboard(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


def heard(standin: Standin) -> list[dict[str, Any]]:
    """Return all updates that wait, and confirm them."""
    found = [update.to_json() for update in standin.bot().updates.take(None, None)]
    standin.bot().updates.drop()
    return found


def test_a_text_becomes_an_update_with_who_where_and_when(standin: Standin, asha: Person) -> None:
    asha.sends("  Hello  ")
    message = heard(standin)[0]["message"]
    assert message["text"] == "Hello"
    assert message["from"] == {
        "id": 11, "is_bot": False, "first_name": "Asha", "username": "asha", "language_code": "en",
    }  # fmt: skip
    assert message["chat"] == {
        "id": 11, "first_name": "Asha", "username": "asha", "type": "private",
    }  # fmt: skip
    assert message["date"] == 1803891600


def test_a_link_opens_the_bot_with_its_parameter(standin: Standin) -> None:
    standin.person(12, "Tom").opens("abc_DEF-1")
    message = heard(standin)[0]["message"]
    assert message["text"] == "/start abc_DEF-1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_a_link_telegram_would_drop_is_an_error(asha: Person) -> None:
    with pytest.raises(PhoneError, match="drops"):
        asha.opens("x" * 65)


async def test_a_tap_spins_until_it_is_answered_and_shows_the_toast(
    standin: Standin, asha: Person, call: Call
) -> None:
    await call("sendMessage", chat_id=11, text="?", reply_markup=keyboard("Yes", "No"))
    query = asha.taps("No")
    update = heard(standin)[0]["callback_query"]
    assert (update["data"], update["message"]["text"]) == ("No", "?")
    assert [waiting.query_id for waiting in asha.waiting_taps] == [query.query_id]
    await call(
        "answerCallbackQuery", callback_query_id=query.query_id, text="Kept", show_alert=True
    )
    assert [(toast.text, toast.alert) for toast in asha.toasts] == [("Kept", True)]
    assert asha.waiting_taps == []


async def test_a_tap_is_too_old_to_answer_after_a_quarter_of_an_hour(
    asha: Person, call: Call, refused: Refused, clock: Any
) -> None:
    await call("sendMessage", chat_id=11, text="?", reply_markup=keyboard("Yes"))
    query = asha.taps("Yes")
    clock.passes(minutes=16)
    words = await refused("answerCallbackQuery", callback_query_id=query.query_id)
    assert words == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_the_newest_button_of_a_name_is_tapped(
    standin: Standin, asha: Person, call: Call
) -> None:
    for text in ("old", "new"):
        await call("sendMessage", chat_id=11, text=text, reply_markup=keyboard("Go"))
    asha.taps("Go")
    assert heard(standin)[0]["callback_query"]["message"]["text"] == "new"


async def test_a_button_that_is_not_there_names_those_that_are(asha: Person, call: Call) -> None:
    await call("sendMessage", chat_id=11, text="?", reply_markup=keyboard("Yes", "No"))
    with pytest.raises(PhoneError, match=r"there are \['Yes', 'No'\]"):
        asha.taps("Maybe")


async def test_old_buttons_still_work_after_they_are_gone(
    standin: Standin, asha: Person, call: Call
) -> None:
    sent = await call("sendMessage", chat_id=11, text="?", reply_markup=keyboard("Yes"))
    number = sent["result"]["message_id"]
    await call("editMessageText", chat_id=11, message_id=number, text="done")
    asha.taps_on(number, "Yes")
    await call("deleteMessage", chat_id=11, message_id=number)
    asha.taps_on(number, "Yes")
    asha.forges(number, "admin")
    on_edited, on_deleted, forged = [u["callback_query"] for u in heard(standin)]
    assert on_edited["message"]["text"] == "done"
    assert on_deleted["message"]["date"] == 0
    assert forged["data"] == "admin"


async def test_keys_under_the_input_send_their_words(
    standin: Standin, asha: Person, call: Call
) -> None:
    await call(
        "sendMessage",
        chat_id=11,
        text="x",
        reply_markup={"keyboard": [[{"text": "How is it going?"}], ["Home"]]},
    )
    assert asha.keys == [["How is it going?"], ["Home"]]
    asha.presses("How is it going?")
    assert heard(standin)[0]["message"]["text"] == "How is it going?"
    await call("sendMessage", chat_id=11, text="x", reply_markup={"remove_keyboard": True})
    with pytest.raises(PhoneError, match="no key"):
        asha.presses("Home")


async def test_a_forced_reply_is_made_once(standin: Standin, asha: Person, call: Call) -> None:
    await call("sendMessage", chat_id=11, text="Name?", reply_markup={"force_reply": True})
    asha.sends("Asha")
    asha.sends("again")
    first, second = [u["message"] for u in heard(standin)]
    assert first["reply_to_message"]["text"] == "Name?"
    assert "reply_to_message" not in second


def test_an_edit_reaches_the_bot_as_edited_message(standin: Standin, asha: Person) -> None:
    message = asha.sends("teh")
    asha.edits(message.message_id, "the")
    edited = heard(standin)[1]["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("the", message.message_id)
    assert edited["edit_date"] >= edited["date"]
    with pytest.raises(PhoneError, match="already"):
        asha.edits(message, "the")


def test_photos_voices_and_files_arrive_as_such(standin: Standin, asha: Person) -> None:
    album = new_album()
    asha.sends_photo(b"\xff\xd8\xff1", "one", media_group_id=album)
    asha.sends_photo(b"\xff\xd8\xff2", media_group_id=album)
    asha.sends_voice(duration=9)
    asha.sends_document("plan.pdf", b"%PDF", "the plan")
    one, two, voice, document = [u["message"] for u in heard(standin)]
    assert one["caption"] == "one"
    assert one["media_group_id"] == two["media_group_id"]
    assert voice["voice"]["duration"] == 9
    assert document["document"]["file_name"] == "plan.pdf"


async def test_a_file_from_a_phone_can_be_fetched(
    standin: Standin, asha: Person, call: Call, token: str
) -> None:
    asha.sends_document("plan.txt", b"to do")
    file_id = heard(standin)[0]["message"]["document"]["file_id"]
    found = await call("getFile", file_id=file_id)
    assert standin.file(token, found["result"]["file_path"]).upload.data == b"to do"


def test_blocking_and_unblocking_are_told(standin: Standin, asha: Person) -> None:
    asha.blocks()
    asha.blocks()
    with pytest.raises(PhoneError, match="cannot write"):
        asha.sends("x")
    asha.unblocks()
    asha.opens()
    blocked, unblocked, start = heard(standin)
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start"


async def test_a_group_is_heard_until_the_bot_leaves_it(
    standin: Standin, asha: Person, call: Call, refused: Refused
) -> None:
    group = standin.group(-5, "Ward 7", added_by=asha)
    group.says(asha, "/start")
    added, said = heard(standin)
    assert added["my_chat_member"]["chat"]["type"] == "group"
    assert said["message"]["chat"]["title"] == "Ward 7"
    await call("sendMessage", chat_id=-5, text="I only work in private chats.")
    await call("leaveChat", chat_id=-5)
    assert not group.bot_is_there
    group.says(asha, "hello?")
    assert heard(standin) == []
    assert "not a member" in await refused("sendMessage", chat_id=-5, text="x")


async def test_two_bots_have_their_own_chats_with_one_person(clock: Any) -> None:
    from bot.rehearsal.standin import BotAccount

    tokens = ("1:aaaaa", "2:bbbbb")
    standin = Standin([BotAccount(token=token) for token in tokens], now=clock)
    first, second = (standin.person(11, "Asha", bot_id=number) for number in (1, 2))
    first.opens()
    sent = await standin.call(tokens[0], "sendMessage", {"chat_id": 11, "text": "one"})
    not_started = await standin.call(tokens[1], "sendMessage", {"chat_id": 11, "text": "two"})
    assert (sent.status, not_started.status) == (200, 403)
    assert [m.text for m in first.received] == ["one"]
    assert second.received == []
    assert len(standin.bot(2).updates) == 0
