"""Updates that come up to five times, shuffled, from two callers, while their ids restart.

    python -m tests.chaos.deliveries --people 100 --texts 200

In each of two weeks everybody writes down thoughts; after the first the ids begin anew with
the same numbers, as Telegram's may after a quiet week. Every thought must be kept once.
"""

import argparse
import random
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import Arrival, InboxUpdate
from bot.sharing.model import Piece
from bot.store.engine import Store
from tests.chaos.hooks import Caller, hook_settings, is_live, text_update
from tests.chaos.places import Kind, a_store, add_kinds, an_address, join_in_pairs
from tests.ports import free_port
from tests.processes import standin_process, tandem_run, wait_until

FIRST_ID = 900_000
FIRST_PERSON = 5001
CALLERS = 2
TYPED = "of the week"
SHUFFLED = 20
"""How far an update may come from its place."""
WEEK = timedelta(days=7, minutes=1)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    people: int = 6
    texts: int = 5
    """Of each person, in each week."""
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    updates: int
    posts: int
    dropped: int
    doubled: int


def run(plan: Plan, kind: Kind, folder: Path) -> Figures:
    """Do it on one kind of database; return the figures."""
    people = range(FIRST_PERSON, FIRST_PERSON + plan.people)
    port, dice = free_port(), random.Random(plan.seed)
    caller = Caller(lambda: [port])
    with (
        an_address(kind, folder) as address,
        a_store(address) as store,
        standin_process() as phones,
    ):
        store.write(lambda session: join_in_pairs(session, people))
        phones.typed.add(TYPED)
        settings = {**hook_settings(port), "DATABASE_URL": address, "SEND_RATE": "1000"}
        with tandem_run(phones, folder, **settings):
            wait_until(lambda: is_live(port))
            brought = _bring(caller, plan, people, dice, week=1)
            wait_until(lambda: _all_handled(store), seconds=600)
            store.write(_let_a_week_pass)
            brought |= _bring(caller, plan, people, dice, week=2)
            wait_until(lambda: _all_handled(store), seconds=600)
        kept = _kept(store)
    return Figures(
        updates=len(brought),
        posts=caller.posts,
        dropped=len(brought - kept.keys()),
        doubled=sum(kept.values()) - len(kept),
    )


def _bring(
    caller: Caller, plan: Plan, people: range, dice: random.Random, *, week: int
) -> set[tuple[int, int]]:
    """Bring everybody's texts of one week; return (person, message) of each."""
    texts = [(person, number) for number in range(plan.texts) for person in people]
    messages = {text: 10_000 * week + place for place, text in enumerate(texts)}
    order = sorted(range(len(texts)), key=lambda place: place + dice.uniform(0, SHUFFLED))
    with ThreadPoolExecutor(CALLERS) as callers:
        for place in order:
            person, number = texts[place]
            thought = f"Thought {number} {TYPED} {week}"
            update = text_update(FIRST_ID + place, person, messages[texts[place]], thought)
            callers.submit(caller.bring, update, random.Random(f"{plan.seed} {week} {place}"))
    return {(person, messages[person, number]) for person, number in texts}


def _let_a_week_pass(session: Session) -> None:
    """Age what is remembered of the updates by a week: the clock of the process runs on."""
    for row in session.scalars(sa.select(InboxUpdate)):
        row.received_at -= WEEK


def _all_handled(store: Store) -> bool:
    waiting = sa.exists().where(InboxUpdate.state == Arrival.WAITING)
    return not store.read(lambda session: session.scalar(sa.select(waiting)))


def _kept(store: Store) -> Counter[tuple[int, int]]:
    pieces = sa.select(Piece.chat_id, Piece.message_id)
    return store.read(lambda s: Counter((chat, message) for chat, message in s.execute(pieces)))


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("people", "texts", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Plan, name))
    add_kinds(parser)
    given = vars(parser.parse_args())
    kinds, plan = given.pop("on") or Kind, Plan(**given)
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder:
            print(kind, run(plan, kind, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
