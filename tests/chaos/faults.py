"""Telegram in every kind of trouble, while people write.

    python -m tests.chaos.faults                     each trouble for 20 s
    python -m tests.chaos.faults --seconds 3         the same, shorter
    python -m tests.chaos.faults --deaf 75           and a token that is refused for so long

Judged by what reached the stand-in: no card is lost, nothing is asked inside a wait, the
poller comes back, and what may have arrived is sent once more at most.
"""

import argparse
import random
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import OutboxMessage, Sending
from bot.store.engine import Store
from tests.chaos.places import Kind, a_store, add_kinds, an_address
from tests.chaos.supervised import supervised
from tests.chaos.typists import CARD, Typists, people_of
from tests.processes import PATIENCE_SECONDS, StandinProcess, standin_process, wait_until

AWAY: tuple[dict[str, Any], ...] = (
    *({"trouble": "answer", "code": code} for code in (500, 502, 503, 401, 404, 409)),
    {"trouble": "answer", "code": 429, "retry_after": 2},
    {"trouble": "cut_before"},
    {"trouble": "broken_json"},
    {"trouble": "hang"},
)
"""What Telegram answers to everything while it is away."""
TAKEN_AND_CUT: tuple[dict[str, Any], ...] = (
    {"trouble": "cut_after"},
    {"trouble": "error_after", "code": 502},
    {"trouble": "broken_json"},
)
SEND = ["sendMessage"]
MANY = 1_000_000
REST_SECONDS = 3
"""Between two troubles, so that each begins in good order."""
LONELY, HELD = 7001, 7002
"""Who alone writes while two lines are cut in a row, and whose chat is to wait for hours."""
HOURS = 10_072
"""Seconds: the longest wait that we know Telegram to have asked for."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of it."""

    seconds: float = 20
    """Of each trouble."""
    waits: int = 30
    """Single 429s, each for one chat."""
    longest_wait: int = 20
    deaf: float = 0
    """Seconds for which the token is refused at the end."""
    people: int = 20
    away: tuple[dict[str, Any], ...] = AWAY
    seed: int = 20270303


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of it."""

    updates: int
    lost: int
    """Cards that did not come and are not reported as in doubt."""
    ambiguous: int
    """Sends of which the bot could not know whether they arrived, as it noted itself."""
    repeated: int
    in_doubt: int
    waits: int
    """Answers of 429."""
    inside_a_wait: int
    """Calls to a chat, or for updates, while Telegram wanted none."""
    others_at_worst: float
    """Seconds that a card took in a chat that was not to wait, while others were."""
    answered_meanwhile: int
    """Others who were answered while one chat waited for hours."""
    held: int
    """That chat's messages which wait until then: two for each of two cards."""
    poller_back_after: dict[str, float]
    """Seconds from the end of each trouble to the next poll that was answered well."""
    most_doubts: int
    """Of one message."""
    sent_at_most: int
    """Copies of a message after two cuts in a row."""
    endings: list[int]
    """Exit codes of processes that ended by themselves and were started anew."""
    log_lines: int


@dataclass
class Trial:
    """The bot, the people, and the trouble."""

    plan: Plan
    standin: StandinProcess
    store: Store
    dice: random.Random
    typists: Typists
    back: dict[str, float] = field(default_factory=dict)

    def wait_here_and_there(self) -> float:
        """Let single chats wait; return how long a card took at worst in the others."""
        with self.typists.writing():
            for _ in range(self.plan.waits):
                wait = {"code": 429, "retry_after": self.dice.randint(1, self.plan.longest_wait)}
                self._order({"trouble": "answer", **wait}, times=1, methods=SEND)
                time.sleep(self.dice.uniform(0.05, 0.5))
            wait_until(lambda: not self.standin.get("/")["faults"])
        wait_until(self.typists.all_answered, seconds=self.plan.longest_wait + PATIENCE_SECONDS)
        held = {chat for chat, *_ in _waits(self.standin)}
        cards = _cards(self.standin)
        took = [
            (card - asked).total_seconds()
            for person, moments in self.typists.moments.items()
            if person not in held
            for asked, card in zip(moments, cards[person], strict=True)
        ]
        return max(took, default=0.0)

    def be_away(self, trouble: dict[str, Any], seconds: float) -> None:
        """Let all calls fail for a while, and time how long it takes until updates come again."""
        self._order(trouble, times=MANY)
        time.sleep(seconds)
        self._relieve()
        ended = time.monotonic()
        last = self._last_call()
        wait_until(lambda: self._polled_well(last))
        name = f"{trouble['trouble']} {trouble.get('code', '')}".strip()
        self.back[name] = round(time.monotonic() - ended, 1)
        time.sleep(min(REST_SECONDS, seconds))

    def cut_some(self, messages: int) -> None:
        """Let five of a hundred messages arrive without the bot hearing of it."""
        for _ in range(messages):
            if self.dice.random() < 0.05:
                self._order(self.dice.choice(TAKEN_AND_CUT), times=1, methods=SEND)
            self.typists.ask(self.dice.choice(self.typists.people))
            time.sleep(0.02)

    def cut_twice(self) -> int:
        """Cut the line twice after one message was taken; return how many copies came."""
        wait_until(lambda: self.typists.all_done(self.store))
        self._relieve()
        self._order({"trouble": "cut_after"}, times=2, methods=SEND)
        self.typists.ask(LONELY)
        wait_until(lambda: _in_doubt(self.store, LONELY))
        self._relieve()
        time.sleep(1)  # what would come a third time comes now
        messages = self.standin.get(f"/chats/{LONELY}?deleted=1")["messages"]
        return max(Counter(said["text"] for said in messages if said["from_bot"]).values())

    def wait_for_hours(self) -> int:
        """Let one chat wait, and everybody write; return how many others are answered."""
        before = {person: self.typists.answers(person) for person in self.typists.people}
        self._order({"trouble": "answer", "code": 429, "retry_after": HOURS}, times=1, methods=SEND)
        self.typists.ask(HELD)
        wait_until(lambda: any(chat == HELD for chat, *_ in _waits(self.standin)))
        for person in (HELD, *before):
            self.typists.ask(person)

        def answered() -> int:
            return sum(self.typists.answers(person) > count for person, count in before.items())

        with suppress(AssertionError):  # the figures say so
            wait_until(lambda: answered() == len(before))
        return answered()

    def _order(
        self, trouble: dict[str, Any], *, times: int, methods: list[str] | None = None
    ) -> None:
        self.standin.post("/faults", {**trouble, "times": times, "methods": methods or []})

    def _relieve(self) -> None:
        request = urllib.request.Request(f"{self.standin.url}/control/faults", method="DELETE")
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS):
            pass

    def _last_call(self) -> int:
        return int(self.standin.get("/journal?last=1")[0]["number"])

    def _polled_well(self, after: int) -> bool:
        polls = self.standin.get(f"/journal?method=getUpdates&after={after}&last=20")
        return any(poll["status"] in (0, 200) for poll in polls)


