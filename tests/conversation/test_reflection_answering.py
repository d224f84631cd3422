"""How answers come in: by tapping, by words, by editing; and how they are taken back."""

from datetime import UTC, datetime
from pathlib import Path

from bot.reflection.model import Answer, Due, DueState
from tests.programmes import ONE_WORKSHOP, TEXT, a_prompt, write_programme
from tests.world import Phone, World

EVENING = datetime(2027, 3, 4, 18, 31, tzinfo=UTC)
SCALE = {
    "id": "ground",
    "kind": "scale",
    "wording": "How level was the ground?",
    "low": "A hill",
    "high": "Flat",
    "follow_ups": [{"at_most": 2, "id": "tip", "wording": "What would help?"}],
}


async def prompted(world: World, folder: Path, *prompts: dict[str, object]) -> tuple[Phone, Phone]:
    """Let a pair get the prompts of the day after the workshop."""
    programme = write_programme(folder, *prompts)
    phones = world.joined_pair(plan=True, programme=programme, workshops=ONE_WORKSHOP)
    world.jumps_to(EVENING)
    await world.settles()
    return phones


def answers(world: World) -> list[tuple[str, int, str | None, str | None]]:
    """Return what is stored of every answer."""
    return [(a.question_id, a.version, a.value, a.words) for a in world.rows(Answer)]


async def test_messages_within_two_minutes_are_one_answer(world: World, tmp_path: Path) -> None:
    """What follows soon belongs to the answer; what comes later is asked about."""
    asha, _ = await prompted(world, tmp_path, a_prompt())
    await asha.sends("To wait.")
    await world.moves(minutes=1)
    await asha.sends("And to laugh.")
    assert answers(world) == [("q", 1, None, "To wait.\n\nAnd to laugh.")]
    await world.moves(minutes=5)
    await asha.sends("Where is the car park?")
    assert len(answers(world)) == 1
    asha.sees("What shall I do with it?")


async def test_not_an_answer_is_offered_a_place(world: World, tmp_path: Path) -> None:
    """Words that were none leave the prompt open, and nothing typed is lost."""
    asha, _ = await prompted(world, tmp_path, a_prompt())
    await asha.sends("Can you tell me the address?")
    kept = asha.sees("Kept as your answer")
    await asha.taps("Not an answer")
    assert answers(world) == []
    asha.sees("What shall I do with it?")
    await asha.taps("It answers a prompt")
    await asha.taps("First")
    assert answers(world) == [("q", 1, None, "Can you tell me the address?")]
    await asha.taps_on(kept, "Not an answer")
    assert "moved already" in asha.toast


async def test_not_an_answer_takes_an_edited_message_wholly_out(
    world: World, tmp_path: Path
) -> None:
    """What the message said before its edit does not stand in for it, nor reach the partner."""
    asha, tom = await prompted(world, tmp_path, a_prompt(visibility="partner"))
    message = await asha.sends("Can you tell me the address?")
    await asha.edits(message, "Can you tell me the new address?")
    await asha.taps("Not an answer")
    assert answers(world) == []
    await world.moves(minutes=5)
    tom.never_received("address")
    await asha.sends("/reflect")
    asha.sees("One prompt waits for you")


async def test_editing_the_message_makes_a_new_version(world: World, tmp_path: Path) -> None:
    """The answer follows an edit in Telegram, with the earlier version kept."""
    asha, _ = await prompted(world, tmp_path, a_prompt())
    message = await asha.sends("To wait")
    await asha.edits(message, "To wait and to laugh")
    assert answers(world) == [("q", 1, None, "To wait"), ("q", 2, None, "To wait and to laugh")]


async def test_a_low_step_asks_what_would_help(world: World, tmp_path: Path) -> None:
    """The follow-up comes at once after a tap; a double tap changes nothing."""
    asha, _ = await prompted(world, tmp_path, a_prompt(questions=[SCALE]))
    card = asha.sees("How level was the ground?")
    await asha.taps("2")
    await asha.taps_on(card, "2")
    assert "already" in asha.toast
    asha.sees("You said: 2/5 (1 = A hill, 5 = Flat)")
    asha.sees("What would help?")
    await asha.sends("More time")
    asha.sees("Kept as your answer")
    assert [row[2:] for row in answers(world)] == [("2", None), (None, "More time")]


async def test_a_high_step_ends_the_prompt(world: World, tmp_path: Path) -> None:
    """There is nothing more to ask."""
    asha, _ = await prompted(world, tmp_path, a_prompt(questions=[SCALE]))
    await asha.taps("5 · Flat")
    asha.sees("Kept as your answer. Only you can see it.")
    asha.sees_not("What would help?")


