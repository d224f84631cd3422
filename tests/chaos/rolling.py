"""An old and a new Tandem side by side on the new schema, while people write.

    python -m tests.chaos.rolling --seconds 60                 this version beside itself
    python -m tests.chaos.rolling --seconds 60 --old COMMIT    beside the one of that commit

An old process serves a webhook on PostgreSQL. Beneath it the schema is brought up to date:
with `--old`, by the real migrations since that commit (it is checked out in a folder of its
own); without, by what the next version might do, a column that may be empty in every table
and one new table. Then a new process joins, both take updates for a while, and the old one
ends. Nobody may notice: no update refused or set aside, every text with its effect once.
"""

import argparse
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

import bot.models  # noqa: F401 - makes every table known
from bot.post.model import Arrival, InboxUpdate, OutboxMessage, Sending
from bot.store.base import Table
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date
from tests.chaos.hooks import Caller, hook_settings, is_live, text_update
from tests.chaos.places import join_in_pairs
from tests.ports import free_port
from tests.postgres import a_server
from tests.processes import (
    PATIENCE_SECONDS,
    TOP,
    StandinProcess,
    standin_process,
    tandem_run,
    wait_until,
)

FIRST_PERSON = 5001
TEXTS = ("/help", "One thought", "/home", "and another", "/progress")
UNWELL = ("Traceback", "could not be handled", "refused a message", "does not work")
"""What the log of a process says when something went wrong."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    seconds: float = 3
    """That both versions run side by side."""
    people: int = 40
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    updates: int
    refused: int
    """Posts that were not taken at once."""
    unhandled: int
    set_aside: int
    unsent: int
    log_errors: list[str]


def run(plan: Plan, address: str, folder: Path, *, old: Path = TOP) -> Figures:
    """Do it with the old version in a folder of its own, on an empty database."""
    dice = random.Random(plan.seed)
    people = range(FIRST_PERSON, FIRST_PERSON + plan.people)
    ports = [free_port()]
    caller = Caller(lambda: ports, patience=PATIENCE_SECONDS)  # nobody has to ask twice
    with standin_process() as standin, ThreadPoolExecutor(4) as callers:
        for person in people:
            standin.post("/people", {"id": person, "first_name": f"Person {person}"})
            standin.post(f"/chats/{person}/text", {"text": "hello"})  # opens the chat
        standin.typed.update(TEXTS)
        brought = 0

        def bring(seconds: float) -> None:
            nonlocal brought
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                text, person = TEXTS[brought % len(TEXTS)], dice.choice(people)
                update = text_update(900_000 + brought, person, 10_000 + brought, text)
                callers.submit(caller.bring, update, random.Random(brought))
                brought += 1
                time.sleep(dice.uniform(0, 0.15))

        with _process(standin, folder, address, ports[0], "old.log", at=old):
            store = Store(address)
            bring(1)  # from people who have not joined: pairs are made in the new schema
            _upgrade(store, is_real=old != TOP)
            store.write(lambda session: join_in_pairs(session, people))
            bring(1)
            joining = free_port()
            with _process(standin, folder, address, joining, "new.log", at=TOP):
                ports.append(joining)  # a proxy asks it once it serves
                bring(plan.seconds)
                del ports[0]  # a proxy takes it out before it ends
                time.sleep(1)
                bring(1)
                wait_until(lambda: store.read(_is_done))
        try:
            return store.read(lambda session: _figures(session, folder, brought, caller))
        finally:
            store.close()


@contextmanager
def _process(
    standin: StandinProcess, folder: Path, address: str, port: int, log: str, *, at: Path
) -> Iterator[None]:
    settings = {**hook_settings(port), "DATABASE_URL": address}
    with tandem_run(standin, folder, log=log, code=str(at), **settings):
        wait_until(lambda: is_live(port))
        yield


def _upgrade(store: Store, *, is_real: bool) -> None:
    """Bring the schema up to date beneath the old process."""
    if is_real:
        bring_up_to_date(store.engine)
        return
    statements = [
        f'ALTER TABLE "{table.name}" ADD COLUMN of_the_future TEXT'
        for table in Table.metadata.sorted_tables
    ]
    for statement in [*statements, "CREATE TABLE of_the_future (id BIGINT PRIMARY KEY)"]:
        with store.engine.begin() as connection:  # one lock at a time: the old process goes on
            connection.exec_driver_sql(statement)


def _is_done(session: Session) -> bool:
    waiting = sa.exists().where(InboxUpdate.state == Arrival.WAITING)
    unsent = sa.exists().where(OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED)))
    return not session.scalar(sa.select(sa.or_(waiting, unsent)))


def _figures(session: Session, folder: Path, brought: int, caller: Caller) -> Figures:
    count = sa.select(sa.func.count())
    handled = session.scalar(count.where(InboxUpdate.state == Arrival.HANDLED)) or 0
    good = (Sending.SENT, Sending.CANCELLED)
    logs = [line for log in folder.glob("*.log") for line in log.read_text().splitlines()]
    return Figures(
        updates=brought,
        refused=caller.refused,
        unhandled=brought - handled,
        set_aside=session.scalar(count.where(InboxUpdate.state == Arrival.SET_ASIDE)) or 0,
        unsent=session.scalar(count.where(OutboxMessage.state.not_in(good))) or 0,
        log_errors=[line for line in logs if any(word in line for word in UNWELL)],
    )


@contextmanager
def _checked_out(commit: str, folder: Path) -> Iterator[Path]:
    """Give the code as it was at a commit."""
    place = folder / "old"
    command = ["git", "worktree", "add", "--detach", str(place), commit]
    subprocess.run(command, cwd=TOP, check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(place)], cwd=TOP, check=True)


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--old")
    given = parser.parse_args()
    plan = Plan(seconds=given.seconds)
    with tempfile.TemporaryDirectory() as folder, a_server() as server:
        server.execute("CREATE DATABASE rolling")
        address, place = server.url("rolling"), Path(folder)
        if given.old is None:
            print(run(plan, address, place))
            return
        with _checked_out(given.old, place) as old:
            print(run(plan, address, place, old=old))


if __name__ == "__main__":
    main()
