"""How long a first answer takes, and how often there is one: a thousand pairs, simulated.

    python -m benchmarks.answering

Asks are brought by the real ranking and the rules of the bot: to three pairs at first; **Not this
time**, or eight of a pair's waking hours in silence, brings the next, so that three have it or have
answered; one ask a pair a week; open for five days; after a day without an answer the facilitator
is told.

Assumed, since nobody knows: that an answer, or a **Not this time**, comes after 5 waking hours on
average (exponentially spread), and that three in ten of those who do not answer say so. A pair's
rate is its chance of answering one ask. Nobody sleeps outside 21:00 to 07:00. Facilitators, who
would help too, do not answer here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from heapq import heappop, heappush
from itertools import count
from random import Random

from benchmarks.peers import Network, matters, network, peer, sought
from bot.network.peers import meaning
from bot.network.peers.finding import AT_A_TIME, LOOK_AGAIN, SILENCE
from bot.network.peers.ranking import Sought, rank

RATES = (0.05, 0.1, 0.2, 0.4)
PAIRS, WEEKS, ASKS_A_WEEK = 1_000, 8, 50
WAKING = 14
"""Hours from 07:00 to 21:00. All times here are waking hours since a Monday morning."""
OPEN = 5 * WAKING
TOLD = WAKING
"""Twenty-four hours later it is as late in the next day."""
REACTION = 5.0
SAYS_NO = 0.3


class Happens(Enum):
    """What happens to an ask."""

    ANSWERS = auto()
    LAPSES = auto()
    """Not this time, or silence."""
    LOOKS = auto()
    """Pairs are looked for: it opens, or too few were free."""


@dataclass(kw_only=True)
class Asked:
    """One ask and what came of it."""

    pair_id: int
    sought: Sought
    opened: float
    brought: dict[int, float] = field(default_factory=dict)
    """When it was brought to which pair."""
    lapsed: set[int] = field(default_factory=set)
    """Which of them declined, or were silent and have not answered since."""
    answers: dict[int, float] = field(default_factory=dict)
    """When which pair answered first."""
    looks: float | None = None
    """When pairs are looked for again."""

    @property
    def answered(self) -> float | None:
        """When the first answer came."""
        return min(self.answers.values(), default=None)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What becomes of asks at one rate."""

    rate: float
    answered: float
    """Which part of the asks had an answer before they closed."""
    median: timedelta | None
    """From asking to the first answer, of those that had one; nights included."""
    ninth_decile: timedelta | None
    within_a_day: float
    pairs: float
    """To how many pairs an ask was brought, on average."""


