"""How is it going, on both phones."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.pairs.model import NextStep, ProgressUpdate, StepState
from bot.pairs.states import ProgressState
from bot.people.model import Member
from tests.world import Phone, World


def updates(world: World) -> list[ProgressUpdate]:
    """Return every progress update."""
    return world.rows(ProgressUpdate)


async def said(phone: Phone, state: str = "Moving") -> None:
    """Say how it is going, with the first tap."""
    await phone.sends("/progress")
    await phone.taps(state)


async def test_two_taps_are_enough(world: World) -> None:
    """A state and Done for now: saved, and the partner is told at once, in one message."""
    asha, tom = world.joined_pair()
    await asha.sends("/progress")
    asha.sees("Tom will see what you tap")
    await asha.taps("Moving")
    assert updates(world)[0].state is ProgressState.MOVING
    tom.sees_not("Moving")
    await asha.taps("Done for now")
    told = tom.sees("Asha has said how it is going:\n\nMoving")
    assert "<tg-spoiler>Moving</tg-spoiler>" in told.html
    await world.moves(hours=1)
    assert len([m for m in tom.person.received if "Moving" in m.body.text]) == 1


async def test_a_state_alone_is_told_after_a_while(world: World) -> None:
    """Who taps a state and puts the phone away has said it all the same."""
    asha, tom = world.joined_pair()
    await said(asha, "Slow")
    await world.moves(minutes=11)
    tom.sees("Asha has said how it is going:\n\nSlow")


async def test_words_go_with_the_state_after_two_minutes(world: World) -> None:
    """Messages within two minutes go together, hidden until tapped, and protected."""
    asha, tom = world.joined_pair()
    await said(asha)
    await asha.sends("We met the ward manager.")
    asha.sees("Tom will see it in two minutes")
    await world.moves(minutes=1)
    await asha.sends("She likes it.")
    await world.moves(minutes=1)
    tom.sees_not("ward manager")
    await world.moves(minutes=1)
    told = tom.sees("ward manager")
    assert "She likes it." in told.body.text
    assert "Moving" in told.body.text
    assert told.protect_content
    assert "tg-spoiler" in told.html
    assert len(tom.person.received) == 1
    await world.moves(hours=1)
    assert len(tom.person.received) == 1


async def test_send_now_does_not_wait(world: World) -> None:
    """Send now tells the partner at once; the buttons are gone."""
    asha, tom = world.joined_pair()
    await said(asha)
    await asha.sends("Met twice.")
    card = asha.sees("in two minutes")
    await asha.taps("Send now")
    tom.sees("Met twice.")
    await asha.taps_on(card, "Send now")
    assert "decided already" in asha.toast
    assert len(tom.person.received) == 1


async def test_keep_to_myself_tells_the_state_alone(world: World) -> None:
    """The partner hears Slow and no word of why."""
    asha, tom = world.joined_pair()
    await said(asha, "Slow")
    await asha.sends("I am cross.")
    await asha.taps("Keep to myself")
    tom.sees("Slow")
    await world.moves(hours=1)
    tom.never_received("cross")


async def test_change_takes_the_words_out_of_chat_and_books(world: World) -> None:
    """What is taken back is deleted everywhere; new words go instead."""
    asha, tom = world.joined_pair()
    await said(asha)
    first = await asha.sends("I am cross.")
    await asha.taps("Change")
    assert first.deleted
    await asha.sends("It was a hard week.")
    await world.moves(minutes=3)
    tom.sees("hard week")
    tom.never_received("cross")
    assert updates(world)[0].happened == "It was a hard week."


async def test_stuck_asks_what_is_in_the_way(world: World) -> None:
    """The obstacle is kept with the update; what happened can follow."""
    asha, tom = world.joined_pair()
    await said(asha, "Stuck")
    asha.sees("What is in the way?")
    await asha.sends("No room to meet in.")
    await asha.taps("Say what happened")
    await asha.sends("The old room is a store now.")
    await world.moves(minutes=3)
    assert updates(world)[0].obstacle == "No room to meet in."
    assert updates(world)[0].happened == "The old room is a store now."
    told = tom.sees("No room to meet in.")
    assert "store now" in told.body.text


async def test_photo_is_asked_about_and_voice_goes(world: World) -> None:
    """A photo waits for its writer's word; both files reach the partner."""
    asha, tom = world.joined_pair()
    await said(asha)
    await asha.sends_photo()
    asha.sees("Could this photo identify a patient?")
    await world.moves(minutes=9)
    assert tom.person.received == []
    await asha.taps("No, send it")
    assert any(message.media and message.media.kind == "photo" for message in tom.person.received)
    await tom.sends("/pair")
    tom.sees("Asha: Moving, with a photo")
    await said(asha)
    await asha.sends_voice()
    await world.moves(minutes=3)
    assert any(message.media and message.media.kind == "voice" for message in tom.person.received)


