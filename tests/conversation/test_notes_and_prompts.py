"""Where prompts, progress and words that fit nothing meet."""

from datetime import UTC, datetime
from pathlib import Path

from bot.pairs.model import Note, NoteKind, ProgressUpdate
from bot.reflection.model import Answer, Due
from tests.programmes import ONE_WORKSHOP, a_prompt, write_programme
from tests.world import Phone, World

EVENING = datetime(2027, 3, 4, 18, 31, tzinfo=UTC)
CHECK_IN = [{"id": "q", "kind": "progress", "wording": "How is it going?"}]


async def evening(world: World, folder: Path, **keys: object) -> tuple[Phone, Phone]:
    """Let a pair get its one prompt."""
    programme = write_programme(folder, a_prompt("trust", **keys))
    phones = world.joined_pair(plan=True, programme=programme, workshops=ONE_WORKSHOP)
    world.jumps_to(EVENING)
    await world.settles()
    return phones


async def test_home_counts_what_waits(world: World, tmp_path: Path) -> None:
    """One prompt is open until it is answered."""
    asha, _ = await evening(world, tmp_path)
    await asha.sends("/home")
    asha.sees("One prompt waits for you")
    await asha.taps("Your prompts")
    asha.sees("Trust")


async def test_a_note_can_become_an_answer(world: World, tmp_path: Path) -> None:
    """With an open prompt that is the likeliest place; its words move there."""
    asha, _ = await evening(world, tmp_path)
    await asha.sends("/home")
    await asha.sends("To wait before I speak")
    assert asha.last_buttons == ["It answers a prompt", "Send it to Tom", "More"]
    await asha.taps("It answers a prompt")
    await asha.taps("Trust")
    asha.sees("Kept as your answer")
    (answer,) = world.rows(Answer)
    (note,) = world.rows(Note)
    assert answer.words == "To wait before I speak"
    assert (note.kind, note.words) == (NoteKind.GONE, None)


async def test_not_an_answer_offers_the_other_places(world: World, tmp_path: Path) -> None:
    """What was taken for an answer becomes a note, and is asked about."""
    asha, tom = await evening(world, tmp_path)
    await asha.sends("Tom, can you call me?")
    await asha.taps("Not an answer")
    await asha.taps("Send it to Tom")
    await asha.taps("Send now")
    tom.sees("Tom, can you call me?")
    (due, _) = world.rows(Due)
    assert due.answered_at is None


async def test_a_check_in_is_answered_by_a_state(world: World, tmp_path: Path) -> None:
    """The prompt's own buttons save an update, once, and the prompt waits no longer."""
    asha, tom = await evening(world, tmp_path, questions=CHECK_IN, visibility="partner")
    asked = asha.sees("How is it going?")
    await asha.taps("Slow")
    asha.sees("What happened?")
    await asha.taps_on(asked, "Slow")
    assert "kept already" in asha.toast
    await asha.sends("The room fell through.")
    await asha.taps("Send now")
    told = tom.sees("Asha has said how it is going:\n\nSlow")
    assert "fell through" in told.text
    assert len(world.rows(ProgressUpdate)) == 1
    await asha.sends("/home")
    asha.sees("Nothing is waiting")
