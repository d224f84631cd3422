"""The simulation keeps to the rules that it measures, in short."""

from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from benchmarks.answering import (
    OPEN,
    TOLD,
    WAKING,
    Asked,
    Simulation,
    on_the_wall,
    told,
)
from benchmarks.peers import network
from bot.network.peers.finding import AT_A_TIME, SILENCE

WEEK = timedelta(days=7)


def simulated(rate: float, *, pairs: int = 120, weeks: int = 2, asks: int = 8) -> list[Asked]:
    """Let asks be brought and answered, the same every time."""
    simulation = Simulation(among=network(pairs, Random(1)), rate=rate, chance=Random(2))
    return simulation.run(weeks=weeks, asks_a_week=asks)


def test_where_everybody_answers_every_ask_is_answered() -> None:
    """By one of the first three; some answer only when another pair has been asked for them."""
    asks = simulated(1)
    assert told(asks, 1).answered == 1
    assert all(len(ask.brought) >= AT_A_TIME for ask in asks)
    assert AT_A_TIME < told(asks, 1).pairs < AT_A_TIME + 1


def test_where_nobody_answers_the_next_pairs_are_asked_until_it_closes() -> None:
    """Three at first, and each silence of eight waking hours brings one for each of them."""
    asks = simulated(0, weeks=1, asks=1, pairs=200)
    [ask] = asks
    one = told(asks, 0)
    assert (one.answered, one.median, one.within_a_day) == (0, None, 0)
    assert len(ask.brought) >= AT_A_TIME * (1 + OPEN // SILENCE)
    assert sum(when == ask.opened for when in ask.brought.values()) == AT_A_TIME


def test_the_likelier_an_answer_the_more_asks_have_one_and_the_sooner() -> None:
    """And the fewer pairs are troubled."""
    few, many = (told(simulated(rate), rate) for rate in (0.05, 0.4))
    assert few.answered < many.answered
    assert few.within_a_day < many.within_a_day
    assert few.pairs > many.pairs
    assert few.median is not None
    assert many.median is not None
    assert few.median > many.median


def test_nobody_is_asked_twice_in_a_week_nor_about_their_own_ask() -> None:
    """The real ranking is told who is at the week's limit, and leaves them out."""
    asks = simulated(0.05)
    assert not any(ask.pair_id in ask.brought for ask in asks)
    came: dict[int, list[timedelta]] = {}
    for ask in asks:
        for pair_id, when in ask.brought.items():
            came.setdefault(pair_id, []).append(on_the_wall(when))
    assert max(len(each) for each in came.values()) > 1
    for each in came.values():
        assert all(later - sooner >= WEEK for sooner, later in pairwise(sorted(each)))


def test_three_have_it_or_have_answered() -> None:
    """Whoever answers keeps their place, late or not: no fourth is asked for them."""
    for ask in simulated(0.4):
        assert len(ask.brought) - len(ask.lapsed) >= AT_A_TIME
        assert ask.answers.keys() <= ask.brought.keys() - ask.lapsed


def test_nothing_happens_after_an_ask_has_closed() -> None:
    """Late answers come to nothing, and nobody new is asked."""
    for ask in simulated(0.05):
        end = ask.opened + OPEN
        assert all(when <= end for when in (*ask.brought.values(), *ask.answers.values()))


@pytest.mark.parametrize(
    ("waking", "wall"),
    [
        (0, timedelta(hours=7)),
        (13.5, timedelta(hours=20, minutes=30)),
        (WAKING + 1, timedelta(days=1, hours=8)),
    ],
)
def test_waking_hours_are_told_as_hours_on_the_wall(waking: float, wall: timedelta) -> None:
    """A night lies between 21:00 and 07:00."""
    assert on_the_wall(waking) == wall
    assert on_the_wall(waking + TOLD) - on_the_wall(waking) == timedelta(days=1)
