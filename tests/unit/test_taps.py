"""Taps: what a button means always fits, and a forged one never passes."""

from dataclasses import FrozenInstanceError, replace
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handlers  # noqa: F401 - declares every tap
from bot.post.taps import LIMIT, Slug, Tap, TapError


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Sample(Tap, code="test-sample"):
    number: int
    colour: Colour
    yes: bool
    word: Slug


@given(
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from(Colour),
    st.booleans(),
    st.from_regex(r"\A[a-z0-9_-]{0,24}\Z"),
)
def test_a_tap_comes_back_as_it_was(
    number: int,
    colour: Colour,
    yes: bool,  # noqa: FBT001 - hypothesis gives it by place
    word: str,
) -> None:
    """Whatever is packed fits in a button and is read back the same."""
    tap = Sample(number=number, colour=colour, yes=yes, word=Slug(word))
    packed = tap.pack()
    assert len(packed.encode()) <= LIMIT
    assert Tap.unpack(packed) == tap


def test_a_tap_is_a_value() -> None:
    """Equal by what it holds, never changed, and made only of what it declares."""
    one = Sample(number=1, colour=Colour.RED, yes=True, word=Slug("a"))
    assert {one, replace(one, number=1)} == {one}
    assert replace(one, number=2) != one
    assert repr(one) == "Sample(number=1, colour=<Colour.RED: 'red'>, yes=True, word='a')"
    with pytest.raises(FrozenInstanceError):
        one.number = 2  # type: ignore[misc]
    with pytest.raises(TypeError, match=r"\['yes'\]"):
        Sample(number=1, colour=Colour.RED, word=Slug("a"))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"\['size'\]"):
        replace(one, size=3)  # type: ignore[call-arg]


@given(st.text(max_size=80))
def test_any_other_text_is_refused(data: str) -> None:
    """A forged button is an error of ours to expect, never a crash."""
    try:
        tap = Tap.unpack(data)
    except TapError:
        return
    assert tap.pack().split(":", maxsplit=1)[0] == data.split(":", maxsplit=1)[0]


def test_a_tap_that_could_be_too_long_is_never_made() -> None:
    """The limit is proven when the class is made, not met in the chat."""
    with pytest.raises(TypeError, match="64"):

        class Long(Tap, code="too-long"):
            one: Slug
            two: Slug
            three: Slug


def test_two_taps_cannot_share_a_code() -> None:
    """A button means one thing."""
    with pytest.raises(TypeError, match="share"):

        class Other(Tap, code="test-sample"):
            number: int


def test_a_value_with_a_colon_is_refused_when_the_class_is_made() -> None:
    """It would be packed and never read back: a button that does nothing."""

    class Clock(StrEnum):
        EARLY = "08:00"

    with pytest.raises(TypeError, match="colon"):

        class AtTime(Tap, code="at-time"):
            at: Clock
