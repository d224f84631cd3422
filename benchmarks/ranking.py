"""Who finds the right pairs, how evenly asks are spread, and how long ten thousand take.

    python -m benchmarks.ranking

The texts are made up (`matters.yaml` says how); word overlap and chance are the rivals.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from benchmarks.peers import (
    Listed,
    Network,
    Settled,
    by_words,
    listed,
    matters,
    network,
    peer,
    sought,
)
from bot.network.peers import meaning
from bot.network.peers.model import Source
from bot.network.peers.ranking import WEIGHTS, Peer, Sought, Weights, may_be_asked, rank

FOUND = 3
MEANING_ALONE = Weights(meaning=1, topic=0, further=0, elsewhere=0, rested=0)
UNRESTED = replace(WEIGHTS, rested=0)
PAIRS, WEEKS, ASKS_A_WEEK = 1_000, 26, 50
MANY = 10_000
Way = Callable[[str, Sought, Sequence[Peer], Sequence[Listed]], list[int]]
"""An ask's words, the ask, the pairs and their texts: the pairs to ask."""


def ranked(weights: Weights) -> Way:
    """Find by the ranking, with these weights."""
    return lambda _, ask, peers, texts: [
        found.pair_id for found in rank(ask, peers, texts, limit=FOUND, weights=weights)
    ]


def worded(words: str, ask: Sought, peers: Sequence[Peer], texts: Sequence[Listed]) -> list[int]:
    """Find by shared words."""
    able = [one.pair_id for one in peers if may_be_asked(one, ask)]
    return by_words(words, able, texts, FOUND)


def drawn(chance: Random) -> Way:
    """Find by chance."""
    return lambda _, ask, peers, __: chance.sample(
        [one.pair_id for one in peers if may_be_asked(one, ask)], FOUND
    )


def ways() -> dict[str, Way]:
    """Return the ranking and its rivals."""
    return {
        "the ranking": ranked(WEIGHTS),
        "its meaning alone": ranked(MEANING_ALONE),
        "word overlap": worded,
        "chance": drawn(Random(3)),
    }


def recall(way: Way, *, challenges: bool, tellings: bool) -> float:
    """Return which part of the right pairs are among the first three, from 0 to 1.

    All sixty pairs are alike but for their texts, and somebody else asks.
    """
    pairs = [(number, which) for number in range(len(matters())) for which in range(FOUND)]
    peers = [Peer(pair_id=pair_id, stage=0, place=None) for pair_id in range(1, len(pairs) + 1)]
    texts = []
    for pair_id, (number, which) in enumerate(pairs, start=1):
        if challenges:
            texts.append(listed(pair_id, matters()[number].challenges[which]))
        if tellings:
            texts.append(listed(pair_id, matters()[number].tellings[which], Source.PROGRESS))
    asker = Settled(pair_id=0, matter=0, stage=0, place="")
    right = total = 0
    for number, matter in enumerate(matters()):
        for ask in matter.asks:
            found = way(ask, sought(asker, ask), peers, texts)
            right += sum(pairs[pair_id - 1][0] == number for pair_id in found)
            total += FOUND
    return right / total


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How asks fall on pairs."""

    gini: float
    """0 when all pairs are asked as often, towards 1 when a few get everything."""
    most: int
    mean: float
    never: float
    """Which part of the pairs was never asked."""
    right: float
    """Which part of the pairs that were asked work on the ask's matter."""


def spread(way: Way, among: Network, *, weeks: int, asks_a_week: int) -> Spread:
    """Bring each ask to three pairs, one a pair and week at most, and count."""
    chance = Random(7)
    asked: dict[int, list[timedelta]] = {pair_id: [] for pair_id in among.pairs}
    right = 0
    for number in range(weeks * asks_a_week):
        now = timedelta(weeks=1) * number / asks_a_week
        asker = among.pairs[chance.choice(list(among.pairs))]
        words = chance.choice(matters()[asker.matter].asks)
        peers = [peer(pair, now=now, asked=asked[pair_id]) for pair_id, pair in among.pairs.items()]
        for pair_id in way(words, sought(asker, words), peers, among.texts):
            asked[pair_id].append(now)
            right += among.pairs[pair_id].matter == asker.matter
    counts = Counter({pair_id: len(whens) for pair_id, whens in asked.items()})
    total = counts.total()
    return Spread(
        gini=gini(counts),
        most=max(counts.values()),
        mean=total / len(counts),
        never=sum(not count for count in counts.values()) / len(counts),
        right=right / total,
    )


def gini(counts: Mapping[int, int]) -> float:
    """Return the Gini coefficient of counts: half the mean difference, relative to the mean."""
    ordered = sorted(counts.values())
    weighed = sum(place * count for place, count in enumerate(ordered, start=1))
    size = len(ordered)
    return 2 * weighed / (size * sum(ordered)) - (size + 1) / size


def milliseconds(size: int, *, texts_each: int, runs: int = 7) -> float:
    """Return the shortest of some runs of ranking so many pairs, from their rows' vectors on.

    What it includes: filters, reading vectors from text, cosines, scores, the three reasons. What
    it does not: the database, and unlocking where the operator set a data key.
    """
    among = network(size, Random(1))
    texts = [text for text in among.texts if text.source is Source.CHALLENGE] * texts_each
    peers = [peer(pair, now=timedelta(0), asked=()) for pair in among.pairs.values()]
    ask = sought(among.pairs[1], matters()[0].asks[0])
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        rank(ask, peers, texts, limit=FOUND)
        taken.append(time.perf_counter() - begun)
    return 1000 * min(taken)


def main() -> None:
    """Measure and print the three tables."""
    meaning.ready()
    print("recall@3 of 60 asks among 60 pairs")
    print("| known by | " + " | ".join(ways()) + " |\n|---|---|---|---|---|")
    for label, challenges, tellings in (
        ("challenge and telling", True, True),
        ("challenge", True, False),
        ("telling", False, True),
    ):
        figures = (
            f"{recall(way, challenges=challenges, tellings=tellings):.2f}"
            for way in ways().values()
        )
        print(f"| {label} | " + " | ".join(figures) + " |")
    print(f"\n{WEEKS * ASKS_A_WEEK} asks to three of {PAIRS} pairs each, one a pair and week")
    print("| | right matter | Gini | most | mean | never asked |\n|---|---|---|---|---|---|")
    among = network(PAIRS, Random(5))
    for name, way in {**ways(), "the ranking without rest": ranked(UNRESTED)}.items():
        one = spread(way, among, weeks=WEEKS, asks_a_week=ASKS_A_WEEK)
        print(
            f"| {name} | {one.right:.0%} | {one.gini:.2f} | {one.most} | {one.mean:.1f}"
            f" | {one.never:.0%} |"
        )
    print(f"\n{MANY} pairs ranked, ms")
    for each in (1, 3):
        print(f"| {each} text(s) a pair | {milliseconds(MANY, texts_each=each):.0f} |")


if __name__ == "__main__":
    main()
