"""What a bot may put in a chat, change and take away, and what it is refused."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from bot.rehearsal.standin import Message, Person, Standin
from bot.rehearsal.standin.fields import Upload

Call = Callable[..., Awaitable[Mapping[str, Any]]]
Refused = Callable[..., Awaitable[str]]

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4) + b"rest"


def keyboard(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


def upload(data: bytes = PNG, name: str = "way.png") -> Upload:
    return Upload(name=name, content_type="image/png", data=data)


async def test_a_message_reaches_the_phone_with_its_formatting_and_flags(
    asha: Person, call: Call
) -> None:
    answer = await call(
        "sendMessage",
        chat_id=11,
        text="<b>Hello</b> &amp; welcome",
        parse_mode="HTML",
        protect_content=True,
        disable_notification=True,
    )
    shown = asha.messages[-1]
    assert answer["result"]["message_id"] == shown.message_id
    assert (shown.text, shown.html) == ("Hello & welcome", "<b>Hello</b> &amp; welcome")
    assert (shown.protect_content, shown.silent, shown.from_bot) == (True, True, True)
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 5}]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: text must be non-empty"),
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            (
                "Bad Request: can't parse entities: "
                'Can\'t find end tag corresponding to start tag "b"'
            ),
        ),
        (
            {"text": "<br>", "parse_mode": "HTML"},
            'Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 0',
        ),
        ({"text": "x", "parse_mode": "Rhyme"}, "Bad Request: unsupported parse_mode"),
        ({"text": "x", "chat_id": 99}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"text": "x", "colour": "red"}, 'Bad Request: unknown parameter "colour" of sendMessage'),
        (
            {"text": "x", "reply_parameters": {"message_id": 999}},
            "Bad Request: message to be replied not found",
        ),
        ({"text": "x", "reply_markup": keyboard("y" * 65)}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard("é" * 33)}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "y"}]]}},
            "Bad Request: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": "{not json"},
            "Bad Request: can't parse reply keyboard markup JSON object: reply_markup",
        ),
    ],
)
async def test_telegram_refuses_with_its_own_words(
    asha: Person, refused: Refused, parameters: dict[str, object], words: str
) -> None:
    before = len(asha.messages)
    assert await refused("sendMessage", **{"chat_id": 11, **parameters}) == words
    assert len(asha.messages) == before


async def test_length_is_counted_after_the_entities_are_taken_out(asha: Person, call: Call) -> None:
    text = "<b>" + "x" * 4096 + "</b>"
    assert (await call("sendMessage", chat_id=11, text=text, parse_mode="HTML"))["ok"]


async def test_data_of_exactly_64_bytes_passes(asha: Person, call: Call) -> None:
    markup = keyboard("é" * 32)
    assert (await call("sendMessage", chat_id=11, text="x", reply_markup=markup))["ok"]


async def test_a_bot_may_not_write_first_nor_to_those_who_blocked_it(
    standin: Standin, asha: Person, call: Call, refused: Refused
) -> None:
    standin.person(12, "Tom")
    assert (
        await refused("sendMessage", chat_id=12, text="x")
        == "Forbidden: bot can't initiate conversation with a user"
    )
    asha.blocks()
    assert (
        await refused("sendMessage", chat_id=11, text="x")
        == "Forbidden: bot was blocked by the user"
    )
    asha.unblocks()
    assert (await call("sendMessage", chat_id=11, text="x"))["ok"]
    asha.closes_account()
    assert await refused("sendMessage", chat_id=11, text="x") == "Forbidden: user is deactivated"


async def test_an_edit_changes_the_message_and_keeps_its_history(asha: Person, call: Call) -> None:
    sent = await call("sendMessage", chat_id=11, text="one", reply_markup=keyboard("Go"))
    number = sent["result"]["message_id"]
    await call("editMessageText", chat_id=11, message_id=number, text="two")
    shown = asha.messages[-1]
    assert (shown.text, shown.buttons) == ("two", [])
    assert [version.body.text for version in shown.versions] == ["one", "two"]


async def test_edits_that_change_nothing_or_hit_nothing_are_refused(
    asha: Person, call: Call, refused: Refused
) -> None:
    sent = await call("sendMessage", chat_id=11, text="<b>one</b>", parse_mode="HTML")
    number = sent["result"]["message_id"]
    same = {"text": "<b>one</b>", "parse_mode": "HTML"}
    assert "message is not modified" in await refused(
        "editMessageText", chat_id=11, message_id=number, **same
    )
    assert (await call("editMessageText", chat_id=11, message_id=number, text="one"))["ok"]
    own = asha.sends("mine").message_id
    assert "message can't be edited" in await refused(
        "editMessageText", chat_id=11, message_id=own, text="x"
    )
    assert "message to edit not found" in await refused(
        "editMessageText", chat_id=11, message_id=999, text="x"
    )
    assert "there is no caption" in await refused(
        "editMessageCaption", chat_id=11, message_id=number, caption="x"
    )


async def test_buttons_alone_can_be_changed(asha: Person, call: Call, refused: Refused) -> None:
    sent = await call("sendMessage", chat_id=11, text="x", reply_markup=keyboard("A"))
    number = sent["result"]["message_id"]
    await call("editMessageReplyMarkup", chat_id=11, message_id=number, reply_markup=keyboard("B"))
    assert asha.messages[-1].labels == ["B"]
    await call("editMessageReplyMarkup", chat_id=11, message_id=number)
    assert asha.messages[-1].labels == []
    assert "not modified" in await refused("editMessageReplyMarkup", chat_id=11, message_id=number)


async def test_messages_can_be_deleted_for_48_hours(
    asha: Person, call: Call, refused: Refused, clock: Any
) -> None:
    first = await call("sendMessage", chat_id=11, text="first")
    clock.passes(hours=1)
    second = await call("sendMessage", chat_id=11, text="second")
    clock.passes(hours=47, minutes=1)
    numbers = [answer["result"]["message_id"] for answer in (first, second)]
    assert (
        await refused("deleteMessage", chat_id=11, message_id=numbers[0])
        == "Bad Request: message can't be deleted for everyone"
    )
    assert (await call("deleteMessage", chat_id=11, message_id=numbers[1]))["result"] is True
    assert (
        await refused("deleteMessage", chat_id=11, message_id=numbers[1])
        == "Bad Request: message to delete not found"
    )
    assert [m.text for m in asha.messages if m.from_bot] == ["first"]
    assert [m.text for m in asha.received] == ["first", "second"]


async def test_several_are_deleted_at_once_and_missing_ones_passed_over(
    asha: Person, call: Call
) -> None:
    own = asha.sends("mine").message_id
    sent = await call("sendMessage", chat_id=11, text="x")
    numbers = [own, 999, sent["result"]["message_id"]]
    assert (await call("deleteMessages", chat_id=11, message_ids=numbers))["ok"]
    assert [m.text for m in asha.messages] == ["/start"]


async def test_a_picture_arrives_with_its_size_and_can_be_sent_again_by_its_id(
    asha: Person, call: Call, refused: Refused
) -> None:
    sent = await call(
        "sendPhoto", chat_id=11, photo=upload(), caption="<i>way</i>", parse_mode="HTML"
    )
    photo = sent["result"]["photo"][-1]
    assert (photo["width"], photo["height"], photo["file_size"]) == (640, 480, len(PNG))
    assert asha.messages[-1].html == "<i>way</i>"
    again = await call("sendPhoto", chat_id=11, photo=photo["file_id"])
    assert again["result"]["photo"][-1]["file_unique_id"] == photo["file_unique_id"]
    assert "caption is too long" in await refused(
        "sendPhoto", chat_id=11, photo=photo["file_id"], caption="x" * 1025
    )
    assert "wrong file identifier" in await refused("sendPhoto", chat_id=11, photo="nothing")
    assert "there is no photo" in await refused("sendPhoto", chat_id=11)


async def test_documents_and_voices_carry_name_type_and_length(asha: Person, call: Call) -> None:
    file = Upload(name="mine.json", content_type="application/json", data=b"{}")
    document = await call("sendDocument", chat_id=11, document="attach://a", a=file)
    assert document["result"]["document"]["file_name"] == "mine.json"
    voice = await call("sendVoice", chat_id=11, voice=upload(), duration=7)
    assert voice["result"]["voice"]["duration"] == 7


async def test_an_upload_nothing_refers_to_is_an_unknown_parameter(
    asha: Person, refused: Refused
) -> None:
    assert "unknown parameter" in await refused("sendMessage", chat_id=11, text="x", file=upload())


async def test_an_album_is_several_messages_with_one_group_id(
    asha: Person, call: Call, refused: Refused
) -> None:
    media = [{"type": "photo", "media": f"attach://{name}"} for name in "ab"]
    media[0]["caption"] = "both"
    sent = await call(
        "sendMediaGroup", chat_id=11, media=media, a=upload(), b=upload(b"\xff\xd8\xff")
    )
    groups = {message["media_group_id"] for message in sent["result"]}
    assert len(sent["result"]) == 2
    assert len(groups) == 1
    assert "2-10" in await refused("sendMediaGroup", chat_id=11, media=media[:1], a=upload())


async def test_a_protected_message_cannot_be_copied(
    asha: Person, call: Call, refused: Refused
) -> None:
    open_ = (await call("sendMessage", chat_id=11, text="open"))["result"]["message_id"]
    await call("copyMessage", chat_id=11, from_chat_id=11, message_id=open_)
    assert [m.text for m in asha.received] == ["open", "open"]
    secret = await call("sendMessage", chat_id=11, text="x", protect_content=True)
    number = secret["result"]["message_id"]
    assert "can't be copied" in await refused(
        "copyMessage", chat_id=11, from_chat_id=11, message_id=number
    )


async def test_pins_come_and_go(asha: Person, call: Call, refused: Refused) -> None:
    number = (await call("sendMessage", chat_id=11, text="home"))["result"]["message_id"]
    await call("pinChatMessage", chat_id=11, message_id=number)
    chat = await call("getChat", chat_id=11)
    assert chat["result"]["pinned_message"]["message_id"] == number
    await call("unpinChatMessage", chat_id=11)
    assert "not found" in await refused("unpinChatMessage", chat_id=11)


async def test_typing_shows_until_the_next_message(
    asha: Person, call: Call, refused: Refused
) -> None:
    await call("sendChatAction", chat_id=11, action="typing")
    assert asha.chat.action == "typing"
    await call("sendMessage", chat_id=11, text="x")
    assert asha.chat.action is None
    assert "wrong parameter action" in await refused("sendChatAction", chat_id=11, action="dance")


async def test_the_menu_is_that_of_the_closest_place(
    standin: Standin, asha: Person, call: Call, refused: Refused
) -> None:
    tom = standin.person(12, "Tom")

    def menu(*names: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "Does it"} for name in names]

    await call("setMyCommands", commands=menu("help"))
    await call("setMyCommands", commands=menu("home"), scope={"type": "all_private_chats"})
    await call("setMyCommands", commands=menu("desk"), scope={"type": "chat", "chat_id": 11})
    assert asha.menu == menu("desk")
    assert tom.menu == menu("home")
    await call("deleteMyCommands", scope={"type": "all_private_chats"})
    assert tom.menu == menu("help")
    assert (await call("getMyCommands"))["result"] == menu("help")
    assert "BOT_COMMAND_INVALID" in await refused("setMyCommands", commands=menu("Help!"))


async def test_descriptions_are_kept_and_limited(call: Call, refused: Refused) -> None:
    await call("setMyDescription", description="What it is for")
    await call("setMyShortDescription", short_description="Short")
    assert (await call("getMyDescription"))["result"] == {"description": "What it is for"}
    assert (await call("getMyShortDescription"))["result"] == {"short_description": "Short"}
    assert "TOO_LONG" in await refused("setMyShortDescription", short_description="x" * 121)


async def test_every_call_is_in_the_journal_in_order_with_its_outcome(
    standin: Standin, asha: Person, call: Call
) -> None:
    await call("sendPhoto", chat_id=11, photo=upload())
    await call("sendMessage", chat_id=99, text="x")
    await call("sendRhyme", chat_id=11)
    seen = [(c.method, c.status, c.taken) for c in standin.journal.calls]
    assert seen == [
        ("sendPhoto", 200, True),
        ("sendMessage", 400, False),
        ("sendRhyme", 404, False),
    ]
    assert standin.journal.calls[0].parameters["photo"] == {"file": "way.png", "bytes": len(PNG)}


async def test_reply_and_what_it_answers_go_together(asha: Person, call: Call) -> None:
    question = asha.sends("How?")
    sent = await call(
        "sendMessage",
        chat_id=11,
        text="So.",
        reply_parameters={"message_id": question.message_id},
    )
    assert sent["result"]["reply_to_message"]["text"] == "How?"
    shown: Message = asha.messages[-1]
    assert shown.reply_to == question.message_id