async def test_nhs_number_is_held_and_asked_about(world: World) -> None:
    """A number that could be a patient's stays until its writer decides; the state does not."""
    asha, tom = world.joined_pair()
    await said(asha)
    await asha.sends("The letter for 943 476 5919 was late.")
    asha.sees("an NHS number")
    await asha.taps("Done for now")
    await world.moves(minutes=5)
    assert tom.person.received == []
    await world.moves(hours=2)
    tom.sees("Asha has said how it is going:\n\nMoving")
    tom.never_received("943")
    await asha.taps("Not a patient’s")
    tom.sees("943 476 5919")


async def test_double_taps_and_old_buttons_say_nothing_twice(world: World) -> None:
    """One update comes of two taps, and none of an old screen."""
    asha, _ = world.joined_pair()
    await asha.sends("/progress")
    asked = asha.sees("How is it going")
    await asha.taps("Moving")
    await asha.taps_on(asked, "Moving")
    await world.moves(days=3)
    await asha.taps_on(asked, "Stuck")
    assert "kept already" in asha.toast
    assert len(updates(world)) == 1


async def test_words_an_hour_later_are_not_guessed_into_the_update(world: World) -> None:
    """What was asked long ago is not under way: the words are kept and asked about."""
    asha, tom = world.joined_pair()
    await said(asha)
    await world.moves(hours=3)
    await asha.sends("Call the bank")
    asha.sees("What shall I do with it?")
    await world.moves(hours=1)
    tom.never_received("bank")


async def test_an_edit_changes_the_words_until_they_are_sent(world: World) -> None:
    """Editing in Telegram starts the two minutes anew; later it is too late."""
    asha, tom = world.joined_pair()
    await said(asha)
    message = await asha.sends("Met the wrd manager.")
    await world.moves(minutes=1)
    await asha.edits(message, "Met the ward manager.")
    await world.moves(minutes=3)
    tom.sees("Met the ward manager.")
    tom.never_received("wrd")
    await asha.edits(message, "Never met her.")
    asha.sees("has that already")
    await world.moves(minutes=3)
    tom.never_received("Never met")


async def test_without_a_partner_nothing_waits(world: World) -> None:
    """Until the partner has joined an update is only one's own, also afterwards."""
    asha, tom = world.joined_pair()

    def work(session: Session, joined: datetime | None) -> None:
        session.get_one(Member, 2).joined_at = joined

    world.app.store.write(lambda s: work(s, None))
    await asha.sends("/progress")
    asha.sees("Only you will see this for now")
    await asha.taps("Moving")
    await asha.sends("First steps alone.")
    assert "Send now" not in asha.screen
    await world.moves(days=1)
    world.app.store.write(lambda s: work(s, world.clock.now()))
    await tom.sends("/pair")
    tom.never_received("First steps alone")
    tom.sees("No updates yet")


async def a_step(
    phone: Phone, *, what: str = "Call the ward", day: str = "Tomorrow", who: str = "Me"
) -> None:
    """Write a next step, from the state to the two minutes."""
    await said(phone)
    await phone.taps("Next step")
    await phone.sends(what)
    if day in phone.last_buttons:
        await phone.taps(day)
    else:
        await phone.sends(day)
    await phone.taps(who)


async def test_a_next_step_comes_back_on_its_day(world: World) -> None:
    """At the writer's own time, once, with what can be done."""
    asha, tom = world.joined_pair()
    await a_step(asha, day="in two weeks")
    await world.moves(minutes=3)
    tom.sees("a next step of their own")
    await world.moves_to(datetime(2027, 3, 1, 18, 29, tzinfo=UTC))
    asha.sees_not("Today is the day")
    await world.moves(minutes=2)
    asha.sees("Today is the day")
    await world.moves(days=2)
    assert len([m for m in asha.person.received if "Today is the day" in m.body.text]) == 1
    tom.never_received("Today is the day")
    await asha.taps("Done")
    asha.sees("Well done")
    tom.sees("Asha has done a next step")