@dataclass(kw_only=True)
class Simulation:
    """Asks, pairs and what they do, hour by hour."""

    among: Network
    rate: float
    chance: Random
    asks: list[Asked] = field(default_factory=list)
    _asked: dict[int, list[timedelta]] = field(default_factory=dict)
    _events: list[tuple[float, int, Happens, Asked, int]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def run(self, *, weeks: int, asks_a_week: int) -> list[Asked]:
        """Let so many weeks go by and every ask close; return the asks."""
        for _ in range(weeks * asks_a_week):
            pair = self.among.pairs[self.chance.choice(list(self.among.pairs))]
            words = self.chance.choice(matters()[pair.matter].asks)
            opened = self.chance.uniform(0, weeks * 7 * WAKING)
            ask = Asked(pair_id=pair.pair_id, sought=sought(pair, words), opened=opened)
            self.asks.append(ask)
            self._look(opened, ask)
        while self._events:
            now, _, what, ask, pair_id = heappop(self._events)
            if now <= ask.opened + OPEN:
                self._happens(now, what, ask, pair_id)
        return self.asks

    def _later(self, when: float, what: Happens, ask: Asked, pair_id: int) -> None:
        heappush(self._events, (when, next(self._order), what, ask, pair_id))

    def _look(self, when: float, ask: Asked) -> None:
        ask.looks = when
        self._later(when, Happens.LOOKS, ask, 0)

    def _happens(self, now: float, what: Happens, ask: Asked, pair_id: int) -> None:
        if what is Happens.ANSWERS:
            ask.answers[pair_id] = now
            ask.lapsed.discard(pair_id)
        elif what is Happens.LAPSES:
            ask.lapsed.add(pair_id)
            self._bring(now, ask)
        elif now == ask.looks:
            self._bring(now, ask)

    def _bring(self, now: float, ask: Asked) -> None:
        ask.looks = None
        wanted = AT_A_TIME - (len(ask.brought) - len(ask.lapsed))
        found = self._found(now, ask, wanted) if wanted > 0 else []
        for pair_id in found:
            ask.brought[pair_id] = now
            self._asked.setdefault(pair_id, []).append(on_the_wall(now))
            self._react(now, ask, pair_id)
        if len(found) < wanted:
            self._look(now + LOOK_AGAIN / timedelta(hours=1), ask)

    def _found(self, now: float, ask: Asked, wanted: int) -> list[int]:
        wall = on_the_wall(now)
        peers = [
            peer(pair, now=wall, asked=self._asked.get(pair_id, ()), has_it=pair_id in ask.brought)
            for pair_id, pair in self.among.pairs.items()
        ]
        return [one.pair_id for one in rank(ask.sought, peers, self.among.texts, limit=wanted)]

    def _react(self, now: float, ask: Asked, pair_id: int) -> None:
        """Decide what a pair will do with an ask; one that answers late is silent first."""
        reaction = self.chance.expovariate(1 / REACTION)
        answers = self.chance.random() < self.rate
        says_no = not answers and self.chance.random() < SAYS_NO
        if answers:
            self._later(now + reaction, Happens.ANSWERS, ask, pair_id)
        if not (answers and reaction < SILENCE):
            lapses = min(reaction, SILENCE) if says_no else SILENCE
            self._later(now + lapses, Happens.LAPSES, ask, pair_id)


def on_the_wall(waking: float) -> timedelta:
    """Return the time since Monday 00:00 of an instant given in waking hours."""
    days, hours = divmod(waking, WAKING)
    return timedelta(days=days, hours=7 + hours)


def told(asks: Sequence[Asked], rate: float) -> Told:
    """Sum up what became of asks."""
    took = sorted(
        on_the_wall(ask.answered) - on_the_wall(ask.opened)
        for ask in asks
        if ask.answered is not None
    )
    quick = sum(ask.answered is not None and ask.answered - ask.opened <= TOLD for ask in asks)
    return Told(
        rate=rate,
        answered=len(took) / len(asks),
        median=took[len(took) // 2] if took else None,
        ninth_decile=took[len(took) * 9 // 10] if took else None,
        within_a_day=quick / len(asks),
        pairs=sum(len(ask.brought) for ask in asks) / len(asks),
    )


def simulate(rate: float, *, pairs: int, weeks: int, asks_a_week: int, seed: int = 11) -> Told:
    """Return what becomes of asks when pairs answer at this rate."""
    among = network(pairs, Random(seed))
    simulation = Simulation(among=among, rate=rate, chance=Random(seed + 1))
    return told(simulation.run(weeks=weeks, asks_a_week=asks_a_week), rate)


def main() -> None:
    """Simulate each rate and print a table."""
    meaning.ready()
    print(f"{PAIRS} pairs, {ASKS_A_WEEK} asks a week for {WEEKS} weeks")
    print("| rate a pair | answered | median | 9 of 10 by | within a day | pairs asked |")
    print("|---|---|---|---|---|---|")
    for rate in RATES:
        one = simulate(rate, pairs=PAIRS, weeks=WEEKS, asks_a_week=ASKS_A_WEEK)
        print(
            f"| {rate:.0%} | {one.answered:.0%} | {_hours(one.median)} | {_hours(one.ninth_decile)}"
            f" | {one.within_a_day:.0%} | {one.pairs:.1f} |",
            flush=True,
        )


def _hours(span: timedelta | None) -> str:
    return "–" if span is None else f"{span / timedelta(hours=1):.0f} h"


if __name__ == "__main__":
    main()
