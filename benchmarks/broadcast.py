"""A broadcast to 10,000 delays nobody's reply, and keeps to the permitted rate.

    python -m benchmarks.broadcast          20 seconds of a broadcast to 10,000
    python -m benchmarks.broadcast --full   until the last of them has it

`tandem run` against the stand-in with its limit on, both as processes of their own, first
without a broadcast and then with one. Ends non-zero when a promise is not kept.
"""

import argparse
import tempfile
import time
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

import bot.models  # noqa: F401 - makes every table known
from benchmarks.telegram import Figures, Order, Telegram, telegram
from bot.broadcast.audience import Audience
from bot.broadcast.content import Item, Message
from bot.broadcast.moments import When
from bot.broadcast.sending import schedule
from bot.clock import SystemClock
from bot.pairs.model import Cohort, Pair
from bot.people.model import Facilitator, Member, Role
from bot.post.many import is_under_way
from bot.rehearsal.standin.limits import Limits
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date
from tests.processes import StandinProcess, tandem_run

PERMITTED = 30
"""Messages a second: Telegram's own figure for a bot, and the stand-in's limit."""
FACILITATOR = 1
TYPISTS = tuple(range(2, 42))
FIRST_RECIPIENT = 1001
ACTS_A_SECOND = 2.0
SHORT_SECONDS = 20.0
LEAST_SHARE = 0.98
MOST_MILLISECONDS = 500.0


def main() -> None:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--full", action="store_true", help="until everybody has it")
    given = parser.parse_args()
    people = range(1, FIRST_RECIPIENT + given.recipients)
    limits = Limits(per_second=PERMITTED, burst=PERMITTED)
    with tempfile.TemporaryDirectory() as folder, telegram(people, limits=limits) as phones:
        quiet, loud = _measure(phones, Path(folder), given.recipients, full=given.full)
    _say("without a broadcast", quiet)
    _say("with a broadcast", loud)
    faults = _faults(loud)
    print(*faults or ["every promise is kept"], sep="\n")
    raise SystemExit(bool(faults))


def _measure(
    phones: Telegram, folder: Path, recipients: int, *, full: bool
) -> tuple[Figures, Figures]:
    store = Store(f"sqlite:///{folder / 'tandem.db'}")
    bring_up_to_date(store.engine)
    now = SystemClock().now()
    store.write(lambda session: fill(session, now, recipients))
    seconds = recipients / PERMITTED if full else SHORT_SECONDS
    order = Order(seconds=SHORT_SECONDS, typists=TYPISTS, acts_a_second=ACTS_A_SECOND)
    try:
        with _running(phones, folder):
            time.sleep(3)
            phones.measure(Order(seconds=3, typists=TYPISTS, acts_a_second=10))  # warms it up
            quiet = phones.measure(order)
        store.write(send)
        with _running(phones, folder):
            about = "broadcast:1"
            while not store.read(lambda session: is_under_way(session, about)):
                time.sleep(0.1)
            time.sleep(1)
            loud = phones.measure(
                Order(seconds=seconds, typists=TYPISTS, acts_a_second=ACTS_A_SECOND)
            )
    finally:
        store.close()
    return quiet, loud


def _running(phones: Telegram, folder: Path) -> AbstractContextManager[object]:
    return tandem_run(StandinProcess(phones.url), folder, SEND_RATE=str(PERMITTED))


def fill(session: Session, now: datetime, recipients: int) -> None:
    """Put a facilitator and their cohorts in: people who write, and people who only listen."""
    session.add(Facilitator(name="Fiona", chat_id=FACILITATOR, organiser=True, joined_at=now))
    listeners = range(FIRST_RECIPIENT, FIRST_RECIPIENT + recipients)
    for name, chats in (("Writers", TYPISTS), ("Listeners", listeners)):
        cohort = Cohort(
            name=name, programme="leading-together", timezone=_daytime_zone(now), created_at=now
        )
        session.add(cohort)
        session.flush()
        for chat_id in chats:
            pair = Pair(cohort_id=cohort.id, label=str(chat_id), created_at=now)
            session.add(pair)
            session.flush()
            session.add(
                Member(
                    pair_id=pair.id, role=Role.LAY, name=f"Person {chat_id}", chat_id=chat_id,
                    notice_version="1", consented_at=now, joined_at=now,
                )
            )  # fmt: skip


def _daytime_zone(now: datetime) -> str:
    """Return a zone in which it is about noon: at night a broadcast would wait."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"  # POSIX counts westwards


def send(session: Session) -> None:
    """Let a broadcast to the listeners go at once."""
    now = SystemClock().now()
    message = Message(items=(Item(html="See you on <b>Monday</b>, {name}."),))
    schedule(
        session,
        now=now,
        facilitator=session.get_one(Facilitator, 1),
        audience=Audience(cohorts=(2,)),
        message=message,
        when=When(at=now),
    )


def _say(what: str, figures: Figures) -> None:
    print(
        f"{what}: {figures.seconds:.0f} s, {figures.messages / figures.seconds:.2f} messages/s"
        f" ({figures.broadcasts} of {figures.messages} of the broadcast),"
        f" {figures.refused} × 429, {len(figures.latencies)} replies:"
        f" p50 {figures.percentile(0.5):.0f} ms, p95 {figures.percentile(0.95):.0f} ms,"
        f" p99 {figures.percentile(0.99):.0f} ms, {figures.unanswered} unanswered"
    )


def _faults(loud: Figures) -> list[str]:
    faults = []
    share = loud.messages / loud.seconds / PERMITTED
    if share < LEAST_SHARE:
        faults.append(f"only {share:.1%} of the permitted rate")
    if loud.refused:
        faults.append(f"{loud.refused} answers of 429")
    if loud.unanswered or loud.percentile(0.99) >= MOST_MILLISECONDS:
        faults.append(f"replies took {loud.percentile(0.99):.0f} ms at the 99th percentile")
    return faults


if __name__ == "__main__":
    main()
