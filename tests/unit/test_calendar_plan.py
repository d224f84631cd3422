"""The plan of one member: every prompt once, weeks kept light, late joiners looked after."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reflection.calendar import (
    PlannedPrompt,
    Preferences,
    monday_of,
    plan,
    prompt_day,
    unreasoned,
)
from prompts.loader import shipped
from prompts.moment import EARLIEST, LATEST
from prompts.schema import MOST_UNASKED, Programme
from prompts.wording import Role

LONDON = ZoneInfo("Europe/London")
EVENING = Preferences(time=time(18, 30), zone=LONDON)
WORKSHOPS = (date(2027, 3, 3), date(2027, 4, 7))
EARLY = datetime(2027, 1, 4, 12, tzinfo=UTC)


def programme(*prompts: dict[str, object]) -> Programme:
    """Return a two-workshop programme with these prompts, the rest of each filled in."""
    usual = {"core": True, "visibility": "private", "open_for": 14}
    question = {"id": "q", "kind": "text", "wording": "How was it?"}
    return Programme.model_validate(
        {
            "id": "small",
            "title": "Small",
            "locale": "en",
            "workshops": 2,
            "prompts": [
                {"id": f"p{n}", "title": f"P{n}", "questions": [question], **usual, **each}
                for n, each in enumerate(prompts)
            ],
        }
    )


def plan_lay(
    *prompts: dict[str, object], joined_at: datetime = EARLY, preferences: Preferences = EVENING
) -> list[PlannedPrompt]:
    """Return the lay partner's plan of a small programme."""
    return plan(programme(*prompts), Role.LAY, joined_at, WORKSHOPS, preferences)


