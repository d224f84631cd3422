"""The picture of a pair's way, and its description in words."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pairs.drawing import draw_way
from bot.pairs.lettering import Style, plain
from bot.pairs.picture import Way, WayUpdate, describe_way
from bot.pairs.states import ProgressState

GROUND = (0xFB, 0xF7, 0xEF)
COLOURS = {
    ProgressState.MOVING: (0x00, 0x72, 0xB2),
    ProgressState.SLOW: (0xE6, 0x9F, 0x00),
    ProgressState.STUCK: (0xD5, 0x5E, 0x00),
    ProgressState.DONE: (0x00, 0x7A, 0x5A),
}
WORKSHOPS = ((1, date(2027, 3, 3)), (2, date(2027, 4, 7)), (3, date(2027, 5, 5)))


def way(
    *updates: WayUpdate,
    title: str = "Shorter waits",
    names: tuple[str, ...] = ("Asha", "Tom"),
    workshops: tuple[tuple[int, date], ...] = WORKSHOPS,
    today: date = date(2027, 4, 20),
) -> Way:
    return Way(
        title=title,
        names=names,
        workshops=workshops,
        updates=updates,
        steps_open=2,
        steps_done=4,
        today=today,
    )


def update(state: ProgressState, number: int = 0, text: str = "Met the ward sister") -> WayUpdate:
    return WayUpdate(day=date(2027, 3, 9) + timedelta(days=number), state=state, text=text)


def many(count: int) -> list[WayUpdate]:
    return [
        update(ProgressState.SLOW, number, f"Update {number} of many") for number in range(count)
    ]


def picture(what: Way) -> Image.Image:
    image = Image.open(BytesIO(draw_way(what)))
    assert image.format == "PNG"
    return image.convert("RGB")


def colours(image: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _, colour in image.getcolors(1 << 20) or [] if isinstance(colour, tuple)}


@pytest.mark.parametrize("state", ProgressState)
def test_each_state_has_its_own_mark(state: ProgressState) -> None:
    seen = colours(picture(way(update(state))))
    assert {other for other, colour in COLOURS.items() if colour in seen} == {state}


def test_the_picture_grows_with_the_way_until_the_oldest_updates_give_way() -> None:
    heights = [picture(way(*many(count))).height for count in (1, 3, 12, 40)]
    assert heights[0] < heights[1] < heights[2]
    assert all(height <= 1350 for height in heights)


@pytest.mark.parametrize(
    "what",
    [
        way(),
        way(*many(60), workshops=tuple((n, date(2027, 1, 1) + timedelta(n)) for n in range(1, 9))),
        way(title="W" * 900, names=("M" * 40, "W" * 40)),
        way(update(ProgressState.STUCK, 0, "W" * 60)),
        way(title="", names=()),
        way(title="Thé – naïve’s \u202e🚲 李明", names=("José 🎉", "李明")),
    ],
)
def test_nothing_reaches_into_the_margins(what: Way) -> None:
    image = picture(what)
    assert image.width == 1080
    right = image.crop((1080 - 66, 0, 1080, image.height))
    bottom = image.crop((0, image.height - 40, 1080, image.height))
    assert colours(right) == colours(bottom) == {GROUND}


def test_updates_in_any_order_give_the_same_picture() -> None:
    updates = many(12)  # more than fit, so that it also matters which are left out
    assert draw_way(way(*updates)) == draw_way(way(*reversed(updates)))


@given(st.text(max_size=200), st.integers(min_value=60, max_value=900))
def test_no_line_is_wider_than_its_space(text: str, width: int) -> None:
    style = Style(size=34)
    lines = style.wrap(text, width, lines=2)
    assert len(lines) <= 2
    assert all(style.width(line) <= width for line in lines)


def test_wrapping_keeps_every_word_while_there_is_room() -> None:
    text = "One two three four five six seven eight nine ten eleven twelve"
    style = Style(size=34)
    assert " ".join(style.wrap(text, 300, lines=20)) == text
    assert style.wrap(text, 300, lines=2)[-1].endswith("…")


def test_signs_that_the_font_cannot_draw_are_left_out() -> None:
    assert plain("José’s – \u202eplan 🚲 李 now") == "José’s – plan now"


def test_the_description_says_all_that_the_picture_shows() -> None:
    words = describe_way(way(update(ProgressState.STUCK, 0, "No reply yet.")))
    assert words == (
        "The way of Asha and Tom so far, on 20 April.\n"
        "Challenge: Shorter waits.\n"
        "Workshop 1 was on 3 March. Workshop 2 was on 7 April. Workshop 3 is on 5 May.\n"
        "9 March: Stuck. No reply yet.\n"
        "Next steps: 4 done, 2 open."
    )


def test_without_updates_the_description_says_so() -> None:
    assert "No updates yet." in describe_way(way())


@given(st.integers(min_value=0, max_value=30), st.text(max_size=60), st.text(max_size=400))
@settings(max_examples=60)
def test_the_description_fits_a_caption_and_keeps_the_newest(
    count: int, text: str, title: str
) -> None:
    updates = [update(ProgressState.SLOW, number, text) for number in range(count)]
    words = describe_way(way(*updates, title=title, names=(title[:40], "Tom")))
    assert len(words.encode("utf-16-le")) // 2 <= 900
    assert "Next steps: 4 done, 2 open." in words


def test_what_does_not_fit_the_description_is_counted() -> None:
    words = describe_way(way(*many(40)))
    assert "Update 39 of many" in words
    assert "earlier updates." in words
    assert "Update 0 of many" not in words