async def test_done_twice_is_done_once(world: World) -> None:
    """An old button of a finished step says so and changes nothing."""
    asha, tom = world.joined_pair()
    await a_step(asha)
    await world.moves(days=2)
    back = asha.sees("Today is the day")
    await asha.taps("Done")
    for label in ("Done", "Drop it"):
        await asha.taps_on(back, label)
        assert "closed before" in asha.toast
    await asha.taps_on(back, "Move it")
    assert "moved on" in asha.toast
    assert world.rows(NextStep)[0].state is StepState.DONE
    assert len([m for m in tom.person.received if "has done" in m.body.text]) == 1


async def test_a_step_for_both_comes_back_to_both(world: World) -> None:
    """Each at their own time; when one has done it the other is not asked."""
    asha, tom = world.joined_pair()

    def later(session: Session) -> None:
        session.get_one(Member, 2).prompt_time = "20:00"

    world.app.store.write(later)
    await a_step(asha, who="Both of us")
    await world.moves_to(datetime(2027, 2, 16, 19, 0, tzinfo=UTC))
    asha.sees("Today is the day")
    tom.sees_not("Today is the day")
    await world.moves_to(datetime(2027, 2, 16, 20, 0, tzinfo=UTC))
    tom.sees("Today is the day")
    await tom.taps("Done")
    asha.sees("Tom has done a next step")


async def test_a_dated_step_waits_for_the_end_of_a_pause(world: World) -> None:
    """A pause over its day brings it back on the first day after."""
    asha, _ = world.joined_pair()
    await a_step(asha, day="Tomorrow")

    def rest(session: Session) -> None:
        member = session.get_one(Member, 1)
        member.paused_until = date(2027, 2, 20)

    world.app.store.write(rest)
    await world.moves_to(datetime(2027, 2, 20, 18, 0, tzinfo=UTC))
    asha.sees_not("Today is the day")
    await world.moves(hours=1)
    asha.sees("Today is the day")


@pytest.mark.parametrize("moved_to", ["In a week", "22 February"])
async def test_a_step_can_be_moved(world: World, moved_to: str) -> None:
    """Tapped or typed, it comes back on the new day."""
    asha, _ = world.joined_pair()
    await a_step(asha)
    await world.moves_to(datetime(2027, 2, 16, 19, 0, tzinfo=UTC))
    await asha.taps("Move it")
    if moved_to in asha.last_buttons:
        await asha.taps(moved_to)
    else:
        await asha.sends("the day before yesterday")
        asha.sees("could not read a day")
        await asha.sends(moved_to)
    asha.sees("Moved to")
    before = len([m for m in asha.person.received if "Today is the day" in m.body.text])
    await world.moves(days=8)
    after = len([m for m in asha.person.received if "Today is the day" in m.body.text])
    assert (before, after) == (1, 2)


async def test_a_request_to_the_partner_can_be_taken(world: World) -> None:
    """The partner is asked, says yes once, and the step comes back to them."""
    asha, tom = world.joined_pair()
    await a_step(asha, who="Ask Tom")
    tom.sees_not("Call the ward")
    await asha.taps("Send now")
    asked = tom.sees("Asha asks if you could take this on")
    await tom.taps("I’ll do it")
    asha.sees("Tom says: I’ll do it.")
    await tom.taps_on(asked, "I’ll do it")
    assert "yours already" in tom.toast
    await tom.taps_on(asked, "Not me")
    assert "moved on" in tom.toast
    await world.moves(days=1.5)
    tom.sees("Today is the day")
    asha.never_received("Today is the day")
    await tom.taps("Move it")
    await tom.taps("In a week")
    await world.moves(hours=12)  # it waits for her morning
    asha.sees("Tom still means to do this")
    await tom.sends("/pair")
    await tom.taps("My next steps")
    await tom.taps("Drop it")
    await world.moves(hours=12)
    asha.sees("Tom cannot do this after all")


