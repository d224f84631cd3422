"""A broadcast keeps to the permitted rate and delays nobody's reply, beside the rivals' ways.

    python -m benchmarks.broadcast [--rivals PYTHON]    20 seconds at each rate
    python -m benchmarks.broadcast --full               until 10,000 have it

At 25 messages a second where 30 are permitted, and at 1,000 where 1,000 are; each call takes
50 ms. `tandem run` and each rival as processes of their own, first without a broadcast, then
with one, while people ask for something twice a second. Ends non-zero when Tandem breaks a
promise.
"""

import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

import bot.models  # noqa: F401 - makes every table known
from benchmarks.light import Weather, light_telegram
from benchmarks.members import daytime_zone
from benchmarks.processes import RIVALS, arguments, cpu_seconds, rivals_python
from benchmarks.telegram import Figures, Order, Telegram
from bot.broadcast.audience import Audience
from bot.broadcast.content import Item, Message
from bot.broadcast.moments import When
from bot.broadcast.sending import schedule
from bot.clock import SystemClock
from bot.pairs.model import Cohort, Pair
from bot.people.model import Facilitator, Member, Role
from bot.post.many import is_under_way
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date
from tests.processes import TOKEN, StandinProcess, tandem_run, wait_until

LATENCY = 0.05
FACILITATOR = 1
TYPISTS = tuple(range(2, 42))
FIRST_RECIPIENT = 1001
RECIPIENTS = 10_000
ACTS_A_SECOND = 2.0
SECONDS, SHORT_SECONDS = 20.0, 8.0
WARM_UP_SECONDS = 3.0
LEAST_SHARE = 0.99
MOST_MILLISECONDS = 500.0
MOST_CPU = 0.5
"""Seconds a thousand messages."""
RIVAL_WAYS = {
    "python-telegram-bot, a loop": "loop",
    "python-telegram-bot, limiter and gather": "limiter",
    "aiogram, gathered": "aiogram",
}
SHORT_WAY = "limiter"
"""The one rival of a short run."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast is sent, and how fast it may be."""

    rate: float
    permitted: float


PACES = (Pace(rate=25, permitted=30), Pace(rate=1000, permitted=1000))


def main() -> None:
    """Measure, print, and judge."""
    parser = arguments(__doc__)
    parser.add_argument("--full", action="store_true", help="until everybody has it")
    given = parser.parse_args()
    faults: list[str] = []
    print("| bot | messages/s | of the rate | × 429 | CPU s a thousand | replies p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|")
    with rivals_python(given.rivals) as python:
        for pace in PACES:
            whole = RECIPIENTS / pace.rate if given.full else SECONDS
            seconds = SHORT_SECONDS if given.short else min(whole, RECIPIENTS / pace.rate * 0.9)
            faults += _ours(pace, seconds)
            for name, way in RIVAL_WAYS.items():
                if given.short and way != SHORT_WAY:
                    continue
                command = [python, str(RIVALS / "broadcasting.py"), way]
                _rival(f"{name}, at {pace.rate:.0f}/s", command, pace, seconds)
    print("", *(faults or ["every promise is kept"]), sep="\n")
    raise SystemExit(bool(faults))


def _ours(pace: Pace, seconds: float) -> list[str]:
    weather = Weather(permitted=pace.permitted, latency=LATENCY)
    with tempfile.TemporaryDirectory() as folder, light_telegram(weather) as phones:
        store = Store(f"sqlite:///{folder}/tandem.db")
        bring_up_to_date(store.engine)
        now = SystemClock().now()
        store.write(lambda session: fill(session, now, RECIPIENTS))
        with _running(phones, folder, pace) as process:
            time.sleep(WARM_UP_SECONDS)
            phones.measure(_order(WARM_UP_SECONDS))
            quiet = phones.measure(_order(SHORT_SECONDS))
            _say(f"Tandem, {pace.rate:.0f}/s, no broadcast", quiet, pace, None)
            process.terminate()
            process.wait()
        store.write(send)
        with _running(phones, folder, pace) as process:
            wait_until(lambda: store.read(lambda session: is_under_way(session, "broadcast:1")))
            time.sleep(1)
            used = cpu_seconds(process.pid)
            loud = phones.measure(_order(seconds))
            used = cpu_seconds(process.pid) - used
        store.close()
    cpu = 1000 * used / max(1, loud.messages)
    _say(f"Tandem, {pace.rate:.0f}/s", loud, pace, cpu)
    return _faults(loud, pace, cpu)


def _rival(name: str, command: Sequence[str], pace: Pace, seconds: float) -> None:
    weather = Weather(permitted=pace.permitted, latency=LATENCY)
    with light_telegram(weather) as phones:
        more = [phones.url, TOKEN, str(RECIPIENTS), str(pace.rate)]
        with subprocess.Popen(  # noqa: S603 - scripts of ours
            [*command, *more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                time.sleep(WARM_UP_SECONDS)
                used = cpu_seconds(process.pid)
                loud = phones.measure(_order(seconds))
                used = cpu_seconds(process.pid) - used
            finally:
                process.kill()
    _say(name, loud, pace, 1000 * used / max(1, loud.messages))


def _order(seconds: float) -> Order:
    return Order(seconds=seconds, typists=TYPISTS, acts_a_second=ACTS_A_SECOND)


def _running(
    phones: Telegram, folder: str, pace: Pace
) -> AbstractContextManager["subprocess.Popen[str]"]:
    return tandem_run(StandinProcess(phones.url), Path(folder), SEND_RATE=str(pace.rate))


def fill(session: Session, now: datetime, recipients: int) -> None:
    """Put a facilitator and their cohorts in: people who write, and people who only listen."""
    session.add(Facilitator(name="Fiona", chat_id=FACILITATOR, organiser=True, joined_at=now))
    listeners = range(FIRST_RECIPIENT, FIRST_RECIPIENT + recipients)
    for name, chats in (("Writers", TYPISTS), ("Listeners", listeners)):
        cohort = Cohort(
            name=name, programme="leading-together", timezone=daytime_zone(now), created_at=now
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


def _say(what: str, figures: Figures, pace: Pace, cpu: float | None) -> None:
    rate = figures.messages / figures.seconds
    unanswered = f", {figures.unanswered} unanswered" if figures.unanswered else ""
    print(
        f"| {what} | {rate:.1f} | {_share(figures, pace):.1%} | {figures.refused} |"
        f" {'–' if cpu is None else f'{cpu:.2f}'} |"
        f" {figures.percentile(0.5):.0f} | {figures.percentile(0.99):.0f}{unanswered} |",
        flush=True,
    )


def _share(figures: Figures, pace: Pace) -> float:
    return figures.messages / figures.seconds / pace.rate


def _faults(loud: Figures, pace: Pace, cpu: float) -> list[str]:
    share, p99 = _share(loud, pace), loud.percentile(0.99)
    faults = {
        f"only {share:.1%} of the rate": share < LEAST_SHARE,
        f"{loud.refused} answers of 429": loud.refused > 0,
        f"replies took {p99:.0f} ms at the 99th percentile": p99 >= MOST_MILLISECONDS,
        f"{loud.unanswered} were not answered": loud.unanswered > 0,
        f"{cpu:.2f} s of CPU a thousand": cpu >= MOST_CPU and pace.rate > 100,  # noqa: PLR2004 - else idling counts
    }
    return [f"at {pace.rate:.0f}/s: {fault}" for fault, is_so in faults.items() if is_so]


if __name__ == "__main__":
    main()
