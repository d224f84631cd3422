"""How is it going, on both phones."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.pairs.model import ProgressUpdate
from bot.pairs.states import ProgressState
from bot.people.model import Member
from tests.progressing import said
from tests.world import World


def updates(world: World) -> list[ProgressUpdate]:
    """Return every progress update."""
    return world.rows(ProgressUpdate)


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
