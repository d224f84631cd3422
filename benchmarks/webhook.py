"""How soon a webhook's POST is answered, while what it brought is handled.

    python -m benchmarks.webhook [--rate 200] [--seconds 20]

Posts come on time, whether earlier ones are answered or not, from many people, and each gets
its answer from the bot meanwhile. What is answered 200 must stand in the database by then:
looked up by a second connection for a part of them. Ends non-zero when a promise is broken.
"""

import argparse
import asyncio
import json
import sqlite3
import tempfile
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import aiohttp

from tests.chaos.hooks import SECRET, hook_settings, is_live, text_update
from tests.ports import free_port
from tests.processes import StandinProcess, standin_process, tandem_run, wait_until

PEOPLE = 400
LOOKED_UP = 10
"""Every so many is looked up as soon as it is answered."""
MOST_MILLISECONDS = 20.0
TOO_LONG = 2**20 + 1
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Seen:
    """What the caller saw."""

    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    missing: int = 0
    """Answered 200, and not in the database by then."""


def main() -> None:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200, help="updates a second")
    parser.add_argument("--seconds", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, standin_process() as standin:
        faults = _run(standin, Path(folder), given.rate, given.seconds)
    print(*faults or ["every promise is kept"], sep="\n")
    raise SystemExit(bool(faults))


def _run(standin: StandinProcess, folder: Path, rate: int, seconds: int) -> list[str]:
    for person in range(1, PEOPLE + 1):
        standin.post("/people", {"id": person, "first_name": "P"})
        standin.post(f"/chats/{person}/start", {})  # opens the chat
    port = free_port()
    hook = hook_settings(port)
    with tandem_run(
        standin,
        folder,
        SEND_RATE="1000",
        WEBHOOK_URL=hook["WEBHOOK_URL"],
        WEBHOOK_SECRET=hook["WEBHOOK_SECRET"],
        LISTEN=hook["LISTEN"],
    ):
        wait_until(lambda: is_live(port))
        time.sleep(1)
        caller = _Caller(f"http://127.0.0.1:{port}/telegram", folder / "tandem.db")
        asyncio.run(caller.post_many(rate, 3, first=1))  # warms it up
        caller.seen = Seen()
        asyncio.run(caller.post_many(rate, seconds, first=1_000_000))
        wrong, long = asyncio.run(caller.refusals())
    return _judge(caller.seen, wrong, long, rate)


class _Caller:
    """Posts as Telegram does."""

    def __init__(self, url: str, database: Path) -> None:
        self.seen = Seen()
        self._url = url
        self._database = sqlite3.connect(f"file:{database}?mode=ro", uri=True)

    async def post_many(self, rate: int, seconds: int, *, first: int) -> None:
        """Post so many a second for so long, each at its time."""
        connector = aiohttp.TCPConnector(limit=100)  # Telegram's most for one webhook
        async with aiohttp.ClientSession(connector=connector) as session:
            began, posts = time.monotonic(), []
            for number in range(rate * seconds):
                await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
                posts.append(asyncio.create_task(self._post(session, first + number)))
            await asyncio.gather(*posts)

    async def _post(self, session: aiohttp.ClientSession, number: int) -> None:
        person = number % PEOPLE + 1
        body = json.dumps(text_update(number, person, number, "hello")).encode()
        began = time.perf_counter()
        async with session.post(self._url, data=body, headers={HEADER: SECRET}) as answer:
            self.seen.seconds.append(time.perf_counter() - began)
        if answer.status != HTTPStatus.OK:
            self.seen.refused += 1
        elif number % LOOKED_UP == 0:
            row = self._database.execute("SELECT 1 FROM inbox WHERE update_id = ?", (number,))
            self.seen.missing += row.fetchone() is None

    async def refusals(self) -> tuple[int, int]:
        """Return what a wrong secret and too long a body are answered."""
        async with aiohttp.ClientSession() as session:
            async with session.post(self._url, data=b"{}", headers={HEADER: "wrong"}) as wrong:
                pass
            long = b" " * TOO_LONG
            async with session.post(self._url, data=long, headers={HEADER: SECRET}) as too_long:
                return wrong.status, too_long.status


def _judge(seen: Seen, wrong: int, long: int, rate: int) -> list[str]:
    waits = sorted(1000 * each for each in seen.seconds)
    p50, p99 = waits[len(waits) // 2], waits[int(0.99 * len(waits))]
    print("| posts/s | posts | p50 ms | p99 ms | not in the database | refused |"
          " wrong secret | over 1 MiB |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|")
    print(f"| {rate} | {len(waits)} | {p50:.1f} | {p99:.1f} | {seen.missing} | {seen.refused} |"
          f" {wrong} | {long} |")  # fmt: skip
    faults = {
        f"p99 is over {MOST_MILLISECONDS:.0f} ms": p99 >= MOST_MILLISECONDS,
        "an update was acknowledged before its commit": seen.missing > 0,
        "updates were refused": seen.refused > 0,
        "a wrong secret is not answered 401": wrong != HTTPStatus.UNAUTHORIZED,
        "too long a body is not refused": long != HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    }
    return [fault for fault, is_so in faults.items() if is_so]


if __name__ == "__main__":
    main()
