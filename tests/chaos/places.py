"""Where the programs here run: a database of either kind, with pairs that have joined."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy.orm import Session

import bot.models  # noqa: F401 - makes every table known
from bot.clock import SystemClock
from bot.pairs.model import Cohort, Pair
from bot.people.model import Member, Role
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date
from tests.postgres import a_server


class Kind(StrEnum):
    """Which database."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


def add_kinds(parser: argparse.ArgumentParser) -> None:
    """Let the command line choose `--on sqlite`, `--on postgresql`; both where it does not."""
    parser.add_argument("--on", type=Kind, choices=list(Kind), action="append")


@contextmanager
def an_address(kind: Kind, folder: Path) -> Iterator[str]:
    """Give the address of a database that does not exist yet, or is empty."""
    if kind is Kind.SQLITE:
        yield f"sqlite:///{folder / 'tandem.db'}"
        return
    with a_server() as server:
        server.execute("CREATE DATABASE chaos")
        yield server.url("chaos")


@contextmanager
def a_store(address: str) -> Iterator[Store]:
    """Open a database, its tables made."""
    store = Store(address)
    bring_up_to_date(store.engine)
    try:
        yield store
    finally:
        store.close()


def join_in_pairs(session: Session, people: Sequence[int]) -> None:
    """Put people into pairs of a cohort without workshops; an odd one out waits for a partner."""
    now = SystemClock().now()
    cohort = Cohort(
        name="Oxford", programme="leading-together", timezone="Europe/London", created_at=now
    )
    session.add(cohort)
    session.flush()
    for first in range(0, len(people), 2):
        pair = Pair(cohort_id=cohort.id, label=f"P{first}", created_at=now)
        session.add(pair)
        session.flush()
        session.add_all(
            Member(
                pair_id=pair.id, role=role, name=f"Person {person}", chat_id=person,
                notice_version="1", consented_at=now, joined_at=now,
            )
            for role, person in zip(Role, people[first : first + 2], strict=False)
        )  # fmt: skip
