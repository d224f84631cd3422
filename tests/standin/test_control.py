"""The control API: what a page of phones is built upon."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import httpx
import pytest

from bot.rehearsal.standin import BotAccount, Person, Standin, served

Call = Callable[..., Awaitable[Mapping[str, Any]]]


@pytest.fixture
async def control(standin: Standin) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        served(standin) as url,
        httpx.AsyncClient(base_url=f"{url}/control", timeout=60) as client,
    ):
        yield client


async def test_a_phone_is_made_and_talks_with_the_bot(
    control: httpx.AsyncClient, call: Call
) -> None:
    made = await control.post("/people", json={"id": 12, "first_name": "Tom"})
    assert (made.status_code, made.json()["status"]) == (201, "not_started")
    await control.post("/chats/12/start", json={"parameter": "abc"})
    own = await control.post("/chats/12/text", json={"text": "teh"})
    number = own.json()["message_id"]
    await control.post("/chats/12/edit", json={"message_id": number, "text": "the"})
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    sent = await call(
        "sendMessage", chat_id=12, text="<b>?</b>", parse_mode="HTML", reply_markup=markup
    )
    place = {"message_id": sent["result"]["message_id"], "row": 0, "col": 0}
    tap = await control.post("/chats/12/tap", json=place)
    await call("answerCallbackQuery", callback_query_id=tap.json()["query_id"], text="Kept")
    chat = (await control.get("/chats/12")).json()
    assert [(m["html"], m["from_bot"]) for m in chat["messages"]] == [
        ("/start abc", False),
        ("the", False),
        ("<b>?</b>", True),
    ]
    assert chat["messages"][2]["buttons"] == [[{"text": "Yes", "callback_data": "y"}]]
    assert [toast["text"] for toast in chat["toasts"]] == ["Kept"]
    await control.post("/chats/12/delete", json={"message_id": number})
    assert len((await control.get("/chats/12")).json()["messages"]) == 2
    assert len((await control.get("/chats/12?deleted=1")).json()["messages"]) == 3


async def test_files_go_both_ways(asha: Person, control: httpx.AsyncClient) -> None:
    photo = await control.post(
        "/chats/11/photo", files={"file": ("a.jpg", b"\xff\xd8\xff")}, data={"caption": "us"}
    )
    await control.post("/chats/11/voice", files={"file": b"OggS"}, data={"duration": "4"})
    await control.post("/chats/11/document", files={"file": ("plan.txt", b"to do", "text/plain")})
    shown = (await control.get("/chats/11")).json()["messages"][1:]
    assert [m["media"]["kind"] for m in shown] == ["photo", "voice", "document"]
    assert shown[1]["media"]["duration"] == 4
    assert photo.json()["text"] == "us"
    file = await control.get(f"/files/{shown[2]['media']['file_id']}")
    assert (file.content, file.headers["content-type"]) == (b"to do", "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    ("path", "order", "code"),
    [
        ("/chats/99/text", {"text": "x"}, 404),
        ("/chats/11/text", {"txt": "x"}, 422),
        ("/chats/11/text", {"text": " "}, 409),
        ("/chats/11/tap", {"label": "Yes"}, 409),
        ("/chats/11/press", {"label": "Home"}, 409),
        ("/clock", {"now": "2027-01-01T00:00:00Z"}, 409),
        ("/faults", {"trouble": "earthquake"}, 422),
    ],
)
async def test_what_cannot_be_done_is_said(
    asha: Person, control: httpx.AsyncClient, path: str, order: dict[str, object], code: int
) -> None:
    answer = await control.post(path, json=order)
    assert answer.status_code == code
    assert answer.json()["error"]


async def test_trouble_limits_and_blocking_can_be_ordered(
    standin: Standin, asha: Person, control: httpx.AsyncClient, call: Call
) -> None:
    await control.post("/faults", json={"trouble": "answer", "code": 502})
    assert (await call("getMe"))["error_code"] == 502
    await control.post("/faults", json={"trouble": "hang"})
    await control.post("/latency", json={"seconds": 1})
    await control.delete("/faults")
    await control.post("/limits", json={"chat_burst": 1})
    overview = (await control.get("/")).json()
    assert (overview["faults"], overview["latency_s"]) == ([], 0)
    assert overview["limits"]["chat_burst"] == 1
    await control.post("/chats/11/block")
    assert (await call("sendMessage", chat_id=11, text="x"))["error_code"] == 403
    await control.post("/chats/11/unblock")
    assert (await call("sendMessage", chat_id=11, text="x"))["ok"]
    journal = (await control.get("/journal?after=1&method=sendMessage")).json()
    assert [entry["status"] for entry in journal] == [403, 200]


async def test_its_own_clock_can_be_moved() -> None:
    standin = Standin([BotAccount(token="1:abcde")])
    standin.person(11, "Asha").opens()
    async with (
        served(standin) as url,
        httpx.AsyncClient(base_url=f"{url}/control", timeout=60) as client,
    ):
        await client.post("/clock", json={"now": "2031-05-01T12:00:00+01:00"})
        message = await client.post("/chats/11/text", json={"text": "later"})
    assert message.json()["date"].startswith("2031-05-01T11:00:00")


async def events_until(lines: AsyncIterator[str], kind: str) -> list[tuple[str, str]]:
    """Read (id, kind) of events up to the first of `kind`."""
    seen: list[tuple[str, str]] = []
    number = ""
    async for line in lines:
        if line.startswith("id: "):
            number = line.removeprefix("id: ")
        if line.startswith("event: "):
            seen.append((number, line.removeprefix("event: ")))
            if seen[-1][1] == kind:
                return seen
    raise AssertionError(seen)


async def test_events_stream_live_and_resume_where_they_stopped(
    asha: Person, control: httpx.AsyncClient, call: Call
) -> None:
    async with asyncio.timeout(60):
        async with control.stream("GET", "/events") as answer:
            asha.sends("one")
            seen = await events_until(answer.aiter_lines(), "message")
        await call("sendMessage", chat_id=11, text="missed")
        headers = {"Last-Event-ID": seen[-1][0]}
        async with control.stream("GET", "/events", headers=headers) as answer:
            seen = await events_until(answer.aiter_lines(), "call")
        assert [kind for _, kind in seen] == ["message", "call"]
        async with control.stream("GET", "/events?after=other-5") as answer:
            assert (await events_until(answer.aiter_lines(), "reset"))[0][1] == "reset"
