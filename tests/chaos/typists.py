"""People who write now and then, and a count of what came of it.

They ask for help, which must bring one card each time, or write down a thought, which must
be kept once. The judge is what the stand-in received and what stands in the database.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.clock import SystemClock
from bot.post.model import OutboxMessage, Sending
from bot.rehearsal.upcoming import is_settled
from bot.sharing.model import Piece
from bot.store.engine import Store
from tests.processes import StandinProcess

CARD = "999"
"""What only the help card says."""


@dataclass
class Typists:
    """Some people and what each has written."""

    standin: StandinProcess
    people: Sequence[int]
    dice: random.Random
    pause: float = 0.15
    """Seconds between two messages, at most."""
    thoughtful: bool = False
    """Half of the messages are thoughts: only from people who have joined."""
    asked: Counter[int] = field(default_factory=Counter)
    thoughts: set[tuple[int, int]] = field(default_factory=set)
    """(chat, message id) of each."""
    moments: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """When each person asked."""
    _enough: Event = field(default_factory=Event)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write while the block lasts."""
        self._enough.clear()
        thread = Thread(target=self._write)
        thread.start()
        try:
            yield
        finally:
            self._enough.set()
            thread.join()

    def _write(self) -> None:
        while not self._enough.wait(self.dice.uniform(0, self.pause)):
            person = self.dice.choice(self.people)
            if self.thoughtful and self.dice.random() < 0.5:
                self.think(person)
            else:
                self.ask(person)

    def ask(self, person: int) -> None:
        """Ask for help once."""
        self.moments[person].append(SystemClock().now())
        self.standin.post(f"/chats/{person}/text", {"text": "/help"})
        self.asked[person] += 1

    def think(self, person: int) -> None:
        """Write down one thought."""
        text = f"A thought that nobody else had, number {len(self.thoughts)}"
        sent = self.standin.post(f"/chats/{person}/text", {"text": text})
        self.thoughts.add((person, sent["message_id"]))

    @property
    def updates(self) -> int:
        """How many messages were written."""
        return self.asked.total() + len(self.thoughts)

    def answers(self, person: int) -> int:
        """Return how many cards one person received."""
        messages = self.standin.get(f"/chats/{person}?deleted=1")["messages"]
        return sum(CARD in m["text"] for m in messages if m["from_bot"])

    def all_taken(self) -> bool:
        """Tell whether the bot has fetched everything."""
        return not self.standin.get("/")["bots"][0]["pending_updates"]

    def all_answered(self) -> bool:
        """Tell whether everybody has at least what they asked for, and nothing is underway."""
        if not self.all_taken():
            return False
        return all(self.answers(person) >= asked for person, asked in self.asked.items())

    def all_done(self, store: Store) -> bool:
        """Tell whether everything was fetched, handled, and sent or given up."""
        return self.all_taken() and store.read(is_at_rest)

    def lost(self, store: Store | None = None) -> int:
        """Return how many cards did not come; less those that the database reports as in doubt."""
        doubtful = Counter[int]() if store is None else _in_doubt(store)
        return sum(max(0, n - self.answers(p) - doubtful[p]) for p, n in self.asked.items())

    def repeated(self) -> int:
        """Return how many cards came once more than asked for."""
        return sum(max(0, self.answers(person) - n) for person, n in self.asked.items())

    def forgotten(self, store: Store) -> int:
        """Return how many thoughts are not kept."""
        return len(self.thoughts - _kept(store).keys())

    def doubled(self, store: Store) -> int:
        """Return how many pieces are kept more often than they were written."""
        return sum(count - (piece in self.thoughts) for piece, count in _kept(store).items())


def is_at_rest(session: Session) -> bool:
    """Tell whether nothing is due or on its way, and nothing waits for another try."""
    tried = sa.exists().where(OutboxMessage.state == Sending.QUEUED, OutboxMessage.attempts > 0)
    return is_settled(session, now=SystemClock().now()) and not session.scalar(sa.select(tried))


def _kept(store: Store) -> Counter[tuple[int, int]]:
    pieces = sa.select(Piece.chat_id, Piece.message_id)
    return store.read(lambda s: Counter((chat, message) for chat, message in s.execute(pieces)))


def _in_doubt(store: Store) -> Counter[int]:
    doubtful = sa.select(OutboxMessage.chat_id).where(OutboxMessage.state == Sending.IN_DOUBT)
    return store.read(lambda s: Counter(s.scalars(doubtful)))


def people_of(standin: StandinProcess, count: int, *, first: int = 5001) -> Sequence[int]:
    """Make so many people."""
    people = range(first, first + count)
    for person in people:
        standin.post("/people", {"id": person, "first_name": f"Person {person}"})
    return people