async def test_a_typed_digit_answers_a_scale(world: World, tmp_path: Path) -> None:
    """Those who type what stands on the button are understood; other words are asked about."""
    asha, _ = await prompted(world, tmp_path, a_prompt(questions=[SCALE]))
    await asha.sends("rather bumpy")
    assert answers(world) == []
    asha.sees("What shall I do with it?")
    await asha.sends("4", reply_to=asha.sees("How level"))
    assert answers(world) == [("ground", 1, "4", None)]


async def test_the_next_question_comes_when_asked_for(world: World, tmp_path: Path) -> None:
    """After words, the next question waits for its button; it can be left blank."""
    second = {"id": "more", "kind": "text", "wording": "And what else?"}
    asha, _ = await prompted(world, tmp_path, a_prompt(questions=[TEXT, second]))
    await asha.sends("To wait")
    asha.sees_not("And what else?")
    offered = asha.sees("There is one more question")
    await asha.taps("Next question")
    asha.sees("And what else?")
    await asha.taps_on(offered, "Next question")
    assert "just above" in asha.toast
    await asha.taps("Leave this one")
    asha.sees("Kept as your answer")
    assert answers(world) == [("q", 1, None, "To wait"), ("more", 1, None, None)]


async def test_a_reply_answers_the_prompt_it_replies_to(world: World, tmp_path: Path) -> None:
    """Telegram's own reply says which of two open prompts is meant."""
    prompts = [a_prompt(), a_prompt("second", visibility="partner", when="8 days after workshop 1")]
    asha, tom = await prompted(world, tmp_path, *prompts)
    world.jumps_to(datetime(2027, 3, 11, 18, 31, tzinfo=UTC))
    await world.settles()
    second = asha.sees("Tom will see this.")

    await asha.sends("For whom is this?")  # two are open: nothing is guessed
    asha.sees("What shall I do with it?")
    assert answers(world) == []

    await asha.sends("To Tom", reply_to=second)
    await asha.taps("Send now")
    assert "To Tom" in tom.sees("Asha has answered “Second”").body.text
    await asha.sends("For me", reply_to=asha.sees("First"))
    asha.sees("Only you can see it")
    tom.never_received("For me")


async def test_choose_asks_before_the_answer(world: World, tmp_path: Path) -> None:
    """Who will see it is chosen first; until then it is nobody else's."""
    asha, tom = await prompted(world, tmp_path, a_prompt(visibility="choose"))
    asha.sees("Who may see your answer?")
    await asha.taps("My partner")
    asha.sees("Tom will see this.")
    await asha.sends("To wait")
    card = asha.sees("Tom will see it in two minutes")
    await asha.taps("Send now")
    assert card.text == "Sent."
    assert "To wait" in tom.sees("Asha has answered").body.text
    await asha.sends("/reflect")
    await asha.taps("My answers")
    await asha.taps("First")
    asha.sees("Your partner has seen this.")
    assert "Make it private" not in asha.last_buttons


async def test_words_before_choosing_stay_private(world: World, tmp_path: Path) -> None:
    """Somebody who writes at once is asked again, and nothing goes until they say."""
    asha, tom = await prompted(world, tmp_path, a_prompt(visibility="choose"))
    await asha.sends("To wait")
    asha.sees("Only you can see it until you say")
    await world.moves(minutes=10)
    tom.never_received("To wait")
    await asha.taps("My partner")
    tom.never_received("To wait")
    await world.moves(minutes=3)
    tom.sees("To wait")


async def test_only_me_stays_with_me(world: World, tmp_path: Path) -> None:
    """A private choice shares nothing, also after a second tap on the other button."""
    asha, tom = await prompted(world, tmp_path, a_prompt(visibility="choose"))
    card = asha.sees("Who may see your answer?")
    await asha.taps("Only me")
    await asha.taps_on(card, "My partner")
    assert "chose that before" in asha.toast
    await asha.sends("To wait")
    await world.moves(minutes=5)
    tom.never_received("To wait")


async def test_a_shared_answer_can_be_made_private_in_time(world: World, tmp_path: Path) -> None:
    """Until it has gone, its writer can keep it."""
    asha, tom = await prompted(world, tmp_path, a_prompt(visibility="partner"))
    await asha.sends("To wait")
    card = asha.sees("Tom will see it in two minutes")
    await asha.sends("/reflect")
    await asha.taps("My answers")
    await asha.taps("First")
    await asha.taps("Make it private")
    assert card.text.startswith("Kept to yourself")
    await world.moves(minutes=5)
    asha.sees("Only you can see that answer now.")
    tom.never_received("To wait")


async def test_voice_and_photos_are_answers(world: World, tmp_path: Path) -> None:
    """A voice note goes to the partner; a photo waits for the question about patients."""
    asha, tom = await prompted(world, tmp_path, a_prompt(visibility="partner"))
    await asha.sends_voice()
    await asha.taps("Send now")
    tom.sees("Asha has answered “First” with this")
    assert any(m.media is not None for m in tom.person.received)

    tom.person.sends_photo(b"\x89PNG", "The board", None, tom.sees("Asha will see this"))
    await world.settles()
    tom.sees("Could this photo identify a patient?")
    await world.moves(minutes=10)
    asha.never_received("The board")
    await tom.taps("No, send it")
    assert "The board" in asha.sees("Tom has answered").body.text


