"""Names, times of day and days as people type them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.phrases import TimeRefusal, parse_day, parse_name, parse_time_of_day


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("half past six", 18, 30),
        ("half six", 18, 30),
        ("Half past 6", 18, 30),
        ("18:30", 18, 30),
        ("18.30", 18, 30),
        ("18h30", 18, 30),
        ("18 30", 18, 30),
        ("1830", 18, 30),
        ("630", 18, 30),
        ("6:30", 18, 30),
        ("6pm", 18, 0),
        ("6 p.m.", 18, 0),
        ("6.30 pm", 18, 30),
        ("6:30PM please", 18, 30),
        ("at 6 in the evening", 18, 0),
        ("six thirty", 18, 30),
        ("six", 18, 0),
        ("Six o'clock", 18, 0),
        ("six o’clock", 18, 0),
        ("quarter to nine", 8, 45),
        ("a quarter to nine in the evening", 20, 45),
        ("ten to seven", 18, 50),
        ("quarter to one", 12, 45),
        ("twenty-five past 5", 17, 25),
        ("5 minutes past eight", 8, 5),
        ("noon", 12, 0),
        ("midday", 12, 0),
        ("12", 12, 0),
        ("12:30", 12, 30),
        ("12 noon", 12, 0),
        ("7", 7, 0),
        ("07:00", 7, 0),
        ("7am", 7, 0),
        ("7pm", 19, 0),
        ("at 8 in the morning", 8, 0),
        ("8 tonight", 20, 0),
        ("about 9ish", 9, 0),
        ("9", 9, 0),
        ("1", 13, 0),
        ("20:59", 20, 59),
        ("8:59 pm", 20, 59),
        ("  around 10, please!  ", 10, 0),
        ("12pm", 12, 0),
        ("１８：３０", 18, 30),  # noqa: RUF001 - full-width, as some keyboards write
    ],
)
def test_reads_times_as_people_say_them(text: str, hour: int, minute: int) -> None:
    assert parse_time_of_day(text) == time(hour, minute)


@pytest.mark.parametrize(
    "text",
    ["06:30", "0630", "6am", "6 in the morning", "21:00", "9pm", "half past nine in the evening",
     "midnight", "23:15", "12am", "12.30am", "00:10", "9:01 pm", "06:59"],
)  # fmt: skip
def test_a_time_outside_the_day_is_understood_and_refused(text: str) -> None:
    assert parse_time_of_day(text) is TimeRefusal.OUTSIDE


@pytest.mark.parametrize(
    "text",
    ["", "whenever", "in the morning", "25:00", "10:75", "between 7 and 8", "7-8", "6 am pm",
     "half past", "banana", "12345", "14 in the morning", "18:5", "ten past", "🙂", "7 7 7"],
)  # fmt: skip
def test_what_is_no_time_is_not_understood(text: str) -> None:
    assert parse_time_of_day(text) is TimeRefusal.NOT_UNDERSTOOD


@given(st.times())
def test_the_24_hour_clock_is_read_back_or_refused_as_outside(moment: time) -> None:
    read = parse_time_of_day(f"{moment:%H:%M}")
    if time(7) <= moment < time(21):
        assert read == moment.replace(second=0, microsecond=0)
    else:
        assert read is TimeRefusal.OUTSIDE


@given(st.text())
def test_any_text_gives_a_time_inside_or_a_refusal(text: str) -> None:
    read = parse_time_of_day(text)
    assert isinstance(read, TimeRefusal) or time(7) <= read < time(21)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Asha", "Asha"),
        ("  Asha \n  Patel\t", "Asha Patel"),
        ("José", "José"),
        ("Jose\u0301", "José"),
        ("李", "李"),
        ("\u202eTom\u200b", "Tom"),
        ("Tom 🚲", "Tom 🚲"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_name_is_tidied(text: str, name: str) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200b", "...", "🙂", "x" * 41])
def test_no_name_or_too_long_a_name_is_none(text: str) -> None:
    assert parse_name(text) is None


WEDNESDAY = date(2027, 3, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2027, 3, 10)),
        ("tomorrow morning", date(2027, 3, 11)),
        ("The day after tomorrow", date(2027, 3, 12)),
        ("Friday", date(2027, 3, 12)),
        ("by fri.", date(2027, 3, 12)),
        ("this Friday", date(2027, 3, 12)),
        ("next Friday", date(2027, 3, 19)),
        ("Friday week", date(2027, 3, 19)),
        ("a week on Friday", date(2027, 3, 19)),
        ("Tues", date(2027, 3, 16)),
        ("next Tuesday", date(2027, 3, 16)),
        ("Wednesday", date(2027, 3, 17)),
        ("this Wednesday", date(2027, 3, 10)),
        ("the weekend", date(2027, 3, 13)),
        ("next weekend", date(2027, 3, 20)),
        ("in two weeks", date(2027, 3, 24)),
        ("in 2 weeks' time", date(2027, 3, 24)),
        ("in a week’s time", date(2027, 3, 17)),
        ("10 days from now", date(2027, 3, 20)),
        ("a fortnight", date(2027, 3, 24)),
        ("in a fortnight's time", date(2027, 3, 24)),
        ("a couple of weeks", date(2027, 3, 24)),
        ("next week", date(2027, 3, 17)),
        ("next month", date(2027, 4, 10)),
        ("in three months", date(2027, 6, 10)),
        ("in a year", date(2028, 3, 10)),
        ("end of the week", date(2027, 3, 12)),
        ("this week", date(2027, 3, 12)),
        ("by the end of next week", date(2027, 3, 19)),
        ("end of the month", date(2027, 3, 31)),
        ("the end of next month", date(2027, 4, 30)),
        ("end of May", date(2027, 5, 31)),
        ("end of Feb", date(2028, 2, 29)),
        ("end of the year", date(2027, 12, 31)),
        ("12 May", date(2027, 5, 12)),
        ("by the 12th of May, please", date(2027, 5, 12)),
        ("May 12th", date(2027, 5, 12)),
        ("Wed 12 May 2027", date(2027, 5, 12)),
        ("12may", date(2027, 5, 12)),
        ("12/5", date(2027, 5, 12)),
        ("12.5.27", date(2027, 5, 12)),
        ("12-05-2027", date(2027, 5, 12)),
        ("2027-05-12", date(2027, 5, 12)),
        ("1 March", date(2028, 3, 1)),
        ("10 March", date(2027, 3, 10)),
        ("29 Feb", date(2028, 2, 29)),
        ("the 3rd", date(2027, 4, 3)),
        ("on the 31st", date(2027, 3, 31)),
        ("12th", date(2027, 3, 12)),
        ("Monday the 15th", date(2027, 3, 15)),
    ],
)
def test_reads_days_as_people_say_them(text: str, day: date) -> None:
    assert parse_day(text, WEDNESDAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "soon", "yesterday", "9 March 2027", "2026-05-12", "31 April", "31/4", "5/13", "12", "0th",
     "when Tom is back", "12 May 12 May", "99/99", "in 0", "12 May 9999 1", "🙂", "32nd"],
)  # fmt: skip
def test_what_is_no_coming_day_is_none(text: str) -> None:
    assert parse_day(text, WEDNESDAY) is None


def test_said_on_the_last_days_of_a_span_it_is_not_in_the_past() -> None:
    assert parse_day("end of the week", date(2027, 3, 13)) == date(2027, 3, 14)
    assert parse_day("the weekend", date(2027, 3, 14)) == date(2027, 3, 14)
    assert parse_day("in a month", date(2027, 1, 31)) == date(2027, 2, 28)
    assert parse_day("the 31st", date(2027, 4, 1)) == date(2027, 5, 31)


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS, st.integers(min_value=0, max_value=360))
def test_a_day_written_in_any_common_way_is_read_back(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    ways = ["%d/%m/%Y", "%Y-%m-%d", "%d %B", "%d %b %Y", "%A %d %B", "%d/%m"]
    assert {parse_day(day.strftime(way), today) for way in ways} == {day}


@given(st.text(alphabet="0123456789 /-.thendofweykmaysri"), DAYS)
def test_no_text_gives_a_day_that_has_passed(text: str, today: date) -> None:
    day = parse_day(text, today)
    assert day is None or day >= today
