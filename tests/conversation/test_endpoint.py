"""What the web server answers: to Telegram, and to whoever watches."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
import sqlalchemy as sa

from bot.health import Health
from bot.post import inbox
from bot.post.inbox import RawUpdate
from bot.post.model import InboxUpdate
from bot.telegram.endpoint import LARGEST_BYTES, Hook, make_site
from tests.world import World

SECRET = "f" * 32
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE = {
    "update_id": 77,
    "message": {
        "message_id": 5,
        "date": 1_800_000_000,
        "from": {"id": 5, "is_bot": False, "first_name": "Sam"},
        "chat": {"id": 5, "type": "private"},
        "text": "/help",
    },
}


@pytest.fixture
async def web(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """Give a browser that talks to the site of this world."""
    health = Health(store=world.app.store, clock=world.clock, silent_seconds=lambda: None)
    hook = Hook(path="/telegram", secret=SECRET)
    site = make_site(health=health, intake=world.app.intake, hook=hook)
    transport = httpx.ASGITransport(app=site)
    async with httpx.AsyncClient(transport=transport, base_url="http://tandem") as client:
        yield client


def count(world: World) -> int:
    """Return how many updates were kept."""
    return world.app.store.read(lambda s: s.scalar(sa.select(sa.func.count(InboxUpdate.id)))) or 0


async def test_an_update_is_in_the_database_before_it_is_answered(
    web: httpx.AsyncClient, world: World
) -> None:
    """Brought twice, it is kept once, and its person is answered once."""
    sam = world.phone(5, "Sam")
    sam.person._require_usable()
    for _ in range(2):
        assert (await web.post("/telegram", json=UPDATE, headers=HEADERS)).status_code == 200
        assert count(world) == 1
    await world.settles()
    texts = [message.body.text for message in sam.person.received]
    assert texts
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "f" * 31}])
async def test_without_the_secret_nothing_is_read(
    web: httpx.AsyncClient, world: World, headers: dict[str, str]
) -> None:
    assert (await web.post("/telegram", json=UPDATE, headers=headers)).status_code == 401
    assert count(world) == 0


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"{", b'{"update_id": "7"}', b"[" * 100_000, b"\xff"]
)
async def test_what_is_no_update_is_refused(
    web: httpx.AsyncClient, world: World, body: bytes
) -> None:
    answer = await web.post("/telegram", content=body, headers=HEADERS)
    assert answer.status_code == 400
    assert count(world) == 0


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_that_is_too_long_is_refused(
    web: httpx.AsyncClient,
    announced: bool,  # noqa: FBT001 - a case of the test
) -> None:
    """Whether its length is told beforehand or not."""
    body = json.dumps({**UPDATE, "long": "x" * LARGEST_BYTES}).encode()

    async def pieces() -> AsyncIterator[bytes]:
        yield body

    content = body if announced else pieces()
    answer = await web.post("/telegram", content=content, headers=HEADERS)
    assert answer.status_code == 413


async def test_while_the_database_fails_telegram_is_asked_to_come_again(
    web: httpx.AsyncClient, world: World
) -> None:
    """503 now, 200 later; in between the process is alive but not ready."""

    def fail(_: sa.Connection) -> None:
        raise sa.exc.OperationalError("", None, Exception("no room on the disk"))

    sa.event.listen(world.app.store.engine, "begin", fail, insert=True)
    assert (await web.post("/telegram", json=UPDATE, headers=HEADERS)).status_code == 503
    ready = await web.get("/health/ready")
    assert (ready.status_code, ready.json()["faults"]["database"]) == (503, "no room on the disk")
    assert (await web.get("/health/live")).status_code == 200
    assert (await web.get("/metrics")).status_code == 200
    sa.event.remove(world.app.store.engine, "begin", fail)
    assert (await web.post("/telegram", json=UPDATE, headers=HEADERS)).status_code == 200
    assert (await web.get("/health/ready")).status_code == 200


async def test_the_metrics_tell_what_waits(web: httpx.AsyncClient, world: World) -> None:
    waiting = [RawUpdate(update_id=77, chat_id=5, raw=json.dumps(UPDATE))]
    world.app.store.write(lambda s: inbox.take_in(s, waiting, now=world.clock.now()))
    text = (await web.get("/metrics")).text
    assert 'tandem_queue{kind="inbox"} 1.0' in text
    assert 'tandem_queue{kind="outbox_reply"} 0.0' in text


async def test_the_metrics_tell_how_long_telegram_is_silent(world: World) -> None:
    """A poll that fails changes no queue; a process that does not poll is never silent."""
    silent: list[float | None] = [75.0]
    health = Health(store=world.app.store, clock=world.clock, silent_seconds=lambda: silent[0])
    assert b"tandem_poll_silent_seconds 75.0" in await health.measure()
    silent[0] = None
    assert b"tandem_poll_silent_seconds 0.0" in await health.measure()


async def test_what_waits_too_long_is_told(web: httpx.AsyncClient, world: World) -> None:
    """A reply that nobody sends is a fault; the process lives, but is not ready."""
    await web.post("/telegram", json=UPDATE, headers=HEADERS)
    world.clock.instant = world.clock.instant.replace(hour=world.clock.instant.hour + 1)
    ready = await web.get("/health/ready")
    assert ready.status_code == 503
    assert "3600 s" in ready.json()["faults"]["queue"]