def london(*parts: int) -> datetime:
    """Return an instant by the clocks of London."""
    year, month, day, hour, minute = (*parts, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def test_a_prompt_is_due_at_the_members_time_and_closes_in_the_evening() -> None:
    """Due, reminder and closing are counted from the day the programme means."""
    (only,) = plan_lay({"when": "2 days after workshop 1", "open_for": 10, "remind_after": 4})
    assert only.due_at == london(2027, 3, 5, 18, 30)
    assert only.remind_at == london(2027, 3, 9, 18, 30)
    assert only.closes_at == london(2027, 3, 15, 20, 59)


def test_a_fixed_time_wins_over_the_members_own() -> None:
    """A prompt for the morning of a workshop comes in the morning."""
    (only,) = plan_lay({"when": "on workshop 1", "time": "07:30"})
    assert only.due_at == london(2027, 3, 3, 7, 30)


def test_an_extra_prompt_waits_and_is_never_reminded() -> None:
    """It keeps its day and its closing, and leaves the week free."""
    extra, core = plan_lay(
        {"when": "1 day after workshop 1", "core": False, "remind_after": 3},
        {"when": "2 days after workshop 1"},
    )
    assert (extra.unasked, extra.remind_at) == (False, None)
    assert core.due_at == london(2027, 3, 5, 18, 30)


def test_prompts_of_the_other_role_are_left_out() -> None:
    """A lay partner's plan holds what lay partners are asked."""
    (only,) = plan_lay(
        {"when": "on workshop 1", "audience": "professional"},
        {"when": "on workshop 2", "audience": "lay"},
    )
    assert only.prompt_id == "p1"


def test_chosen_days_that_bring_two_together_move_the_later_one_on() -> None:
    """Somebody who chose Mondays gets one each Monday."""
    mondays = Preferences(time=time(9), zone=LONDON, days=frozenset({0}))
    first, second = plan_lay(
        {"when": "2 days after workshop 1"},
        {"when": "5 days after workshop 1"},
        preferences=mondays,
    )
    assert first.due_at == london(2027, 3, 8, 9)
    assert second.due_at == london(2027, 3, 15, 9)


def test_two_in_a_week_stand_when_the_second_gives_its_reason() -> None:
    """The reason in the file keeps both in their places."""
    first, second = plan_lay(
        {"when": "on workshop 1"},
        {"when": "2 days after workshop 1", "reason": "The day is still fresh in mind."},
    )
    assert second.due_at - first.due_at == timedelta(days=2)


def test_what_would_close_before_its_turn_waits_instead() -> None:
    """A week that is full until the prompt closes makes it an extra one."""
    planned = plan_lay(
        {"when": "5 days after workshop 1"},
        {"when": "12 days after workshop 1"},
        {"when": "5 days after workshop 1", "open_for": 7},
    )
    assert {each.prompt_id: each.unasked for each in planned} == {
        "p0": True,
        "p1": True,
        "p2": False,
    }


def test_a_late_joiner_gets_what_is_open_spaced_and_not_what_has_closed() -> None:
    """Closed prompts are gone; an open one from before comes in the first free week."""
    planned = plan_lay(
        {"when": "1 week before workshop 1", "open_for": 7},
        {"when": "1 day before workshop 1", "open_for": 30},
        {"when": "2 days after workshop 1"},
        joined_at=london(2027, 3, 4, 20),
    )
    assert [(each.prompt_id, each.due_at) for each in planned] == [
        ("p2", london(2027, 3, 5, 18, 30)),
        ("p1", london(2027, 3, 8, 18, 30)),
    ]


def test_joining_late_in_the_day_brings_the_joining_prompt_tomorrow() -> None:
    """What was due at 18:30 comes the next evening to someone who joins at eight."""
    (only,) = plan_lay({"when": "on joining"}, joined_at=london(2027, 2, 1, 20))
    assert only.due_at == london(2027, 2, 2, 18, 30)


def test_a_cohort_needs_a_date_for_each_workshop() -> None:
    """Too few dates are refused at once."""
    with pytest.raises(ValueError, match="2 workshops"):
        plan(programme({"when": "on workshop 1"}), Role.LAY, EARLY, WORKSHOPS[:1], EVENING)


@st.composite
def _workshops(draw: st.DrawFn, programme: Programme) -> Sequence[date]:
    first = draw(st.dates(min_value=date(2026, 1, 1), max_value=date(2034, 1, 1)))
    gaps = st.integers(min_value=21, max_value=70)
    dates = [first]
    for _ in range(programme.workshops - 1):
        dates.append(dates[-1] + timedelta(days=draw(gaps)))
    return dates


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_member_is_ever_overloaded_whatever_the_dates(data: st.DataObject) -> None:
    """Any dates, zone, days and joining day: once each, inside the window, weeks kept light."""
    programme = data.draw(st.sampled_from(list(shipped().values())))
    workshops = data.draw(_workshops(programme))
    own = Preferences(
        time=data.draw(st.times()),
        zone=ZoneInfo(data.draw(st.sampled_from(["Europe/London", "Pacific/Apia", "UTC"]))),
        days=data.draw(st.frozensets(st.integers(min_value=0, max_value=6), min_size=1)),
    )
    joined = workshops[0] + timedelta(days=data.draw(st.integers(min_value=-40, max_value=300)))
    joined_at = datetime(joined.year, joined.month, joined.day, 15, tzinfo=UTC)
    role = data.draw(st.sampled_from(Role))
    planned = plan(programme, role, joined_at, workshops, own)

    assert len({each.prompt_id for each in planned}) == len(planned)
    sent = [each for each in planned if each.unasked]
    assert len(sent) <= MOST_UNASKED
    weeks = defaultdict(list)
    for each in sent:
        local = each.due_at.astimezone(own.zone)
        prompt = programme.prompt(each.prompt_id)
        assert joined_at <= each.due_at < each.closes_at
        assert each.day >= prompt_day(prompt, joined, workshops) - timedelta(days=1)
        assert EARLIEST <= local.time() <= LATEST
        assert local.weekday() in own.days
        weeks[monday_of(local.date())].append((local.date(), prompt))
    for week in weeks.values():
        assert len({day for day, _ in week}) == len(week)
        assert not unreasoned([prompt for _, prompt in week])
