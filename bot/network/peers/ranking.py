"""Which pairs are most likely to help with an ask. Pure: reads nothing and changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bot.network.exchanging.model import Why
from bot.network.peers import meaning
from bot.network.peers.model import Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GRADUATE = 1.0
"""The stage of a pair whose last workshop is over."""
RESTED = timedelta(days=90)
"""Who was not asked for so long counts as never asked."""
NEAR = 0.3
"""From this cosine on two texts are said to be about the same."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each thing counts; each is measured from 0 (not at all) to 1 (wholly)."""

    meaning: float = 1.0
    """The cosine between the ask and the nearest text of the pair: mostly 0.2 to 0.5 where both are
    about one matter, and about 0 where not."""
    topic: float = 0.2
    """A topic of the ask is one of the pair's texts'."""
    further: float = 0.1
    """How much further on the pair is than who asks; graduates wholly."""
    elsewhere: float = 0.05
    """Another place brings a fresh view."""
    rested: float = 0.3
    """How long ago the pair was last asked, against `RESTED`, and how seldom: enough that the same
    few are not asked again and again, and too little to make up for knowing nothing about it."""


WEIGHTS = Weights()


@dataclass(frozen=True, kw_only=True)
class Sought:
    """An ask, as far as finding peers goes."""

    pair_id: int
    meaning: str
    """`bot.network.peers.meaning.vector` of its words."""
    topics: frozenset[str]
    stage: float
    """Which part of the asking pair's workshops lies behind them, from 0 to `GRADUATE`."""
    place: str | None


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A pair that may be asked, or why it may not."""

    pair_id: int
    stage: float
    """As in `Sought`."""
    place: str | None
    asked: int = 0
    """How many asks were brought to it within `RESTED`."""
    last_asked: timedelta | None = None
    """How long ago the last of them was; None when there was none."""
    paused: bool = False
    """Paused, muted, left or dissolved: neither partner takes part now."""
    unreachable: bool = False
    excluded: bool = False
    """One of the two pairs does not wish to meet the other."""
    full: bool = False
    """It had as many asks in the last seven days as it chose."""
    has_it: bool = False
    """This ask was brought to it before."""


class Text(Protocol):
    """One text of a pair that its writer lets be compared, as `ComparedText` keeps it."""

    @property
    def pair_id(self) -> int:
        """Whose it is."""

    @property
    def source(self) -> Source:
        """Where it stands."""

    @property
    def meaning(self) -> str:
        """Its vector."""

    @property
    def topics(self) -> str:
        """Ids of topics, separated by spaces."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A pair to ask, and why."""

    pair_id: int
    score: float
    why: Why
    topic: str | None = None
    """The shared topic, for `Why.TOPIC`: that of their text nearest to the ask."""
    source: Source | None = None
    """Where their nearest text stands, if it is at least `NEAR`."""


def rank(
    ask: Sought,
    peers: Sequence[Peer],
    texts: Sequence[Text],
    *,
    limit: int,
    weights: Weights = WEIGHTS,
) -> list[Found]:
    """Return the pairs to ask, the likeliest to help first; of equal ones the lower id.

    Texts of pairs that are not among the peers are passed over.
    """
    able = sorted((peer for peer in peers if may_be_asked(peer, ask)), key=lambda one: one.pair_id)
    compared = _compare(ask, able, texts)
    scores = (
        weights.meaning * compared.most(compared.cosines)
        + weights.topic * compared.most(compared.shares)
        + weights.further * _column([_further(ask, peer) for peer in able])
        + weights.elsewhere * _column([_elsewhere(ask, peer) for peer in able])
        + weights.rested * _column([_rested(peer) for peer in able])
    )
    best = (-scores).argsort(kind="stable")[:limit].tolist()
    return [
        _found(ask, able[number], float(scores[number]), compared.of(number)) for number in best
    ]


def may_be_asked(peer: Peer, ask: Sought) -> bool:
    """Tell whether the ask may be brought to this pair at all."""
    hindered = peer.paused or peer.unreachable or peer.excluded or peer.full or peer.has_it
    return peer.pair_id != ask.pair_id and not hindered


def _further(ask: Sought, peer: Peer) -> float:
    return 1.0 if peer.stage >= GRADUATE else max(0.0, peer.stage - ask.stage)


def _elsewhere(ask: Sought, peer: Peer) -> float:
    """Return 1 where the two are surely in different places."""
    return float(None not in (ask.place, peer.place) and ask.place != peer.place)


def _rested(peer: Peer) -> float:
    long_ago = 1.0 if peer.last_asked is None else min(1.0, peer.last_asked / RESTED)
    return (long_ago + 1 / (1 + peer.asked)) / 2


@dataclass(frozen=True, kw_only=True)
class _Compared:
    """The pairs' texts beside an ask; every array has one place a text."""

    pairs: int
    texts: Sequence[Text]
    owners: "NDArray[np.intp]"
    """The number of the pair whose text it is."""
    cosines: "NDArray[np.float32]"
    shares: "NDArray[np.float32]"
    """1 where the text has a topic of the ask, else 0."""

    def most(self, values: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return each pair's highest value, 0 without a text."""
        import numpy as np

        highest = np.zeros(self.pairs, np.float32)
        np.maximum.at(highest, self.owners, values)
        return highest

    def of(self, number: int) -> list[tuple[float, Text]]:
        """Return a pair's texts with their cosines, the nearest first."""
        places = (self.owners == number).nonzero()[0].tolist()
        theirs = [(float(self.cosines[place]), self.texts[place]) for place in places]
        return sorted(theirs, key=lambda one: -one[0])


def _compare(ask: Sought, able: Sequence[Peer], texts: Sequence[Text]) -> _Compared:
    import numpy as np

    numbers = {peer.pair_id: number for number, peer in enumerate(able)}
    theirs = [text for text in texts if text.pair_id in numbers]
    sharing = {each: bool(ask.topics & set(each.split())) for each in {t.topics for t in theirs}}
    return _Compared(
        pairs=len(able),
        texts=theirs,
        owners=np.array([numbers[text.pair_id] for text in theirs], np.intp),
        cosines=meaning.similarities(ask.meaning, [text.meaning for text in theirs]),
        shares=_column([sharing[text.topics] for text in theirs]),
    )


def _column(values: Sequence[float]) -> "NDArray[np.float32]":
    import numpy as np

    return np.array(values, np.float32)


def _found(ask: Sought, peer: Peer, score: float, theirs: Sequence[tuple[float, Text]]) -> Found:
    """Say why this pair: the first of the reasons that is true, the most telling first."""
    why, topic, source = Why.TURN, None, None
    shared = [each for _, text in theirs for each in text.topics.split() if each in ask.topics]
    if theirs and theirs[0][0] >= NEAR:
        source = theirs[0][1].source
    if shared:
        why, topic = Why.TOPIC, shared[0]
    elif source is not None:
        why = Why.CHALLENGE
    elif _further(ask, peer):
        why = Why.FURTHER
    elif _elsewhere(ask, peer):
        why = Why.FRESH
    return Found(pair_id=peer.pair_id, score=score, why=why, topic=topic, source=source)
