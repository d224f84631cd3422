"""Trouble that is ordered, and limits that are switched on."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import httpx
import pytest

from bot.rehearsal.standin import Fault, Limits, Person, Standin, Trouble, served

Call = Callable[..., Awaitable[Mapping[str, Any]]]


@pytest.fixture
async def send(standin: Standin, token: str) -> AsyncIterator[Callable[..., Any]]:
    """Send one message over HTTP."""
    async with (
        served(standin) as url,
        httpx.AsyncClient(base_url=f"{url}/bot{token}") as client,
    ):

        async def send_(timeout: float = 60) -> httpx.Response:  # noqa: ASYNC109 - the client's own
            order = {"chat_id": 11, "text": "x"}
            return await client.post("/sendMessage", json=order, timeout=timeout)

        yield send_


@pytest.mark.parametrize(
    ("trouble", "delivered"), [(Trouble.CUT_BEFORE, 0), (Trouble.CUT_AFTER, 1), (Trouble.HANG, 1)]
)
async def test_without_an_answer_nobody_knows_whether_it_was_taken(
    standin: Standin, asha: Person, send: Callable[..., Any], trouble: Trouble, delivered: int
) -> None:
    standin.faults.order(Fault(trouble=trouble, seconds=10))
    with pytest.raises(httpx.TransportError):
        await send(timeout=1)
    assert len(asha.received) == delivered
    assert [(c.cut, c.taken) for c in standin.journal.calls] == [(True, bool(delivered))]
    assert (await send()).json()["ok"]


async def test_an_answer_can_be_broken_or_wrong_though_the_message_was_taken(
    standin: Standin, asha: Person, send: Callable[..., Any]
) -> None:
    standin.faults.order(Fault(trouble=Trouble.BROKEN_JSON))
    standin.faults.order(Fault(trouble=Trouble.ERROR_AFTER, code=502))
    with pytest.raises(ValueError, match="Unterminated"):
        (await send()).json()
    assert (await send()).status_code == 502
    assert len(asha.received) == 2


@pytest.mark.parametrize("code", [401, 404, 409, 429, 500, 502])
async def test_the_next_answers_can_be_errors(
    standin: Standin, asha: Person, send: Callable[..., Any], code: int
) -> None:
    standin.faults.order(Fault(trouble=Trouble.ANSWER, code=code, times=2, retry_after=7))
    answers = [await send() for _ in range(3)]
    assert [answer.status_code for answer in answers] == [code, code, 200]
    assert answers[0].json()["parameters"]["retry_after"] == 7
    assert len(asha.received) == 1


async def test_trouble_can_be_kept_for_one_method(
    standin: Standin, asha: Person, call: Call
) -> None:
    standin.faults.order(Fault(trouble=Trouble.ANSWER, methods=frozenset({"getUpdates"})))
    assert (await call("sendMessage", chat_id=11, text="x"))["ok"]
    assert (await call("getUpdates"))["error_code"] == 500
    assert standin.faults.waiting == []


async def test_latency_slows_every_call(
    standin: Standin, asha: Person, send: Callable[..., Any]
) -> None:
    standin.faults.latency_s = 0.1
    began = time.monotonic()
    await send()
    assert time.monotonic() - began >= 0.1


async def test_one_chat_takes_a_short_burst_then_one_a_second(
    standin: Standin, asha: Person, call: Call
) -> None:
    now = [0.0]
    limiter = standin.bot().limiter
    limiter._monotonic = lambda: now[0]
    tom = standin.person(12, "Tom")
    tom.opens()
    standin.limit(Limits(chat_burst=3))

    async def outcome(chat_id: int) -> int:
        answer = await call("sendMessage", chat_id=chat_id, text="x")
        return 200 if answer["ok"] else int(answer["parameters"]["retry_after"])

    assert [await outcome(11) for _ in range(4)] == [200, 200, 200, 1]
    assert await outcome(12) == 200
    now[0] = 1.0
    assert [await outcome(11) for _ in range(2)] == [200, 1]
    standin.limit(None)
    assert await outcome(11) == 200


async def test_the_whole_bot_is_limited_too(standin: Standin, call: Call) -> None:
    for number in range(1, 6):
        standin.person(number, "P").opens()
    standin.limit(Limits(per_second=0.5, burst=4))
    codes = [
        (await call("sendMessage", chat_id=number, text="x")).get("error_code")
        for number in range(1, 6)
    ]
    assert codes == [None, None, None, None, 429]
