"""/reflect: what waits, what else there is, and what was answered."""

from datetime import UTC, datetime
from pathlib import Path

from bot.reflection.model import Due
from tests.programmes import ONE_WORKSHOP, a_prompt, write_programme
from tests.world import Phone, World

EVENING = datetime(2027, 3, 4, 18, 31, tzinfo=UTC)


async def pair(world: World, folder: Path, *prompts: dict[str, object]) -> tuple[Phone, Phone]:
    """Return a pair on the evening of the day after the workshop."""
    programme = write_programme(folder, *prompts)
    phones = world.joined_pair(plan=True, programme=programme, workshops=ONE_WORKSHOP)
    world.jumps_to(EVENING)
    await world.settles()
    return phones


async def test_extras_wait_to_be_taken(world: World, tmp_path: Path) -> None:
    """They are never sent; a few titles at a time are offered."""
    extras = [a_prompt(f"extra_{number}", core=False) for number in range(1, 8)]
    asha, _ = await pair(world, tmp_path, a_prompt(), *extras)
    asha.sees_not("Extra")
    await asha.sends("/reflect")
    asha.sees("One prompt waits for you.")
    assert asha.last_buttons == ["First", "Extra 1", "Extra 2", "Extra 3", "Extra 4", "More"]
    await asha.taps("More")
    assert asha.last_buttons == ["Extra 5", "Extra 6", "Extra 7", "More"]
    await asha.taps("Extra 6")
    await asha.sends("To wait")
    await asha.sends("/reflect")
    assert "My answers" in asha.last_buttons
    assert "Extra 6" not in asha.last_buttons


async def test_nothing_waits(world: World, tmp_path: Path) -> None:
    """Before the first prompt, that is said plainly."""
    programme = write_programme(tmp_path, a_prompt())
    asha, _ = world.joined_pair(plan=True, programme=programme, workshops=ONE_WORKSHOP)
    await asha.sends("/reflect")
    asha.sees("Nothing waits for you just now.")
    assert asha.last_buttons == ["Home"]


async def test_answering_early(world: World, tmp_path: Path) -> None:
    """A prompt that was answered before its time is not sent."""
    programme = write_programme(tmp_path, a_prompt())
    asha, tom = world.joined_pair(plan=True, programme=programme, workshops=ONE_WORKSHOP)
    world.jumps_to(datetime(2027, 3, 3, 12, tzinfo=UTC))
    await asha.sends("/reflect")
    await asha.taps("First")
    await asha.sends("To wait")
    world.jumps_to(EVENING)
    await world.settles()
    assert len([m for m in asha.person.received if "What did Tom teach you?" in m.body.text]) == 1
    tom.sees("What did Asha teach you?")


async def test_taking_it_twice_asks_once(world: World, tmp_path: Path) -> None:
    """A double tap on a title says that the question is just above."""
    asha, _ = await pair(world, tmp_path, a_prompt("one", core=False))
    await asha.sends("/reflect")
    menu = asha.sees("Nothing waits for you. If you like")
    await asha.taps("One")
    await asha.taps_on(menu, "One")
    assert "just above" in asha.toast


async def test_own_first_words_come_back(world: World, tmp_path: Path) -> None:
    """A prompt that returns an earlier one begins with what the member wrote then, for them."""
    asha, tom = await pair(
        world,
        tmp_path,
        a_prompt(),
        a_prompt("again", returns="first", when="8 days after workshop 1"),
    )
    await asha.sends("To wait")
    world.jumps_to(datetime(2027, 3, 11, 18, 31, tzinfo=UTC))
    await world.settles()
    assert "To wait" in asha.sees("Your own words from the start").body.text
    assert asha.person.last is not None
    assert "Again" in asha.person.last.body.text  # the question is the last thing said
    tom.sees_not("Your own words from the start")
    tom.never_received("To wait")


async def test_progress_prompts_open_the_same_talk(world: World, tmp_path: Path) -> None:
    """One tap on a state answers the prompt and is a progress update."""
    question = {"id": "progress", "kind": "progress", "wording": "How is “{challenge}” going?"}
    asha, tom = await pair(
        world, tmp_path, a_prompt(visibility="partner", questions=[question], remind_after=2)
    )
    asha.sees("How is “Clearer discharge letters” going?")
    await asha.taps("Slow")
    await world.moves(days=3)
    asked = [m for m in asha.person.received if "Clearer discharge" in m.versions[0].body.text]
    assert len(asked) == 1  # no reminder
    tom.sees("Slow")
    assert world.rows(Due)[0].answered_at is not None
