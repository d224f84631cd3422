"""The Bot API over real HTTP, as a bot's library meets it."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from bot.rehearsal.standin import Person, Standin, served

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4) + b"rest"
ROOT = Path(__file__).parents[2]
POLL_SECONDS = 45


@pytest.fixture
async def url(standin: Standin) -> AsyncIterator[str]:
    async with served(standin) as url_:
        yield url_


@pytest.fixture
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        yield client


async def test_an_ordinary_bot_library_works_with_it(
    standin: Standin, asha: Person, url: str, token: str
) -> None:
    """python-telegram-bot sends, hears a tap, answers, edits, uploads and downloads."""
    bot = Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    async with bot:
        buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
        sent = await bot.send_message(11, "<b>Hi</b>", parse_mode="HTML", reply_markup=buttons)
        asha.taps("Go")
        update = (await bot.get_updates(timeout=5))[0]
        assert update.callback_query is not None
        await update.callback_query.answer("Going")
        await update.callback_query.edit_message_text("Gone")
        photo = await bot.send_photo(11, PNG, caption="a way")
        file = await bot.get_file(photo.photo[-1].file_id)
        assert bytes(await file.download_as_bytearray()) == PNG
        await bot.send_media_group(11, [InputMediaPhoto(PNG), InputMediaPhoto(PNG)])
        await bot.delete_message(11, sent.message_id)
    assert [toast.text for toast in asha.toasts] == ["Going"]
    assert [len(m.versions) for m in asha.received] == [2, 1, 1, 1]
    assert asha.received[0].deleted


@pytest.mark.parametrize("way", ["json", "form", "query"])
async def test_parameters_may_come_in_every_way_telegram_takes_them(
    asha: Person, http: httpx.AsyncClient, token: str, way: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    flat = {
        "chat_id": "11",
        "text": "é",
        "protect_content": "true",
        "reply_markup": json.dumps(markup),
    }
    path = f"/bot{token}/sendMessage"
    if way == "json":
        answer = await http.post(
            path,
            json={"chat_id": 11, "text": "é", "protect_content": True, "reply_markup": markup},
        )
    elif way == "form":
        answer = await http.post(path, data=flat)
    else:
        answer = await http.get(path, params=flat)
    assert answer.json()["ok"], answer.text
    assert (asha.messages[-1].labels, asha.messages[-1].protect_content) == (["Go"], True)


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/bot999:AAAAAAAAAA/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        ("/bot{token}/getRhyme", 404, "Not Found"),
        ("/bot{token}/GETME", 200, ""),
    ],
)
async def test_tokens_and_methods_are_checked(
    http: httpx.AsyncClient, token: str, path: str, code: int, words: str
) -> None:
    answer = await http.get(path.format(token=token))
    assert answer.status_code == code
    assert answer.json().get("description", "") == words


async def test_a_file_is_only_given_to_who_has_the_token(
    standin: Standin, asha: Person, http: httpx.AsyncClient, token: str
) -> None:
    media = asha.sends_photo(PNG).media
    assert media is not None
    path = media.file.path
    assert (await http.get(f"/file/bot{token}/{path}")).content == PNG
    assert (await http.get(f"/file/bot999:AAAAAAAAAA/{path}")).status_code == 401
    assert (await http.get(f"/file/bot{token}/photos/none.jpg")).status_code == 404


async def test_a_body_that_is_not_json_is_refused(http: httpx.AsyncClient, token: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await http.post(f"/bot{token}/getMe", content="{", headers=headers)
    assert answer.json()["description"] == "Bad Request: can't parse JSON object"


async def test_the_server_stops_at_once_though_a_poll_waits(standin: Standin, token: str) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        import asyncio

        async with served(standin) as url_:
            poll = asyncio.create_task(
                client.get(f"{url_}/bot{token}/getUpdates?timeout={POLL_SECONDS}")
            )
            while not standin.journal.calls:  # noqa: ASYNC110 - a server gives no event
                await asyncio.sleep(0.01)
            began = time.monotonic()
        assert time.monotonic() - began < POLL_SECONDS / 3
        assert (await poll).json() == {"ok": True, "result": []}


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run the stand-in as a process, which ends with the block whatever happens in it."""
    command = [sys.executable, "-m", "bot.rehearsal.standin", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_it_runs_as_a_process_that_is_ready_within_a_moment() -> None:
    """One line with its URL, usable at once; a bot and a phone meet in it."""
    began = time.monotonic()
    with running("--token", "5:abcdef", "--token", "6:abcdef") as process:
        assert process.stdout is not None
        url_ = process.stdout.readline().strip()
        with httpx.Client(base_url=url_, timeout=60) as client:
            assert client.get("/bot6:abcdef/getMe").json()["result"]["id"] == 6
            ready = time.monotonic() - began
            client.post("/control/people", json={"id": 11, "first_name": "Asha"})
            client.post("/control/chats/11/start", json={})
            sent = client.get("/bot5:abcdef/sendMessage", params={"chat_id": 11, "text": "Hi"})
            assert sent.json()["ok"]
            client.post("/control/faults", json={"trouble": "cut_after"})
            with pytest.raises(httpx.RemoteProtocolError):
                client.get("/bot5:abcdef/sendMessage", params={"chat_id": 11, "text": "Hi"})
            chat = client.get("/control/chats/11").json()
            assert [m["text"] for m in chat["messages"]] == ["/start", "Hi", "Hi"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) in (0, -signal.SIGTERM)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url_)
    assert ready < 20  # a second when nothing else runs
