"""Sealed prompts: each knows that the other has answered; both open together."""

from datetime import UTC, datetime
from pathlib import Path

from tests.programmes import ONE_WORKSHOP, a_prompt, write_programme
from tests.world import Phone, World

EVENING = datetime(2027, 3, 4, 18, 31, tzinfo=UTC)
THE_MORNING_AFTER = datetime(2027, 3, 19, 8, 0, tzinfo=UTC)


async def sealed(world: World, folder: Path, **keys: object) -> tuple[Phone, Phone]:
    """Let a pair get one sealed prompt."""
    programme = write_programme(folder, a_prompt("trust", visibility="sealed", **keys))
    phones = world.joined_pair(plan=True, programme=programme, workshops=ONE_WORKSHOP)
    world.jumps_to(EVENING)
    await world.settles()
    return phones


async def test_both_get_both_when_both_have_answered(world: World, tmp_path: Path) -> None:
    """The words of either reach the other only after both, with one question to talk about."""
    asha, tom = await sealed(world, tmp_path)
    asha.sees("Opens to you both when both have answered.")

    await asha.sends("Patience, mostly")
    asha.sees("Tom will see it when both have answered")
    await world.moves(minutes=3)
    tom.sees("Asha has answered “Trust”. Yours opens both.")
    tom.never_received("Patience")

    await tom.sends("How to listen")
    asha.never_received("How to listen")
    tom.sees("In two minutes both answers open")
    await tom.taps("Send now")

    for phone, theirs in ((asha, "How to listen"), (tom, "Patience, mostly")):
        opened = phone.sees("You have both answered “Trust”")
        assert theirs in opened.body.text
        assert any(entity.type == "spoiler" for entity in opened.body.entities)
        assert opened.protect_content
        phone.sees("And you wrote")
        phone.sees("What will you two try first?")


async def test_an_answer_opens_once(world: World, tmp_path: Path) -> None:
    """Tapping Send now twice, or an edit afterwards, opens nothing again."""
    asha, tom = await sealed(world, tmp_path)
    hers = await asha.sends("Patience, mostly")
    card = asha.sees("Kept as your answer")
    await asha.taps("Send now")
    await asha.taps_on(card, "Send now")
    assert "decided already" in asha.toast
    await tom.sends("How to listen")
    await tom.taps("Send now")
    opened = [m for m in tom.person.received if "You have both answered" in m.body.text]
    assert len(opened) == 1

    await asha.edits(hers, "Something else")
    asha.sees("Your partner has seen that answer")
    tom.never_received("Something else")


async def test_keep_to_myself_opens_nothing(world: World, tmp_path: Path) -> None:
    """What its writer keeps stays private, and the partner is not told of it."""
    asha, tom = await sealed(world, tmp_path)
    await asha.sends("Patience, mostly")
    await asha.taps("Keep to myself")
    asha.sees("Nobody else will see it")
    asha.sees_not("Tom will see it")
    await world.moves(minutes=5)
    tom.sees_not("has answered")
    await tom.sends("How to listen")
    await world.moves(minutes=3)
    asha.never_received("How to listen")
    tom.never_received("Patience")


async def test_change_takes_the_words_out_of_the_chat(world: World, tmp_path: Path) -> None:
    """Change deletes the message and asks again; only the new words open."""
    asha, tom = await sealed(world, tmp_path)
    message = await asha.sends("My patient Bill taught me")
    asha.sees("something about a patient")
    await world.moves(minutes=10)
    tom.sees_not("has answered")

    await asha.taps("Change")
    assert message.deleted
    await asha.sends("Patience")
    await asha.taps("Send now")
    await tom.sends("How to listen")
    await tom.taps("Send now")
    assert "Patience" in tom.sees("You have both answered").body.text
    tom.never_received("Bill")


async def test_not_a_patients_goes_at_once(world: World, tmp_path: Path) -> None:
    """Once its writer says so, a held answer counts."""
    asha, tom = await sealed(world, tmp_path)
    await asha.sends("my patient self")
    await asha.taps("Not a patient’s")
    tom.sees("Asha has answered")


async def test_the_last_answer_waits_for_its_writer(world: World, tmp_path: Path) -> None:
    """A window that closes with one answer leaves the choice to who wrote it."""
    asha, tom = await sealed(world, tmp_path)
    await asha.sends("Patience, mostly")
    await world.moves(minutes=3)
    world.jumps_to(THE_MORNING_AFTER)
    await world.settles()
    asha.sees("yours is the one answer")
    tom.never_received("Patience")

    offer = asha.sees("yours is the one answer")
    await asha.taps("Share it anyway")
    tom.sees("Patience, mostly")
    await asha.taps_on(offer, "Keep it")
    assert "decided already" in asha.toast


async def test_the_last_answer_can_be_kept(world: World, tmp_path: Path) -> None:
    """Keep it ends the matter."""
    asha, tom = await sealed(world, tmp_path)
    await asha.sends("Patience, mostly")
    await world.moves(minutes=3)
    world.jumps_to(THE_MORNING_AFTER)
    await world.settles()
    await asha.taps("Keep it")
    asha.sees("Kept. Only you can see it.")
    await world.moves(days=1)
    tom.never_received("Patience")


async def test_skipping_is_not_shown(world: World, tmp_path: Path) -> None:
    """Nobody learns that somebody skipped or put off."""
    asha, tom = await sealed(world, tmp_path)
    await tom.taps("Tomorrow")
    await asha.sends("Patience, mostly")
    await world.moves(days=1)
    tom.sees("Asha has answered. Yours opens both.")
    await tom.taps("Skip")
    await world.moves(hours=2)
    assert "skip" not in asha.screen.lower().replace("skip it", "")
    asha.sees_not("tomorrow")


async def test_who_skipped_is_left_in_peace(world: World, tmp_path: Path) -> None:
    """They asked for nothing more; what the other answered does not bring the prompt back."""
    asha, tom = await sealed(world, tmp_path)
    await tom.taps("Skip")
    await asha.sends("Patience, mostly")
    await world.moves(hours=2)
    tom.never_received("has answered")


async def test_the_card_says_what_is_true_when_the_time_ran_out(
    world: World, tmp_path: Path
) -> None:
    """Nobody tapped: the two minutes leave the screen without a new message."""
    asha, tom = await sealed(world, tmp_path)
    await asha.sends("Patience, mostly")
    asha.sees("two minutes")
    messages = len(asha.person.received)
    await world.moves(minutes=3)
    asha.sees("It opens when both of you have answered.")
    asha.sees_not("two minutes")
    assert len(asha.person.received) == messages
    await tom.sends("How to listen")
    await world.moves(minutes=3)
    assert "Sent." in tom.sees("Sent.").body.text
    tom.sees_not("two minutes")
