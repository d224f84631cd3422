"""What is typed for a broadcast: moments, formatting, answers."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.broadcast.content import (
    Item,
    Message,
    add_item,
    message_from,
    parts_for,
    read_options,
)
from bot.broadcast.moments import When, WhenRefusal, from_minutes, parse_when, to_minutes
from bot.errors import RefusalError
from bot.rehearsal.standin.html_parser import parse_html
from bot.sharing.model import HeldFile
from bot.telegram.incoming import Incoming, decode

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)  # a Monday
WORKSHOPS = {1: date(2027, 3, 3), 2: date(2027, 4, 7), 3: None}


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("tomorrow 8am", "2027-02-16 08:00"),
        ("8 am tomorrow", "2027-02-16 08:00"),
        ("Half past six on Friday", "2027-02-19 18:30"),
        ("Friday, 12 March at 18:00", "2027-03-12 18:00"),
        ("6pm", "2027-02-15 18:00"),
        ("8am", "2027-02-16 08:00"),
        ("28 March 9am", "2027-03-28 09:00"),
        ("3 days before workshop 2 at 18:00", "2027-04-04 18:00"),
        ("the day before workshop 1 at 7.30pm", "2027-03-02 19:30"),
        ("on the day of workshop 1 at 7am", "2027-03-03 07:00"),
        ("a week before the workshop 2, 9am", "2027-03-31 09:00"),
        ("two weeks after workshop 2 at noon", "2027-04-21 12:00"),
        ("in 10 minutes", "2027-02-15 09:10"),
        ("in half an hour", "2027-02-15 09:30"),
        ("in an hour", "2027-02-15 10:00"),
        ("in 26 hours", "2027-02-16 11:00"),
        ("in 2 hours", "2027-02-15 11:00"),
        ("in 2 hrs", "2027-02-15 11:00"),
        ("in an hour and a half", "2027-02-15 10:30"),
        ("Monday at 9", "2027-02-22 09:00"),
        ("next Friday at 9", "2027-02-26 09:00"),
        ("Monday next week at 9", "2027-02-22 09:00"),
        ("this evening at 7", "2027-02-15 19:00"),
        ("Send it tommorow at 9", "2027-02-16 09:00"),
        ("workshop 2 at 9am", "2027-04-07 09:00"),
        ("the morning of the second workshop at 8", "2027-04-07 08:00"),
        ("the evening before workshop two at 6", "2027-04-06 18:00"),
        ("1 month before workshop 2 at 9am", "2027-03-07 09:00"),
        ("two months after workshop 2 at 9am", "2027-06-07 09:00"),
        ("a fortnight before workshop 2 at 9am", "2027-03-24 09:00"),
        ("a couple of days before workshop 2 at 9am", "2027-04-05 09:00"),
        ("twelve days before workshop 2 at noon", "2027-03-26 12:00"),
        ("two days before the workshop at 5pm", "2027-03-01 17:00"),
        ("two days before the next workshop 5 pm", "2027-03-01 17:00"),
        ("the day after the workshop at 8", "2027-03-04 08:00"),
        ("6pm the day before workshop 1", "2027-03-02 18:00"),
        ("at half past six, two days before the workshop", "2027-03-01 18:30"),
        ("the morning of the workshop at 7", "2027-03-03 07:00"),
    ],
)
def test_moments_are_read_as_they_are_typed(typed: str, local: str) -> None:
    """In the wall time of the cohort, on either side of a clock change."""
    found = parse_when(typed, now=NOW, zone=LONDON, workshops=WORKSHOPS)
    assert isinstance(found, When)
    assert f"{found.at.astimezone(LONDON):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", WhenRefusal.NOT_UNDERSTOOD),
        ("bananas", WhenRefusal.NOT_UNDERSTOOD),
        ("3 days workshop 2 at 18:00", WhenRefusal.NOT_UNDERSTOOD),
        ("tomorrow", WhenRefusal.NO_TIME),
        ("3 days before workshop 2", WhenRefusal.NO_TIME),
        ("two days before the workshop", WhenRefusal.NO_TIME),
        ("tomorrow 6am", WhenRefusal.OUTSIDE),
        ("in 13 hours", WhenRefusal.OUTSIDE),
        ("in 0 minutes", WhenRefusal.PAST),
        ("2 days before workshop 1 at 11pm", WhenRefusal.OUTSIDE),
        ("today 8am", WhenRefusal.PAST),
        ("yesterday 9am", WhenRefusal.PAST),
        ("last Friday at 9", WhenRefusal.PAST),
        ("an hour ago", WhenRefusal.PAST),
        ("12/02/2027 9am", WhenRefusal.PAST),
        ("1 March 2026 at 9", WhenRefusal.PAST),
        ("next Friday", WhenRefusal.NO_TIME),
        ("now", WhenRefusal.NOW),
        ("Straight away!", WhenRefusal.NOW),
        ("3 weeks before workshop 1 at 8am", WhenRefusal.PAST),
        ("1 day before workshop 4 at 8am", WhenRefusal.NO_WORKSHOP),
        ("1 day before workshop 3 at 8am", WhenRefusal.WORKSHOPS_DIFFER),
    ],
)
def test_what_cannot_be_meant_has_its_own_reason(typed: str, refusal: WhenRefusal) -> None:
    """Each of them has its own answer."""
    assert parse_when(typed, now=NOW, zone=LONDON, workshops=WORKSHOPS) is refusal


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_moments(text: str) -> None:
    """Whatever is typed is understood or refused."""
    found = parse_when(text, now=NOW, zone=LONDON, workshops=WORKSHOPS)
    assert isinstance(found, WhenRefusal) or found.at > NOW


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2027-03-03", "2027-03-04"), ("2027-03-04", "2027-04-08"), ("2027-04-08", None)],
)
def test_the_workshop_without_a_number_is_the_next_one(today: str, expected: str | None) -> None:
    """Its own day still counts; where the next differs between cohorts there is no telling."""
    now = datetime.fromisoformat(f"{today}T07:00+00:00")
    found = parse_when("the day after the workshop at 9", now=now, zone=LONDON, workshops=WORKSHOPS)
    if expected is None:
        assert found is WhenRefusal.WORKSHOPS_DIFFER
    else:
        assert isinstance(found, When)
        assert f"{found.at:%Y-%m-%d}" == expected


def test_a_button_carries_a_moment() -> None:
    """To the minute."""
    assert from_minutes(to_minutes(NOW)) == NOW


def heard(text: str, entities: list[dict[str, object]]) -> Incoming:
    """Return a message with formatting, as Telegram brings it."""
    update = Update.de_json(
        {
            "update_id": 1,
            "message": {
                "message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": text,
                "entities": entities,
            },
        }
    )  # fmt: skip
    found = decode(update)
    assert found is not None
    return found


def test_formatting_is_kept_and_everything_else_escaped() -> None:
    """Nested entities and an emoji before them come out as Telegram's own HTML."""
    text = "😀 1 < 2 & bold link"
    entities: list[dict[str, object]] = [
        {"type": "bold", "offset": 11, "length": 9},
        {"type": "text_link", "offset": 16, "length": 4, "url": 'https://a.example/?"b"&c'},
    ]
    html = heard(text, entities).html
    assert html.startswith("😀 1 &lt; 2 &amp; <b>bold <a href=")
    parsed = parse_html(html)
    assert parsed.text == text
    assert [(e.type, e.offset, e.length, e.url) for e in parsed.entities] == [
        ("bold", 11, 9, None),
        ("text_link", 16, 4, 'https://a.example/?"b"&c'),
    ]


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=20))
def test_words_and_names_never_become_markup(words: str, name: str) -> None:
    """What is typed without formatting arrives as it was typed, with any name in it."""
    plain = heard(f"x{words}x", []).html
    message = Message(items=(Item(html=f"{plain} {{name}}"),))
    (part,) = parts_for(message, broadcast_id=1, name=name, sender="Fiona")
    parsed = parse_html(part.content.html or "")
    assert parsed.entities == ()
    assert parsed.text == f"x{words}x {{name}}".replace("{name}", name)


