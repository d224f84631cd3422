"""When prompts come: put off, skipped, reminded of, after a stop, at night, in a pause."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.people.model import Member
from bot.reflection.model import Due, DueState
from tests.programmes import ONE_WORKSHOP, a_prompt, write_programme
from tests.world import Phone, World

EVENING = datetime(2027, 3, 4, 18, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def pair(world: World, folder: Path, *prompts: dict[str, object]) -> tuple[Phone, Phone]:
    """Return a pair whose prompts are planned."""
    programme = write_programme(folder, *prompts)
    return world.joined_pair(plan=True, programme=programme, workshops=ONE_WORKSHOP)


async def at(world: World, instant: datetime) -> None:
    """Let the bot wake up at an instant, having slept since the last one."""
    world.jumps_to(instant)
    await world.settles()


def prompts_on(phone: Phone, title: str = "First") -> list[str]:
    """Return the questions with this title that came, oldest first."""
    texts = [message.versions[0].body.text for message in phone.person.received]
    return [text for text in texts if f"\n{title}\n" in text]


async def test_it_comes_at_the_persons_own_minute(world: World, tmp_path: Path) -> None:
    """Neither a minute early, nor twice."""
    asha, _ = pair(world, tmp_path, a_prompt())
    await at(world, EVENING - timedelta(minutes=1))
    assert prompts_on(asha) == []
    await at(world, EVENING)
    await world.moves(days=2)
    assert len(prompts_on(asha)) == 1


async def test_later_today_and_tomorrow(world: World, tmp_path: Path) -> None:
    """A prompt comes back when it was put off to, once."""
    asha, tom = pair(world, tmp_path, a_prompt(time="09:00"))
    await at(world, datetime(2027, 3, 4, 9, 0, tzinfo=UTC))
    await asha.taps("Later today")
    asha.sees("I’ll bring it back today at 12 noon")
    await at(world, datetime(2027, 3, 4, 12, 0, tzinfo=UTC))
    assert len(prompts_on(asha)) == 2
    await asha.taps("Tomorrow")
    asha.sees("tomorrow at 6.30 pm")
    await at(world, datetime(2027, 3, 5, 18, 29, tzinfo=UTC))
    assert len(prompts_on(asha)) == 2
    await world.moves(days=2)
    assert len(prompts_on(asha)) == 3
    assert len(prompts_on(tom)) == 1


async def test_later_in_the_evening_means_tomorrow(world: World, tmp_path: Path) -> None:
    """Nothing is put off into the night."""
    asha, _ = pair(world, tmp_path, a_prompt(time="20:15"))
    await at(world, datetime(2027, 3, 4, 20, 15, tzinfo=UTC))
    await asha.taps("Later today")
    asha.sees("tomorrow at 6.30 pm")


async def test_a_skipped_prompt_can_still_be_taken(world: World, tmp_path: Path) -> None:
    """Skip brings neither reminder nor blame, and /reflect still has it."""
    asha, _ = pair(world, tmp_path, a_prompt(remind_after=3))
    await at(world, EVENING)
    card = asha.sees("Only you will see this")
    await asha.taps("Skip")
    asha.sees("Skipped, and that is fine. Until Thursday 18 March")
    await asha.taps_on(card, "Skip")
    assert "skipped already" in asha.toast
    await world.moves(days=4)
    assert len(prompts_on(asha)) == 1
    await asha.sends("/reflect")
    await asha.taps("First")
    await asha.sends("To wait")
    asha.sees("Kept as your answer")


async def test_one_reminder_for_those_who_have_not_answered(world: World, tmp_path: Path) -> None:
    """Who has answered is left alone."""
    asha, tom = pair(world, tmp_path, a_prompt(remind_after=3))
    await at(world, EVENING)
    await asha.sends("To wait")
    await at(world, EVENING + timedelta(days=3))
    await world.moves(days=2)
    assert len(prompts_on(asha)) == 1
    assert len(prompts_on(tom)) == 2
    tom.sees("Just a reminder, no hurry.")


async def test_three_days_down(world: World, tmp_path: Path) -> None:
    """What is still open comes once and spaced out; what has closed is recorded as missed."""
    asha, _ = pair(
        world,
        tmp_path,
        a_prompt("early", when="1 week before workshop 1", open_for=7),
        a_prompt("first"),
        a_prompt("second", when="2 days after workshop 1", reason="It goes with the first one."),
        a_prompt("third", when="8 days after workshop 1"),
    )
    await at(world, datetime(2027, 3, 7, 22, 0, tzinfo=UTC))  # asleep since before the first
    assert prompts_on(asha) == []  # it is night
    await at(world, datetime(2027, 3, 8, 7, 0, tzinfo=UTC))
    await at(world, datetime(2027, 3, 8, 18, 30, tzinfo=UTC))
    assert len(prompts_on(asha, "First")) == 1
    assert prompts_on(asha, "Second") == []
    await world.moves_to(datetime(2027, 3, 30, 12, tzinfo=UTC), step=timedelta(hours=6))
    days = sent_days(world, asha)
    assert set(days) == {"first", "second", "third"}
    assert len(set(days.values())) == 3
    for title in ("First", "Second", "Third"):
        assert len(prompts_on(asha, title)) == 1
    states = {due.prompt_id: due.state for due in world.rows(Due)}
    assert states["early"] is DueState.MISSED


def sent_days(world: World, phone: Phone) -> dict[str, str]:
    """Return the local day on which each prompt was sent to a person."""
    mine = {member.id for member in world.rows(Member) if member.chat_id == phone.id}
    return {
        due.prompt_id: due.sent_at.astimezone(LONDON).date().isoformat()
        for due in world.rows(Due)
        if due.member_id in mine and due.sent_at is not None
    }


async def test_an_outage_of_telegram_moves_it_to_the_next_day(world: World, tmp_path: Path) -> None:
    """A prompt that could not leave by 21:00 comes the next evening, not in the night."""
    asha, _ = pair(world, tmp_path, a_prompt())
    world.jumps_to(EVENING)
    await world.app.planner.tick()  # nothing is sent: Telegram is away
    world.jumps_to(datetime(2027, 3, 4, 23, 0, tzinfo=UTC))
    await world.settles()
    assert prompts_on(asha) == []
    await at(world, datetime(2027, 3, 5, 18, 30, tzinfo=UTC))
    assert len(prompts_on(asha)) == 1


async def test_nothing_comes_while_paused(world: World, tmp_path: Path) -> None:
    """A prompt waits for the first chosen day after the pause, while its window is open."""
    asha, tom = pair(world, tmp_path, a_prompt(remind_after=2))
    world.jumps_to(EVENING - timedelta(days=2))
    await asha.sends("/pause")
    await asha.taps("A week")
    await at(world, EVENING)
    await world.moves_to(datetime(2027, 3, 9, 18, 29, tzinfo=UTC), step=timedelta(hours=6))
    assert prompts_on(asha) == []
    assert len(prompts_on(tom)) == 2  # the question and its reminder
    await at(world, datetime(2027, 3, 9, 18, 30, tzinfo=UTC))
    assert len(prompts_on(asha)) == 1


async def test_a_pause_past_the_window(world: World, tmp_path: Path) -> None:
    """What closes while somebody pauses is recorded as missed and never sent."""
    asha, _ = pair(world, tmp_path, a_prompt())
    world.jumps_to(EVENING - timedelta(days=2))
    await asha.sends("/pause")
    await asha.taps("A month")
    await world.moves_to(datetime(2027, 4, 10, 12, tzinfo=UTC), step=timedelta(hours=12))
    assert prompts_on(asha) == []
    assert world.rows(Due)[0].state is DueState.MISSED


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
async def test_another_zone(world: World, tmp_path: Path, zone: str) -> None:
    """The hour is that of the person's own zone."""
    programme = write_programme(tmp_path, a_prompt())
    asha, _ = world.joined_pair(programme=programme, workshops=ONE_WORKSHOP)

    def move(session: object) -> None:
        from bot.reflection.planning import plan_member

        member = session.get(Member, 1)  # type: ignore[attr-defined]
        member.timezone = zone
        plan_member(session, now=world.clock.now(), member=member)  # type: ignore[arg-type]

    world.app.store.write(move)
    theirs = datetime(2027, 3, 4, 18, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    await at(world, theirs - timedelta(minutes=1))
    assert prompts_on(asha) == []
    await at(world, theirs)
    assert len(prompts_on(asha)) == 1
