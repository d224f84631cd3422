"""What is asked again and again while nothing is due, and what that costs on PostgreSQL."""

import time
from collections.abc import Callable
from functools import partial
from statistics import median

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.processes import with_spread
from bot.clock import SystemClock
from bot.post import claiming
from bot.store.due import Look
from bot.store.engine import Store
from handlers import PARTS

QUESTIONS = 15
WATCHED = ("outbox", "inbox", "due", "chat", "lease")
_STATE = sa.text("""SELECT n_dead_tup, pg_total_relation_size(relid) / 1048576.0,
    autovacuum_count, 100.0 * n_tup_hot_upd / greatest(n_tup_upd, 1)
    FROM pg_stat_user_tables WHERE relname = :name""")


def _state(session: Session, name: str) -> tuple[int, float, int, float]:
    dead, size, vacuums, hot = session.execute(_STATE, {"name": name}).one()
    return dead, size, vacuums, hot


class Questions:
    """What is asked again and again while nothing is due."""

    def __init__(self, store: Store) -> None:
        self._store, self._look = store, Look(PARTS)
        self.slowest = 0.0

    def report(self, minutes: float) -> None:
        """Ask each several times, and print one line."""
        cells = [
            self._time(lambda s: self._look(s, SystemClock().now())),
            self._time(lambda s: claiming.anything_due(s, now=SystemClock().now())),
            self._time(lambda s: claiming.claim(s, now=SystemClock().now(), limit=64, busy=())),
        ]
        states = [self._store.read(partial(_state, name=n)) for n in WATCHED]
        cells += [
            f"{dead:,} / {size:.1f} / {vacuums} / {hot:.0f}" for dead, size, vacuums, hot in states
        ]
        print(f"| {minutes:.0f} | {' | '.join(cells)} |", flush=True)

    def _time(self, question: Callable[[Session], object]) -> str:
        took = []
        for _ in range(QUESTIONS):
            began = time.perf_counter()
            self._store.read(question)
            took.append(1000 * (time.perf_counter() - began))
        self.slowest = max(self.slowest, median(took))
        return with_spread(took)
