"""Pairs are ranked by what speaks for them, and who may not be asked is never found."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.network.exchanging.model import Why
from bot.network.peers import meaning
from bot.network.peers.model import Source
from bot.network.peers.ranking import (
    GRADUATE,
    RESTED,
    WEIGHTS,
    Found,
    Peer,
    Sought,
    Weights,
    may_be_asked,
    rank,
)

HINDRANCES = ("paused", "unreachable", "excluded", "full", "has_it")
WORDS = (
    "clinic letters that people can understand",
    "letters from the clinic in plain words",
    "fewer falls at home",
    "",
)
VECTORS = tuple(meaning.vector(words) for words in WORDS)
TOPICS = ("letters", "older-people", "letters older-people", "")
ASK = Sought(
    pair_id=1, meaning=VECTORS[0], topics=frozenset({"letters"}), stage=0.5, place="Oxford"
)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A text as `ComparedText` keeps it."""

    pair_id: int
    meaning: str
    topics: str = ""
    source: Source = Source.CHALLENGE


def peer(pair_id: int, **other: object) -> Peer:
    """Return a pair for which nothing speaks but that it has not been asked."""
    return replace(Peer(pair_id=pair_id, stage=0.0, place="Oxford"), **other)  # type: ignore[arg-type]


def ids(found: list[Found]) -> list[int]:
    return [one.pair_id for one in found]


spans = st.none() | st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=200))
peers = st.lists(
    st.builds(
        Peer,
        pair_id=st.integers(1, 6),
        stage=st.floats(0, 1, width=16),
        place=st.sampled_from([None, "Oxford", "Bristol"]),
        asked=st.integers(0, 5),
        last_asked=spans,
        **{each: st.booleans() for each in HINDRANCES},
    ),
    unique_by=lambda one: one.pair_id,
    max_size=6,
)
texts = st.lists(
    st.builds(
        Written,
        pair_id=st.integers(1, 6),
        meaning=st.sampled_from(VECTORS),
        topics=st.sampled_from(TOPICS),
        source=st.sampled_from(Source),
    ),
    max_size=40,
)
weights = st.builds(Weights, **{one.name: st.floats(0, 2, width=16) for one in fields(Weights)})


@settings(deadline=None)
@given(peers, texts, weights, st.integers(0, 25))
def test_nobody_is_found_who_may_not_be_asked(
    them: list[Peer], written: list[Written], counts: Weights, limit: int
) -> None:
    """However near they are; of the others as many as are wanted and there are."""
    able = {one.pair_id for one in them if may_be_asked(one, ASK)}
    found = ids(rank(ASK, them, written, limit=limit, weights=counts))
    assert set(found) <= able
    assert len(found) == len(set(found)) == min(limit, len(able))


@pytest.mark.parametrize("hindrance", HINDRANCES)
def test_each_hindrance_alone_is_enough(hindrance: str) -> None:
    """The nearest of all, but it may not be asked."""
    near = [Written(pair_id=2, meaning=VECTORS[0], topics="letters")]
    assert ids(rank(ASK, [peer(2), peer(3)], near, limit=1)) == [2]
    assert ids(rank(ASK, [peer(2, **{hindrance: True}), peer(3)], near, limit=2)) == [3]


def test_who_asks_is_never_asked() -> None:
    """Nobody is nearer to their ask than they."""
    near = [Written(pair_id=ASK.pair_id, meaning=ASK.meaning)]
    assert ids(rank(ASK, [peer(ASK.pair_id), peer(2)], near, limit=3)) == [2]


