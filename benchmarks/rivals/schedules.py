"""One APScheduler job a member, in memory or in a database; prints what it costs as JSON.

python schedules.py memory|FILE MEMBERS DUE
"""

import asyncio
import json
import pickle
import sys
import time
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

EACH_ADDED = 500
"""Jobs that are added one by one to a database; the others are written as rows, to save time."""
BLINK = 0.001
ran = []


async def prompt(member: int) -> None:
    """Be the job: what it would do is not measured."""
    ran.append(member)


def resident_megabytes() -> float:
    """Return how much of this process is in memory."""
    with open("/proc/self/statm") as file:  # noqa: PTH123 - as short scripts do
        return int(file.read().split()[1]) * 4096 / 2**20


async def main() -> None:
    """Fill a store, then let some of it be due."""
    where, members, due = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    in_memory = where == "memory"
    store = MemoryJobStore() if in_memory else SQLAlchemyJobStore(f"sqlite:///{where}")
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(jobstores={"default": store}, job_defaults=defaults)
    scheduler.start(paused=True)
    before = resident_megabytes()
    singly = members if in_memory else min(members, EACH_ADDED)
    began = time.perf_counter()
    for member in range(singly):
        add(scheduler, member, due)
    added = (time.perf_counter() - began) * members / singly
    if not in_memory:
        write_rows(scheduler, store, range(singly, members), due)
    megabytes = resident_megabytes() - before
    blocked = asyncio.create_task(longest_gap(due))
    await asyncio.sleep(0.05)
    began, cpu = time.perf_counter(), time.process_time()
    scheduler.resume()
    longest = await blocked
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(json.dumps({
        "added_s": added, "megabytes": megabytes,
        "due_ms": 1000 * took, "due_cpu_ms": 1000 * cpu, "blocked_ms": 1000 * longest,
    }))  # fmt: skip


def add(scheduler: AsyncIOScheduler, member: int, due: int) -> None:
    """Add one member's next prompt."""
    scheduler.add_job(prompt, "date", run_date=when(member, due), args=[member], id=str(member))


def when(member: int, due: int) -> datetime:
    """Say that the first so many are due, the others later."""
    return datetime.now(UTC) + timedelta(
        days=60 if member >= due else 0, seconds=member % 1000 - 1000
    )


def write_rows(
    scheduler: AsyncIOScheduler, store: SQLAlchemyJobStore, members: range, due: int
) -> None:
    """Write what `add_job` would."""
    job = scheduler.get_job("0")
    rows = []
    for member in members:
        at = when(member, due)
        state = {**job.__getstate__(), "id": str(member), "args": (member,), "next_run_time": at}
        rows.append({
            "id": str(member), "next_run_time": at.timestamp(),
            "job_state": pickle.dumps(state, pickle.HIGHEST_PROTOCOL),
        })  # fmt: skip
    if rows:
        with store.engine.begin() as connection:
            connection.execute(store.jobs_t.insert(), rows)


async def longest_gap(due: int) -> float:
    """Return how long the event loop did nothing else, until all have run."""
    longest, last = 0.0, time.perf_counter()
    while len(ran) < due:
        await asyncio.sleep(BLINK)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest - BLINK


asyncio.run(main())