async def test_a_request_to_the_partner_can_be_declined(world: World) -> None:
    """Not me is told kindly; its writer may do it or let it go."""
    asha, tom = world.joined_pair()
    await a_step(asha, who="Ask Tom")
    await asha.taps("Send now")
    await tom.taps("Not me")
    asha.sees("Tom cannot take this on")
    await asha.taps("I’ll do it")
    asha.sees("It is yours now")
    await world.moves(days=2)
    asha.sees("Today is the day")
    tom.never_received("Today is the day")


async def test_a_step_before_the_next_workshop(world: World) -> None:
    """The day before the workshop, as the cohort has it."""
    asha, _ = world.joined_pair()
    await a_step(asha, day="Before the next workshop")
    assert world.rows(NextStep)[0].due_on == date(2027, 3, 2)


async def test_a_step_needs_words(world: World) -> None:
    """A photo is no step; the question stays open."""
    asha, _ = world.joined_pair()
    await said(asha)
    await asha.taps("Next step")
    await asha.sends_photo()
    asha.sees("needs a few words")
    await asha.sends("x" * 301)
    asha.sees("fewer than 300 letters")
    await asha.sends("Call the ward")
    asha.sees("By when?")


async def test_a_step_is_checked_changed_and_kept_like_all_words(world: World) -> None:
    """An NHS number holds a request; Change erases it; Keep to myself leaves an own step."""
    asha, tom = world.joined_pair()
    await a_step(asha, what="Ring about 943 476 5919", who="Ask Tom")
    asha.sees("an NHS number")
    await asha.taps("Change")
    asha.sees("What is the next step? Write it, or leave it.")
    await asha.sends("Ring the family")
    await asha.taps("Tomorrow")
    await asha.taps("Ask Tom")
    await asha.taps("Keep to myself")
    await world.moves(days=2)
    tom.sees("Moving")
    tom.never_received("Ring")
    asha.sees("Today is the day")
    assert [step.what for step in world.rows(NextStep)] == ["", "Ring the family"]


async def test_an_edited_step_is_changed_until_it_was_sent(world: World) -> None:
    """The two minutes begin anew with the new words."""
    asha, tom = world.joined_pair()
    await said(asha)
    await asha.taps("Next step")
    message = await asha.sends("Ring the wrad")
    await asha.taps("No date")
    await asha.taps("Both of us")
    await asha.edits(message, "Ring the ward")
    await world.moves(minutes=3)
    tom.sees("Ring the ward")
    tom.never_received("wrad")
    await asha.edits(message, "Ring nobody")
    asha.sees("has that already")


async def test_my_steps_shows_requests_and_own_steps(world: World) -> None:
    """From /pair: what is asked of one, and what is one's own, with what can be done."""
    asha, tom = world.joined_pair()
    await a_step(asha, who="Ask Tom")
    await asha.taps("Send now")
    await tom.sends("/pair")
    tom.sees("Asha asks you")
    await tom.taps("My next steps")
    assert tom.last_buttons == ["I’ll do it", "Not me"]
    await tom.taps("I’ll do it")
    await tom.sends("/pair")
    await tom.taps("My next steps")
    assert tom.last_buttons == ["Done", "Move it", "Drop it"]
    await tom.taps("Drop it")
    tom.sees("Let go")
    await tom.sends("/pair")
    await tom.taps("My next steps")
    tom.sees("You have no open next steps")


async def test_nobody_is_told_at_night(world: World) -> None:
    """What is said late reaches the partner in the morning, counted as news of the day."""
    asha, tom = world.joined_pair()
    await world.moves_to(datetime(2027, 2, 15, 22, 0, tzinfo=UTC))
    await said(asha)
    await asha.taps("Done for now")
    await world.moves(hours=1)
    assert tom.person.received == []
    await world.moves_to(datetime(2027, 2, 16, 7, 5, tzinfo=UTC))
    tom.sees("Moving")


async def test_the_partner_replies_to_an_update(world: World) -> None:
    """Telegram's own reply to the news is a message to who wrote it."""
    asha, tom = world.joined_pair()
    await said(asha)
    await asha.taps("Done for now")
    news = tom.sees("Asha has said")
    await tom.sends("Well done!", reply_to=news)
    await world.moves(minutes=3)
    asha.sees("Tom wrote to you")
    assert timedelta(minutes=2) <= world.clock.now() - datetime(2027, 2, 15, 9, tzinfo=UTC)
