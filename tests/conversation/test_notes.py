"""Words that fit nothing, messages to the partner, and words for the facilitator."""

import pytest
from sqlalchemy.orm import Session

from bot.pairs import notes
from bot.pairs.model import Note, NoteKind, ProgressUpdate
from bot.people.model import Facilitator, FacilitatorCohort, Member
from bot.sharing.model import Piece
from tests.world import Phone, World


def note(world: World) -> Note:
    """Return the newest note."""
    return world.rows(Note)[-1]


def with_facilitator(world: World) -> Phone:
    """Let Ruth run the cohort from her phone."""
    ruth = world.writes(Facilitator(name="Ruth", chat_id=4004, joined_at=world.clock.now()))
    world.writes(FacilitatorCohort(facilitator_id=ruth.id, cohort_id=1))
    phone = world.phone(4004, "Ruth")
    phone.person._require_usable()
    return phone


async def test_words_that_fit_nothing_are_kept_and_asked_about_once(world: World) -> None:
    """Messages within two minutes are one note with one question."""
    asha, tom = world.joined_pair()
    await asha.sends("The new matron starts in May.")
    assert asha.last_buttons == ["Send it to Tom", "It is how things are going", "More"]
    await world.moves(minutes=1)
    await asha.sends("She knows our ward.")
    (told,) = asha.news
    assert told.text.startswith("I have put that with it")
    assert note(world).words == "The new matron starts in May.\n\nShe knows our ward."
    assert note(world).kind is NoteKind.UNPLACED
    await world.moves(days=1)
    tom.never_received("matron")
    await asha.sends("Something else")
    assert len(world.rows(Note)) == 2