async def test_old_buttons_say_that_it_is_over(world: World, tmp_path: Path) -> None:
    """After the window, no button and no reply makes an answer, and words are kept."""
    asha, _ = await prompted(world, tmp_path, a_prompt(questions=[SCALE]))
    card = asha.sees("How level")
    world.jumps_to(datetime(2027, 3, 19, 12, tzinfo=UTC))
    await world.settles()
    assert not card.labels  # finished screens lose their buttons
    for label in ("5 · Flat", "Later today", "Tomorrow", "Skip"):
        await asha.taps_on(card, label)
        assert "closed" in asha.toast
    await asha.sends("4", reply_to=card)
    asha.sees("That prompt has closed")
    asha.sees("What shall I do with it?")
    assert answers(world) == []
    assert {due.state for due in world.rows(Due)} == {DueState.CLOSED}


async def test_somebody_elses_prompt_is_refused(world: World, tmp_path: Path) -> None:
    """An id in a button is never trusted."""
    asha, tom = await prompted(world, tmp_path, a_prompt(questions=[SCALE]))
    theirs = asha.sees("How level").buttons[0][0].callback_data
    assert theirs is not None
    tom.person.forges(tom.sees("How level").message_id, theirs)
    await world.settles()
    assert "not yours" in tom.toast
    assert answers(world) == []


async def test_leaving_one_twice_leaves_one(world: World, tmp_path: Path) -> None:
    """A second tap on the same button does not pass over the question after it."""
    questions = [TEXT, *({"id": f"q{n}", "kind": "text", "wording": f"And {n}?"} for n in (2, 3))]
    asha, _ = await prompted(world, tmp_path, a_prompt(questions=questions))
    await asha.sends("To wait")
    await asha.taps("Next question")
    card = asha.sees("And 2?")
    await asha.taps("Leave this one")
    await asha.taps_on(card, "Leave this one")
    assert "stays as it was" in asha.toast
    assert [row[0] for row in answers(world)] == ["q", "q2"]


async def test_words_before_the_next_question_stay_with_the_first(
    world: World, tmp_path: Path
) -> None:
    """A question that was not shown yet is not answered by chance, not even hours later."""
    second = {"id": "more", "kind": "text", "wording": "And what else?"}
    asha, _ = await prompted(world, tmp_path, a_prompt(questions=[TEXT, second]))
    await asha.sends("To wait")
    await world.moves(hours=2)
    await asha.sends("and to laugh")
    assert answers(world) == [("q", 1, None, "To wait\n\nand to laugh")]


async def test_a_command_is_no_answer(world: World, tmp_path: Path) -> None:
    """Neither a known one nor a mistyped one ends up in an answer."""
    second = {"id": "more", "kind": "text", "wording": "And what else?"}
    asha, _ = await prompted(world, tmp_path, a_prompt(questions=[TEXT, second]))
    await asha.sends("To wait")
    await asha.sends("/hoem")
    await asha.sends("/hoem", reply_to=asha.sees("What did Tom teach you?"))
    assert answers(world) == [("q", 1, None, "To wait")]


async def test_a_talk_does_not_take_words_for_another_prompt(world: World, tmp_path: Path) -> None:
    """Once a newer prompt stands below, words are not guessed into the older one."""
    second = {"id": "more", "kind": "text", "wording": "And what else?"}
    prompts = [
        a_prompt(visibility="partner", questions=[TEXT, second]),
        a_prompt("later", visibility="partner", when="8 days after workshop 1"),
    ]
    asha, _ = await prompted(world, tmp_path, *prompts)
    world.jumps_to(datetime(2027, 3, 11, 18, 29, tzinfo=UTC))
    await asha.sends("/reflect")
    await asha.taps("First")
    await world.moves(minutes=2)
    await asha.sends("Which one gets this?")
    asha.sees("What shall I do with it?")
    assert answers(world) == []


async def test_choosing_says_which_prompt_is_meant(world: World, tmp_path: Path) -> None:
    """With two prompts open, the words after a choice belong to the one that was chosen for."""
    prompts = [a_prompt(), a_prompt("later", visibility="choose", when="8 days after workshop 1")]
    asha, tom = await prompted(world, tmp_path, *prompts)
    world.jumps_to(datetime(2027, 3, 11, 18, 31, tzinfo=UTC))
    await world.settles()
    await asha.taps("My partner")
    await asha.sends("To wait")
    await asha.taps("Send now")
    assert "To wait" in tom.sees("Asha has answered “Later”").body.text
