"""People who ask for help now and then, and a count of the answers that reached them."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.processes import StandinProcess

CARD = "999"
"""What only the help card says."""


@dataclass
class Typists:
    """Each `/help` must bring one card."""

    standin: StandinProcess
    people: Sequence[int]
    dice: random.Random
    pause: float = 0.15
    """Seconds between two messages, at most."""
    asked: Counter[int] = field(default_factory=Counter)
    _enough: Event = field(default_factory=Event)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write while the block lasts."""
        thread = Thread(target=self._write)
        thread.start()
        try:
            yield
        finally:
            self._enough.set()
            thread.join()

    def _write(self) -> None:
        while not self._enough.wait(self.dice.uniform(0, self.pause)):
            self.ask(self.dice.choice(self.people))

    def ask(self, person: int) -> None:
        """Ask once."""
        self.standin.post(f"/chats/{person}/text", {"text": "/help"})
        self.asked[person] += 1

    def answers(self, person: int) -> int:
        """Return how many cards one person received."""
        messages = self.standin.get(f"/chats/{person}?deleted=1")["messages"]
        return sum(CARD in m["text"] for m in messages if m["from_bot"])

    def all_answered(self) -> bool:
        """Tell whether everybody has at least what they asked for, and nothing is underway."""
        if self.standin.get("/")["bots"][0]["pending_updates"]:
            return False
        return all(self.answers(person) >= asked for person, asked in self.asked.items())

    def lost(self) -> int:
        """Return how many cards did not come."""
        return sum(max(0, n - self.answers(person)) for person, n in self.asked.items())

    def repeated(self) -> int:
        """Return how many cards came once more than asked for."""
        return sum(max(0, self.answers(person) - n) for person, n in self.asked.items())


def people_of(standin: StandinProcess, count: int, *, first: int = 5001) -> Sequence[int]:
    """Make so many people."""
    people = range(first, first + count)
    for person in people:
        standin.post("/people", {"id": person, "first_name": f"Person {person}"})
    return people