async def test_one_note_takes_no_more_messages_than_are_quickly_read_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends hundreds gets several notes: each message would cost more than the last."""
    monkeypatch.setattr(notes, "MOST_TOGETHER", 2)
    asha, _ = world.joined_pair()
    for number in range(5):
        await asha.sends(f"Message {number}")
    words = [note.words for note in world.rows(Note)]
    assert words == ["Message 0\n\nMessage 1", "Message 2\n\nMessage 3", "Message 4"]


async def test_more_shows_every_place(world: World) -> None:
    """More adds the facilitator, oneself and forgetting."""
    asha, _ = world.joined_pair()
    await asha.sends("Hm.")
    await asha.taps("More")
    assert asha.last_buttons == [
        "Send it to Tom",
        "It is how things are going",
        "Tell my facilitator",
        "Keep it for me alone",
        "Forget it",
    ]


async def test_a_note_to_the_partner_waits_and_arrives_with_its_writers_name(world: World) -> None:
    """Held two minutes, then relayed under a spoiler and protected, with a way to answer."""
    asha, tom = world.joined_pair()
    await asha.sends("Can we meet on Friday?")
    await asha.taps("Send it to Tom")
    asha.sees("Tom will get this in two minutes")
    assert tom.person.received == []
    await world.moves(minutes=3)
    (got,) = tom.person.received
    assert got.text == "Asha wrote to you:\n\nCan we meet on Friday?"
    assert "<tg-spoiler>Can we meet on Friday?</tg-spoiler>" in got.html
    assert got.protect_content
    assert not got.silent
    await tom.taps("Reply")
    await tom.sends("Friday is fine.")
    await tom.taps("Send now")
    asha.sees("Tom wrote to you:\n\nFriday is fine.")


async def test_messages_within_two_minutes_reach_the_partner_as_one(world: World) -> None:
    """Each further message starts the two minutes anew."""
    asha, tom = world.joined_pair()
    await asha.sends("/home")
    await asha.taps("Write to Tom")
    asha.sees("Write to Tom, or send")
    await asha.sends("One.")
    await world.moves(minutes=1)
    await asha.sends("Two.")
    await world.moves(minutes=1)
    assert tom.person.received == []
    await world.moves(minutes=2)
    (got,) = tom.person.received
    assert "One.\n\nTwo." in got.text
    await asha.sends("Three.")
    asha.sees("What shall I do with it?")


async def test_a_long_message_arrives_whole(world: World) -> None:
    """More than one message can carry is sent in parts, the button under the last."""
    asha, tom = world.joined_pair()
    words = " ".join(f"word{number}" for number in range(480))
    await asha.sends("/home")
    await asha.taps("Write to Tom")
    await asha.sends(words)
    await asha.taps("Send now")
    first, second = tom.person.received
    assert " ".join(f"{first.text} {second.text}".split()).endswith(words)
    assert not first.labels
    assert second.labels == ["Reply"]


async def test_a_photo_for_the_partner_is_asked_about(world: World) -> None:
    """Could this photo identify a patient? Only then it goes, with its words."""
    asha, tom = world.joined_pair()
    await asha.sends_photo("The new board")
    await asha.taps("Send it to Tom")
    asha.sees("Could this photo identify a patient?")
    await world.moves(hours=1)
    assert tom.person.received == []
    await asha.taps("No, send it")
    text, photo = tom.person.received
    assert "The new board" in text.text
    assert photo.media is not None
    assert photo.protect_content
    assert photo.has_spoiler


async def test_a_photo_is_asked_about_after_its_words(world: World) -> None:
    """Every kind that was found is named; a yes to the words is none to the photo."""
    asha, tom = world.joined_pair()
    await asha.sends_photo("My patient, 943 476 5919")
    await asha.taps("Send it to Tom")
    asha.sees("something about a patient and an NHS number")
    await asha.taps("Not a patient’s")
    asha.sees("Could this photo identify a patient?")
    await world.moves(hours=1)
    assert tom.person.received == []
    await asha.taps("No, send it")
    assert len(tom.person.received) == 2


async def test_words_about_a_patient_are_held(world: World) -> None:
    """Keep to myself after the check leaves a note to oneself."""
    asha, tom = world.joined_pair()
    await asha.sends("My patient in bed 4 rang.")
    await asha.taps("Send it to Tom")
    asha.sees("something about a patient")
    await asha.taps("Keep to myself")
    await world.moves(hours=1)
    tom.never_received("bed 4")
    assert note(world).kind is NoteKind.SELF


async def test_the_facilitator_gets_this_message_only(world: World) -> None:
    """Its writer is told who will see it before it goes."""
    asha, tom = world.joined_pair()
    ruth = with_facilitator(world)
    await asha.sends("We need a sponsor.")
    await asha.taps("More")
    await asha.taps("Tell my facilitator")
    asha.sees("Ruth runs your programme and will see this in two minutes")
    await world.moves(minutes=3)
    (got,) = ruth.person.received
    assert "Asha (pair A)" in got.text
    assert "We need a sponsor." in got.text
    assert tom.person.received == []


async def test_without_a_facilitator_it_says_so_and_keeps_the_words(world: World) -> None:
    """Nobody is promised who is not there."""
    asha, _ = world.joined_pair()
    await asha.sends("We need a sponsor.")
    await asha.taps("More")
    await asha.taps("Tell my facilitator")
    asha.sees("has not joined here yet")
    assert (note(world).kind, note(world).words) == (NoteKind.SELF, "We need a sponsor.")


async def test_a_note_can_become_progress(world: World) -> None:
    """It asks for the state, and the words go with it after two minutes."""
    asha, tom = world.joined_pair()
    await asha.sends("The board said yes.")
    await asha.taps("It is how things are going")
    await asha.taps("Moving")
    (update,) = world.rows(ProgressUpdate)
    assert update.happened == "The board said yes."
    await world.moves(minutes=3)
    tom.sees("The board said yes.")
    assert note(world).words is None


async def test_forget_erases_here_and_in_the_chat(world: World) -> None:
    """The message leaves the chat, and no row holds its words."""
    asha, _ = world.joined_pair()
    message = await asha.sends("Oh no.")
    await asha.taps("More")
    await asha.taps("Forget it")
    asha.sees("Forgotten")
    assert message.deleted
    assert note(world).words is None
    assert world.rows(Piece) == []


async def test_old_buttons_and_double_taps_place_nothing_twice(world: World) -> None:
    """A note that found its place stays there."""
    asha, tom = world.joined_pair()
    await asha.sends("Hm.")
    question = asha.sees("What shall I do with it?")
    await asha.taps("More")
    await asha.taps("Keep it for me alone")
    for label in ("Send it to Tom", "More", "Forget it"):
        await asha.taps_on(question, label)
        assert "found its place already" in asha.toast
    await world.moves(minutes=5)
    assert tom.person.received == []
    await tom.sends("Ah.")
    theirs = tom.sees("What shall I do with it?")
    tom.person.forges(theirs.message_id, "np:1:m")
    await world.settles()
    assert "not yours" in tom.toast


async def test_an_edited_note_is_changed_until_it_has_gone(world: World) -> None:
    """Then its writer is told that the other has it."""
    asha, tom = world.joined_pair()
    message = await asha.sends("See you Friday.")
    await asha.edits(message, "See you Thursday.")
    assert note(world).words == "See you Thursday."
    await asha.taps("Send it to Tom")
    await asha.edits(message, "See you on Monday.")
    await world.moves(minutes=3)
    tom.sees("See you on Monday.")
    tom.never_received("Thursday")
    await asha.edits(message, "Never.")
    asha.sees("has that already")
    tom.never_received("Never.")


async def test_a_message_when_the_partner_is_gone_is_kept(world: World) -> None:
    """Who left meanwhile gets nothing; the writer is told, and the words are kept."""
    asha, tom = world.joined_pair()
    await asha.sends("Are you there?")
    await asha.taps("Send it to Tom")

    def leave(session: Session) -> None:
        session.get_one(Member, 2).left_at = world.clock.now()

    world.app.store.write(leave)
    await world.moves(minutes=3)
    asha.sees("kept it for you alone")
    assert tom.person.received == []
    assert note(world).kind is NoteKind.SELF


async def test_a_message_at_night_waits_for_the_morning(world: World) -> None:
    """A partner's words ring no later than anything else."""
    asha, tom = world.joined_pair()
    await world.moves(hours=13)
    await asha.sends("One more thing")
    await asha.taps("Send it to Tom")
    await world.moves(hours=8)
    assert tom.person.received == []
    await world.moves(hours=2)
    tom.sees("One more thing")


async def test_an_unknown_command_is_no_note(world: World) -> None:
    """A mistyped command is answered, not kept."""
    asha, _ = world.joined_pair()
    await asha.sends("/hmoe")
    asha.sees("I do not know that one")
    assert world.rows(Note) == []


async def test_markup_that_a_person_wrote_is_shown_as_written(world: World) -> None:
    """What a person wrote is escaped when it is relayed."""
    asha, tom = world.joined_pair()
    await asha.sends("<b>5 < 6 & 7</b>")
    await asha.taps("Send it to Tom")
    await asha.taps("Send now")
    tom.sees("<b>5 < 6 & 7</b>")


async def test_words_typed_at_how_is_it_going_are_first_offered_as_news(world: World) -> None:
    """Who types where a tap was asked for most likely means an update."""
    asha, _ = world.joined_pair()
    await asha.sends("/progress")
    await asha.sends("The matron said yes.")
    assert asha.last_buttons[0] == "It is how things are going"