@pytest.mark.parametrize("typed", ["{name}", "{Name}", "{ name }", "{NAME}"])
def test_a_name_is_put_in_however_a_phone_writes_its_place(typed: str) -> None:
    """A phone begins a sentence with a capital; what else stands in braces stays."""
    message = Message(items=(Item(html=f"{typed}, bring {{lunch}}"),))
    (part,) = parts_for(message, broadcast_id=1, name="A\\1 & B", sender="Fiona")
    assert message.is_named
    assert part.content.html == "A\\1 &amp; B, bring {lunch}"


def photo(album: str | None, html: str = "") -> Item:
    """Return a photo."""
    return Item(html=html, file_kind=HeldFile.PHOTO, file_id="f", album=album)


def test_an_album_grows_and_anything_else_replaces() -> None:
    """Ten at most; a message of another album begins anew and keeps the answers."""
    message = Message(items=(photo("1"),), options=("Yes",))
    for _ in range(9):
        message = add_item(message, photo("1"))
    assert len(message.items) == 10
    with pytest.raises(RefusalError, match="broadcast-album-full"):
        add_item(message, photo("1"))
    anew = add_item(message, photo("2"))
    assert (len(anew.items), anew.options) == (1, ("Yes",))
    assert message_from(message.to_document()) == message


@pytest.mark.parametrize("item", [Item(html=""), Item(html="x" * 3501), photo(None, "x" * 801)])
def test_what_telegram_would_refuse_is_refused_first(item: Item) -> None:
    """Nothing, or too much of it."""
    with pytest.raises(RefusalError):
        add_item(None, item)


def test_answers_are_typed_one_a_line() -> None:
    """Empty lines and repetitions, in capitals or not, do not count."""
    assert read_options("Yes\n\n No \nYes\nyes") == ("Yes", "No")
    for typed in ("", "1\n2\n3\n4\n5\n6", "x" * 41):
        with pytest.raises(RefusalError):
            read_options(typed)
