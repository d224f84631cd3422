"""Tandem's planner on a database full of members; prints what a tick costs as JSON.

python -m benchmarks.ticking DATABASE_URL FIRST DUE
"""

import asyncio
import json
import os
import statistics
import sys
import time

import bot.models  # noqa: F401 - makes every table known
from benchmarks.members import make_due
from benchmarks.processes import cpu_seconds, resident_megabytes
from bot.clock import SystemClock
from bot.planner import Planner
from bot.store.engine import Store
from handlers import PARTS

BLINK = 0.001
IDLE_TICKS = 15
WARM = 200
"""Members who are sent something first: what is read and compiled once is not the tick's."""


def main() -> None:
    """Tick with nothing due, and with so many members due."""
    url, first, due = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    store = Store(url)
    print(json.dumps(asyncio.run(_measure(store, first, due))))
    store.close()


async def _measure(store: Store, first: int, due: int) -> dict[str, float]:
    clock, pid = SystemClock(), os.getpid()
    planner = Planner(store=store, clock=clock, parts=PARTS)
    store.write(lambda s: make_due(s, clock.now(), first=first, count=WARM))
    await planner.tick()
    before = resident_megabytes(pid)
    idle = [await _timed(planner) for _ in range(IDLE_TICKS)]
    store.write(lambda s: make_due(s, clock.now(), first=first + WARM, count=due))
    blinking = asyncio.create_task(_longest_gap())
    await asyncio.sleep(0.05)
    cpu = cpu_seconds(pid)
    took = await _timed(planner, expected=due)
    cpu = cpu_seconds(pid) - cpu
    blinking.cancel()
    return {
        "megabytes": resident_megabytes(pid) - before,
        "resident": resident_megabytes(pid),
        "idle_ms": 1000 * statistics.median(idle),
        "due_ms": 1000 * took,
        "due_cpu_ms": 1000 * cpu,
        "blocked_ms": 1000 * await blinking,
    }


async def _timed(planner: Planner, *, expected: int = 0) -> float:
    began = time.perf_counter()
    done = await planner.tick()
    if done != expected:
        raise SystemExit(f"{done} things were done, not {expected}")
    return time.perf_counter() - began


async def _longest_gap() -> float:
    """Return how long the event loop did nothing else, until cancelled."""
    longest, last = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(BLINK)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
    except asyncio.CancelledError:
        return longest - BLINK


if __name__ == "__main__":
    main()
