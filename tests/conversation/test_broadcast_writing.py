"""What a broadcast says: words, files, albums and answer buttons."""

from tests.conversation.test_broadcast import written
from tests.facilitating import facilitator
from tests.world import World


async def test_a_file_without_words_is_called_a_file(world: World) -> None:
    """A report never stands without a name."""
    world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends_voice()
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    fiona.sees("Sent on Monday 15 February: a file")


async def test_a_double_tap_asks_once_and_its_cancel_goes_with_the_answer(world: World) -> None:
    """A Cancel that stands far above would throw away what was written since."""
    world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    who = fiona.sees("Who is it for?")
    await fiona.taps("Write it")
    await fiona.taps_on(who, "Write it")
    assert fiona.toast == "I am waiting for your words. Just write them."
    assert fiona.screen.count("Send me the message now") == 1
    await fiona.sends("See you on Monday")
    assert fiona.sees("Send me the message now").labels == []
    assert "Send now" in fiona.last_buttons


async def test_a_voice_note_arrives_with_its_buttons(world: World) -> None:
    """The answers stand under it, and a tap counts."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends_voice()
    await fiona.taps("Answer buttons")
    await fiona.taps("Yes / No")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    (voice,) = asha.person.received
    assert voice.media is not None
    assert voice.labels == ["Yes", "No"]
    await asha.taps("Yes")
    await fiona.taps("Look again")
    fiona.sees("Yes: 1")


async def test_own_answers_are_typed_one_a_line(world: World) -> None:
    """Up to five, and never more."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "Which day?")
    await fiona.taps("Answer buttons")
    await fiona.taps("My own words")
    await fiona.sends("1\n2\n3\n4\n5\n6")
    fiona.sees("up to 5 answers")
    await fiona.sends("Monday\nTuesday")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    assert asha.last_buttons == ["Monday", "Tuesday"]


async def test_a_slip_that_is_edited_in_telegram_is_mended_in_the_draft(world: World) -> None:
    """What goes is what the facilitator's own message says; once it is on its way they are told."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    typed = await fiona.sends("See you on Munday")
    await fiona.edits(typed, "See you on Monday")
    assert fiona.news[0].text == "See you on Monday"
    await fiona.taps("Send now")
    await fiona.edits(typed, "See you on Tuesday")
    fiona.sees("That does not change what people get")
    await world.moves(minutes=1.1)
    assert [message.text for message in asha.person.received] == ["See you on Monday"]


async def test_stepping_back_from_a_question_keeps_what_is_written(world: World) -> None:
    """Only Cancel under the message itself throws it away."""
    world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "Which day?")
    await fiona.taps("Answer buttons")
    await fiona.taps("My own words")
    assert fiona.last_buttons == ["Back"]
    await fiona.taps("Back")
    await fiona.taps("Other words")
    assert fiona.last_buttons == ["Back"]
    await fiona.taps("Back")
    await fiona.taps("See it as they will")
    assert fiona.news[0].text == "Which day?"


async def test_a_photo_and_an_album_arrive_as_they_were_sent(world: World) -> None:
    """Captions, names and answer buttons go with them."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends_photo("For {name}")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    assert asha.sees("For Asha").media is not None
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    for caption in ("One, {name}", "Two", None):
        await fiona.sends_photo(caption, album="7")
    await fiona.taps("See it as they will")
    await fiona.taps("Answer buttons")
    await fiona.taps("Yes / No")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    album = [message for message in asha.person.received if message.media_group_id]
    assert [message.text for message in album] == ["One, Asha", "Two", ""]
    await asha.taps("Yes")
    await fiona.taps("Look again")
    fiona.sees("Yes: 1")
    await fiona.taps("Recall")
    await fiona.taps("Yes, recall it")
    assert all(message.deleted for message in album)
    asha.sees_not("Please tap one")


async def test_other_words_for_an_album_go_under_its_first_picture(world: World) -> None:
    """The facilitator hears that before they type, and what stands under the others stays."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    for caption in ("On Munday", "The map"):
        await fiona.sends_photo(caption, album="7")
    await fiona.taps("See it as they will")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    await fiona.taps("Change the words")
    fiona.sees("they stand under the first picture or file. What stands under the others stays")
    await fiona.sends("On Monday")
    await fiona.taps("Change it for everybody")
    assert [message.body.text for message in asha.person.received] == ["On Monday", "The map"]
