"""What the benchmark of finding peers says of its rivals holds, on its committed texts."""

from random import Random

import pytest

from benchmarks.peers import by_words, listed, matters, network, overlap
from benchmarks.ranking import drawn, gini, ranked, recall, spread, ways, worded
from bot.network.peers.ranking import WEIGHTS


def test_the_ranking_finds_more_than_its_meaning_words_and_chance_in_this_order() -> None:
    """Pairs are known by their challenge and by how they tell of it."""
    found = [recall(way, challenges=True, tellings=True) for way in ways().values()]
    assert found == sorted(found, reverse=True)
    ranking, meaning, words, _ = found
    assert ranking > 0.45
    assert meaning > words + 0.05


def test_the_texts_are_what_the_file_says() -> None:
    """Sixty pairs, each with two texts, and sixty asks; none twice."""
    texts = [text for each in matters() for text in (*each.challenges, *each.tellings, *each.asks)]
    assert len(texts) == len(set(texts)) == 180
    assert {(len(each.challenges), len(each.tellings), len(each.asks)) for each in matters()} == {
        (3, 3, 3)
    }


def test_asks_are_spread_more_evenly_than_by_words_and_reach_who_knows() -> None:
    """Chance spreads them too, and is of no use."""
    among = network(150, Random(5))
    ranking, words, chance = (
        spread(way, among, weeks=6, asks_a_week=8)
        for way in (ranked(WEIGHTS), worded, drawn(Random(3)))
    )
    assert ranking.gini < words.gini - 0.1
    assert ranking.right > words.right > chance.right


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([2, 2, 2, 2], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25)],
)
def test_gini_is_what_the_textbook_says(counts: list[int], expected: float) -> None:
    """Even is 0; all to one of n is 1 - 1/n."""
    assert gini(dict(enumerate(counts))) == pytest.approx(expected)


def test_word_overlap_is_a_fair_rival() -> None:
    """Whole words from four letters on, in any case, the best text of a pair."""
    assert overlap("Clinic letters", "LETTERS from a clinic") == pytest.approx(2 / 3)
    assert overlap("a b", "") == 0
    texts = [listed(2, "nothing alike"), listed(3, "falls"), listed(2, "clinic letters")]
    assert by_words("letters", [2, 3, 4], texts, 2) == [2, 3]
