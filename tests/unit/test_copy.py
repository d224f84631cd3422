"""The bot's words: what people wrote is escaped, and lists are made line by line."""

import pytest

from bot.post.content import line
from bot.telegram.copy import Copy, CopyError

COPY = Copy(
    {
        "a": """
hello = <b>Hello</b> { $name }
list = Here:
    { $lines }
item = { $done ->
        [yes] done
       *[no] open
    } { $what }
day = { DAY($day) } at { CLOCK($at) }
far = { DAY($day, year: "yes") }
""",
        "b": """
points = See: { several }

# A comment, and a bracket at the beginning of a line.
several = { $n ->
    [1] one
   *[other] { hello }
}
""",
    }
)


def test_what_somebody_wrote_is_escaped_and_our_own_markup_is_not() -> None:
    """A name cannot carry markup into a message."""
    assert COPY.html("hello", {"name": "<i>A&B</i>"}) == ("<b>Hello</b> &lt;i&gt;A&amp;B&lt;/i&gt;")


def test_a_list_is_rendered_line_by_line_each_with_its_own_words() -> None:
    """An argument may be lines of other copy; what stands in them is escaped too."""
    lines = [line("item", what="a<b", done=True), line("item", what="c", done=False)]
    assert COPY.html("list", {"lines": lines}) == "Here:\ndone a&lt;b\nopen c"


def test_words_may_refer_to_words_of_another_entry() -> None:
    """Each is read when it is first asked for, together with what it points to."""
    assert COPY.label("points", {"n": 2, "name": "Asha"}) == "See: <b>Hello</b> Asha"
    assert COPY.has("several")
    assert not COPY.has("none")


def test_a_label_is_plain_text() -> None:
    """Buttons and toasts take no markup, so nothing in them is escaped."""
    assert COPY.label("item", {"what": "a<b", "done": False}) == "open a<b"


def test_days_and_times_are_said_as_people_say_them() -> None:
    """An ISO date and a wall time become words."""
    assert COPY.html("day", {"day": "2027-03-03", "at": "18:30"}) == (
        "Wednesday 3 March at 6.30 pm"
    )


def test_noon_is_not_said_as_pm() -> None:
    """Many read 12 pm as midnight; half an hour later it is plain again."""
    assert COPY.html("day", {"day": "2027-03-03", "at": "12:00"}).endswith("at 12 noon")
    assert COPY.html("day", {"day": "2027-03-03", "at": "12:30"}).endswith("at 12.30 pm")


def test_the_year_is_said_where_the_copy_asks_for_it() -> None:
    """Most days are near, and the year would only make them longer."""
    assert COPY.html("far", {"day": "2027-03-03T08:00:00+00:00"}) == "Wednesday 3 March 2027"


@pytest.mark.parametrize("key", ["nothing", "hello"])
def test_a_missing_key_or_argument_is_a_fault_of_ours(key: str) -> None:
    """Nobody is ever sent a half-made sentence."""
    with pytest.raises(CopyError):
        COPY.html(key, {})
