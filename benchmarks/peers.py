"""A made-up network of pairs and asks, and rival ways of finding peers in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random

import yaml

from bot.network.peers import meaning
from bot.network.peers.model import Source
from bot.network.peers.ranking import GRADUATE, RESTED, Peer, Sought
from bot.network.peers.topics import topics_of

MATTERS = Path(__file__).with_name("matters.yaml")
PLACES = ("Aylesbury", "Bath", "Bristol", "Crawley", "Exeter", "High Wycombe", "Oxford", "Reading")
STAGES = (0.0, 1 / 3, 2 / 3, GRADUATE)
SHORTEST_WORD = 4


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One thing that pairs work on."""

    challenges: tuple[str, ...]
    tellings: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A pair's text as `ComparedText` keeps it, and its words for the rivals."""

    pair_id: int
    source: Source
    meaning: str
    topics: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What does not change of a pair."""

    pair_id: int
    matter: int
    stage: float
    place: str


@dataclass(frozen=True, kw_only=True)
class Network:
    """Pairs by their ids, and what they wrote."""

    pairs: Mapping[int, Settled]
    texts: Sequence[Listed]


@cache
def matters() -> tuple[Matter, ...]:
    """Return the committed texts."""
    return tuple(
        Matter(
            challenges=tuple(pair["challenge"] for pair in each["pairs"]),
            tellings=tuple(pair["telling"] for pair in each["pairs"]),
            asks=tuple(each["asks"]),
        )
        for each in yaml.safe_load(MATTERS.read_text(encoding="utf-8"))
    )


@cache
def _read(words: str) -> tuple[str, str]:
    return meaning.vector(words), " ".join(topics_of(words))


def listed(pair_id: int, words: str, source: Source = Source.CHALLENGE) -> Listed:
    """Return a text with its meaning and the topics that its words suggest."""
    vector, topics = _read(words)
    return Listed(pair_id=pair_id, source=source, meaning=vector, topics=topics, words=words)


def sought(pair: Settled, words: str) -> Sought:
    """Return an ask with the topics that its words suggest, as if nobody changed them."""
    vector, topics = _read(words)
    return Sought(
        pair_id=pair.pair_id,
        meaning=vector,
        topics=frozenset(topics.split()),
        stage=pair.stage,
        place=pair.place,
    )


def network(size: int, chance: Random) -> Network:
    """Return so many pairs; a few matters are common and most are rare, as in life."""
    shares = [1 / rank for rank in range(1, len(matters()) + 1)]
    pairs, texts = {}, []
    for pair_id in range(1, size + 1):
        [number] = chance.choices(range(len(shares)), weights=shares)
        pairs[pair_id] = Settled(
            pair_id=pair_id,
            matter=number,
            stage=chance.choice(STAGES),
            place=chance.choice(PLACES),
        )
        matter = matters()[number]
        texts.append(listed(pair_id, chance.choice(matter.challenges)))
        texts.append(listed(pair_id, chance.choice(matter.tellings), Source.PROGRESS))
    return Network(pairs=pairs, texts=texts)


def peer(
    pair: Settled, *, now: timedelta, asked: Sequence[timedelta], has_it: bool = False
) -> Peer:
    """Return a pair as the ranking sees it, by when asks came to it; one a week is its limit."""
    ago = [now - when for when in asked if now - when < RESTED]
    return Peer(
        pair_id=pair.pair_id,
        stage=pair.stage,
        place=pair.place,
        asked=len(ago),
        last_asked=min(ago, default=None),
        full=min(ago, default=RESTED) < timedelta(days=7),
        has_it=has_it,
    )


def overlap(one: str, other: str) -> float:
    """Return which part of the longer words of two texts they share, from 0 to 1."""
    first, second = _words(one), _words(other)
    return len(first & second) / (len(first | second) or 1)


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(
        word for word in re.findall(r"\w+", text.lower()) if len(word) >= SHORTEST_WORD
    )


def by_words(ask: str, pair_ids: Iterable[int], texts: Sequence[Listed], limit: int) -> list[int]:
    """Return the pairs whose texts share most words with an ask; of equal ones the lower id."""
    most = dict.fromkeys(pair_ids, 0.0)
    for text in texts:
        if text.pair_id in most:
            most[text.pair_id] = max(most[text.pair_id], overlap(ask, text.words))
    return sorted(most, key=lambda pair_id: (-most[pair_id], pair_id))[:limit]
