"""Long polls: confirmed by offset, one poller, real waiting."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from bot.rehearsal.standin import Person, Standin

Call = Callable[..., Coroutine[Any, Any, Mapping[str, Any]]]
Refused = Callable[..., Awaitable[str]]


def texts(answer: Mapping[str, Any]) -> list[str]:
    return [update["message"]["text"] for update in answer["result"]]


async def test_updates_come_again_until_they_are_confirmed(asha: Person, call: Call) -> None:
    for text in "abc":
        asha.sends(text)
    first = await call("getUpdates")
    assert texts(first) == texts(await call("getUpdates")) == ["a", "b", "c"]
    ids = [update["update_id"] for update in first["result"]]
    assert ids == [101, 102, 103]
    assert texts(await call("getUpdates", offset=ids[1])) == ["b", "c"]
    assert texts(await call("getUpdates", offset=0)) == ["b", "c"]


async def test_limit_and_a_negative_offset_choose_what_comes(asha: Person, call: Call) -> None:
    for text in "abc":
        asha.sends(text)
    assert texts(await call("getUpdates", limit=2)) == ["a", "b"]
    assert texts(await call("getUpdates", offset=-1)) == ["c"]
    assert texts(await call("getUpdates")) == ["c"]


async def test_a_poll_waits_for_the_next_update_and_no_longer(asha: Person, call: Call) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=60))
    await asyncio.sleep(0)
    began = time.monotonic()
    asha.sends("at last")
    assert texts(await poll) == ["at last"]
    assert time.monotonic() - began < 30


async def test_an_update_from_another_thread_wakes_the_poll(asha: Person, call: Call) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=60))
    await asyncio.sleep(0)
    await asyncio.to_thread(asha.sends, "from afar")
    assert texts(await asyncio.wait_for(poll, 30)) == ["from afar"]


async def test_a_poll_ends_empty_when_its_time_is_up(asha: Person, call: Call) -> None:
    began = time.monotonic()
    assert texts(await call("getUpdates", timeout=1)) == []
    assert 0.9 < time.monotonic() - began < 30


async def test_a_second_poller_ends_the_first_with_a_conflict(asha: Person, call: Call) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=60))
    await asyncio.sleep(0)
    second = asyncio.create_task(call("getUpdates", timeout=60))
    answer = await asyncio.wait_for(first, 30)
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    asha.sends("still here")
    assert texts(await second) == ["still here"]


async def test_only_the_kinds_asked_for_are_queued(
    standin: Standin, asha: Person, call: Call
) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    asha.sends("unheard")
    await call("getUpdates", allowed_updates=[])
    asha.sends("heard")
    assert texts(await call("getUpdates")) == ["heard"]


async def test_ids_may_begin_anew_and_an_old_offset_does_not_swallow_the_new(
    standin: Standin, asha: Person, call: Call
) -> None:
    asha.sends("before")
    standin.bot().updates.restart_at(7)
    asha.sends("after")
    assert texts(await call("getUpdates", offset=102)) == ["after"]
    assert texts(await call("getUpdates", offset=8)) == []


async def test_an_update_can_come_twice(standin: Standin, asha: Person, call: Call) -> None:
    asha.sends("twice")
    update = standin.bot().updates.first()
    assert update is not None
    await call("getUpdates", offset=update.update_id + 1)
    standin.bot().updates.repeat(update)
    assert texts(await call("getUpdates")) == ["twice"]


async def test_polling_is_refused_while_a_webhook_is_set(call: Call, refused: Refused) -> None:
    await call("setWebhook", url="https://example.org/hook")
    words = await refused("getUpdates")
    assert words == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (await call("getWebhookInfo"))["result"]["url"] == "https://example.org/hook"
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates"))["ok"]
