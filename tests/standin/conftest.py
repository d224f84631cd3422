"""A stand-in with one bot and a clock that only the test moves."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.standin import BotAccount, Person, Standin

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
START = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

Call = Callable[..., Awaitable[Mapping[str, object]]]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def token() -> str:
    return TOKEN


@pytest.fixture
def standin(clock: Clock) -> Standin:
    return Standin([BotAccount(token=TOKEN)], now=clock, first_update_id=100)


@pytest.fixture
def asha(standin: Standin) -> Person:
    """A person who has started the bot."""
    person = standin.person(11, "Asha", "asha")
    person.opens()
    standin.bot().updates.drop()
    return person


@pytest.fixture
def call(standin: Standin) -> Call:
    """Call a method of the Bot API; gives the body of the answer."""

    async def call_(method: str, **parameters: object) -> Mapping[str, object]:
        return (await standin.call(TOKEN, method, parameters)).body

    return call_


@pytest.fixture
def refused(standin: Standin) -> Callable[..., Awaitable[str]]:
    """Call a method that must be refused; gives Telegram's words."""

    async def refused_(method: str, **parameters: object) -> str:
        body = (await standin.call(TOKEN, method, parameters)).body
        assert body["ok"] is False, body
        return str(body["description"])

    return refused_