def run(plan: Plan, kind: Kind, folder: Path) -> Figures:
    """Do it on one kind of database; return the figures."""
    dice = random.Random(plan.seed)
    with (
        an_address(kind, folder) as address,
        a_store(address) as store,
        standin_process() as standin,
        supervised(standin, folder, DATABASE_URL=address) as bot,
    ):
        typists = Typists(standin, people_of(standin, plan.people), dice, pause=0.5)
        people_of(standin, 2, first=LONELY)
        trial = Trial(plan, standin, store, dice, typists)
        wait_until(lambda: standin.calls("getUpdates"))
        others = trial.wait_here_and_there()
        with typists.writing():
            for trouble in plan.away:
                trial.be_away(trouble, plan.seconds)
            if plan.deaf:
                trial.be_away({"trouble": "answer", "code": 401}, plan.deaf)
        trial.cut_some(plan.people * 5)
        copies = trial.cut_twice()
        wait_until(lambda: typists.all_done(store), seconds=180)
        updates, lost, repeated = typists.updates, typists.lost(store), typists.repeated()
        answered = trial.wait_for_hours()
        return Figures(
            updates=updates,
            lost=lost,
            ambiguous=store.read(
                lambda s: int(s.scalar(sa.select(sa.func.sum(OutboxMessage.doubts))) or 0)
            ),
            repeated=repeated,
            in_doubt=_in_doubt(store),
            waits=len(list(_waits(standin))),
            inside_a_wait=_inside_a_wait(standin),
            others_at_worst=round(others, 1),
            answered_meanwhile=answered,
            held=store.read(_held),
            poller_back_after=trial.back,
            most_doubts=store.read(
                lambda s: s.scalar(sa.select(sa.func.max(OutboxMessage.doubts))) or 0
            ),
            sent_at_most=copies,
            endings=bot.endings,
            log_lines=len((folder / "bot.log").read_text().splitlines()),
        )


def _calls(standin: StandinProcess) -> list[tuple[object, datetime, dict[str, Any]]]:
    """Return all sends and polls: what a wait is about (a chat, or updates), when, and the call."""
    return [
        (call["parameters"].get("chat_id"), datetime.fromisoformat(call["at"]), call)
        for method in ("sendMessage", "getUpdates")
        for call in standin.calls(method)
    ]


def _waits(standin: StandinProcess) -> Iterator[tuple[object, datetime, datetime]]:
    """Yield what Telegram told to wait, from when, and until when."""
    for about, at, call in _calls(standin):
        if call["status"] == 429:
            wait = timedelta(seconds=call["outcome"]["parameters"]["retry_after"])
            yield about, at, at + wait


def _inside_a_wait(standin: StandinProcess) -> int:
    calls = _calls(standin)
    return sum(
        any(about == other and begins < at < ends for other, at, _ in calls)
        for about, begins, ends in _waits(standin)
    )


def _cards(standin: StandinProcess) -> dict[int, list[datetime]]:
    """Return when each person's cards came."""
    came: dict[int, list[datetime]] = defaultdict(list)
    for call in standin.calls("sendMessage"):
        if call["outcome"].get("ok") and CARD in call["outcome"]["result"]["text"]:
            came[int(call["parameters"]["chat_id"])].append(datetime.fromisoformat(call["at"]))
    return came


def _held(session: Session) -> int:
    """Return how many messages wait in the chat that is to wait for hours."""
    waiting = OutboxMessage.chat_id == HELD, OutboxMessage.state == Sending.QUEUED
    return session.scalar(sa.select(sa.func.count()).where(*waiting)) or 0


def _in_doubt(store: Store, chat: int | None = None) -> int:
    doubtful = sa.select(sa.func.count()).where(OutboxMessage.state == Sending.IN_DOUBT)
    if chat is not None:
        doubtful = doubtful.where(OutboxMessage.chat_id == chat)
    return store.read(lambda session: session.scalar(doubtful)) or 0


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=Plan.seconds)
    parser.add_argument("--waits", type=int, default=Plan.waits)
    parser.add_argument("--deaf", type=float, default=Plan.deaf)
    add_kinds(parser)
    given = vars(parser.parse_args())
    kinds = given.pop("on") or Kind
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder:
            print(kind, run(Plan(**given), kind, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