@settings(deadline=None)
@given(peers, texts, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_given_is_no_matter(
    them: list[Peer], written: list[Written], chance: Random
) -> None:
    """The same pairs, the same answer; equals by their ids."""
    mixed, mixed_texts = list(them), list(written)
    chance.shuffle(mixed)
    chance.shuffle(mixed_texts)
    first = rank(ASK, them, written, limit=30)
    again = rank(ASK, mixed, mixed_texts, limit=30)
    assert [(one.pair_id, one.score) for one in first] == [
        (one.pair_id, one.score) for one in again
    ]
    assert [one.score for one in first] == sorted((one.score for one in first), reverse=True)


BETTER = {
    "meaning": (peer(2), [Written(pair_id=2, meaning=VECTORS[0])]),
    "topic": (peer(2), [Written(pair_id=2, meaning="", topics="letters")]),
    "further": (peer(2, stage=GRADUATE), []),
    "elsewhere": (peer(2, place="Bristol"), []),
}
"""For each weight, a pair for which that thing speaks wholly, and nothing else."""


@pytest.mark.parametrize("name", BETTER)
@given(less=st.floats(0, 2), more=st.floats(0, 2))
@settings(deadline=None)
def test_what_speaks_for_a_pair_counts_by_its_weight(name: str, less: float, more: float) -> None:
    """The more a thing weighs, the higher is who has it; who has it not stays."""
    better, written = BETTER[name]
    scores = []
    for weight in sorted((less, more)):
        counts = replace(WEIGHTS, **{name: weight})
        found = {
            one.pair_id: one.score
            for one in rank(ASK, [better, peer(3)], written, limit=2, weights=counts)
        }
        assert found[2] >= found[3]
        scores.append(found)
    gained = scores[1][2] - scores[0][2]
    assert gained == pytest.approx(abs(more - less), abs=0.005)
    assert scores[0][3] == scores[1][3]


@given(st.integers(0, 20), st.integers(0, 20), st.timedeltas(timedelta(0), RESTED), st.floats(0, 2))
@settings(deadline=None)
def test_who_was_asked_more_or_later_comes_after(
    some: int, more: int, ago: timedelta, weight: float
) -> None:
    """And by no more than the weight of it."""
    counts = replace(WEIGHTS, rested=weight)
    them = [
        peer(2, asked=min(some, more), last_asked=ago),
        peer(3, asked=max(some, more), last_asked=ago / 2),
        peer(4),
    ]
    found = {one.pair_id: one.score for one in rank(ASK, them, [], limit=3, weights=counts)}
    assert found[4] >= found[2] >= found[3] >= found[4] - weight - 1e-6


def test_graduates_and_those_further_on_come_first() -> None:
    """A pair at the asker's own stage, or before it, brings nothing by that."""
    them = [peer(2, stage=0.5), peer(3, stage=0.75), peer(4, stage=GRADUATE), peer(5, stage=0.1)]
    assert ids(rank(ASK, them, [], limit=4)) == [4, 3, 2, 5]
    graduate = replace(ASK, stage=GRADUATE)
    assert ids(rank(graduate, them, [], limit=1)) == [4]


def test_the_nearest_of_a_pairs_texts_counts() -> None:
    """Somebody who has done many things is not thought away by their average."""
    written = [
        Written(pair_id=2, meaning=VECTORS[2]),
        Written(pair_id=2, meaning=VECTORS[1]),
        Written(pair_id=2, meaning=VECTORS[3]),
        Written(pair_id=3, meaning=VECTORS[2]),
    ]
    assert ids(rank(ASK, [peer(3), peer(2)], written, limit=2)) == [2, 3]


def test_texts_of_unknown_pairs_are_passed_over() -> None:
    """They may have left between two reads."""
    assert ids(rank(ASK, [peer(2)], [Written(pair_id=9, meaning=VECTORS[0])], limit=3)) == [2]
    assert rank(ASK, [], [Written(pair_id=9, meaning=VECTORS[0])], limit=3) == []


@pytest.mark.parametrize(
    ("better", "written", "why", "topic", "source"),
    [
        (
            peer(2),
            [Written(pair_id=2, meaning=VECTORS[1], topics="older-people letters")],
            Why.TOPIC, "letters", Source.CHALLENGE,
        ),
        (
            peer(2),
            [
                Written(pair_id=2, meaning=VECTORS[2], topics="letters", source=Source.PROGRESS),
                Written(pair_id=2, meaning=VECTORS[1], source=Source.RESPONSE),
            ],
            Why.TOPIC, "letters", Source.RESPONSE,
        ),
        (
            peer(2),
            [Written(pair_id=2, meaning=VECTORS[1], source=Source.PROGRESS)],
            Why.CHALLENGE, None, Source.PROGRESS,
        ),
        (peer(2, stage=GRADUATE, place="Bristol"), [], Why.FURTHER, None, None),
        (peer(2, place="Bristol"), [], Why.FRESH, None, None),
        (peer(2, place=None), [Written(pair_id=2, meaning=VECTORS[2])], Why.TURN, None, None),
    ],
)  # fmt: skip
def test_why_a_pair_was_found_is_true_and_the_most_telling(
    better: Peer, written: list[Written], why: Why, topic: str | None, source: Source | None
) -> None:
    """A shared topic, a near text, further on, elsewhere; and else that it is their turn."""
    [found] = rank(ASK, [better], written, limit=1)
    assert (found.why, found.topic, found.source) == (why, topic, source)


def test_who_worked_on_summaries_is_asked_about_letters() -> None:
    """No word is shared, and the topics were not chosen: meaning alone finds them."""
    ask = replace(ASK, meaning=meaning.vector("letters people cannot read"), topics=frozenset())
    them = {
        2: "somewhere safe to go at night",
        3: "parking that people can afford",
        4: "plain words in discharge summaries",
        5: "mothers are believed when something is wrong",
    }
    written = [Written(pair_id=one, meaning=meaning.vector(them[one])) for one in them]
    assert ids(rank(ask, [peer(one) for one in them], written, limit=1)) == [4]
