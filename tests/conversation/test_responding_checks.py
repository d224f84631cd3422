"""What is looked at before an answer goes: words, voice, files, and whose names it shows."""

import pytest

from bot.network.exchanging.model import Response, ResponseState
from bot.network.exchanging.taps import ShareThought
from bot.pairs.model import Note, NoteKind
from bot.privacy.model import AuditEntry
from tests.exchanging import answers, brought, leaves, the
from tests.network import Network, forges, organisation_of, six_pairs
from tests.world import World


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


@pytest.mark.parametrize(
    ("words", "says", "button"),
    [
        ("Cerys here, hello", "the name of one of you", "It is fine"),
        ("farouk knows", "the name of one of you", "It is fine"),
        (f"We work at {organisation_of('Farouk')}", "where one of you works", "It is fine"),
        ("Find me, @cerys_phone_5", "a name or link at Telegram", "It is fine"),
        ("His number is 943 476 5919", "an NHS number", "Not a patient’s number"),
        ("my patient said so", "something about a patient", "It is fine"),
        ("Ring 07700 900123", "a phone number", "It is fine"),
        ("a@b.example.org", "an e-mail address", "It is fine"),
        ("OX4 1AB", "a postcode", "It is fine"),
        ("born 12/5/1950", "a date of birth", "It is fine"),
    ],
)
async def test_words_that_may_point_to_somebody_are_held(
    net: Network, words: str, says: str, button: str
) -> None:
    """Until the writer says that it is fine, which is noted without the text."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends(words)
    cerys.sees(says)
    assert cerys.last_buttons == ["Change", button, "Keep to myself"]
    await net.world.moves(hours=1)
    assert not net.asha.person.received
    await cerys.taps(button)
    net.asha.sees(words)
    (entry,) = net.world.rows(AuditEntry)
    assert words not in f"{entry.actor} {entry.act} {entry.subject}"


async def test_changed_words_are_gone_and_others_can_be_written(net: Network) -> None:
    """Change erases what was typed and waits anew; the rest is as it was."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends("Cerys here")
    await cerys.taps("Change")
    assert [row.words for row in net.world.rows(Response)] == [None]
    await cerys.sends("A pair here")
    await cerys.taps("Send now")
    net.asha.sees("A pair here")
    net.asha.never_received("Cerys")


async def test_kept_words_become_a_note_of_ones_own(net: Network) -> None:
    """Keep to myself: nobody gets them, and further words are no part of it."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends("Hm, no.")
    await cerys.taps("Keep to myself")
    (note,) = net.world.rows(Note)
    assert (note.kind, note.words) == (NoteKind.SELF, "Hm, no.")
    await cerys.sends("And then?")
    cerys.sees("What shall I do with it?")
    await net.world.moves(hours=1)
    assert not net.asha.person.received


async def test_an_edit_counts_while_it_waits_and_not_after(net: Network) -> None:
    """After it went the writer is told that they see it as it was."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    typed = await cerys.sends("We red them.")
    await cerys.edits(typed, "We read them.")
    await cerys.taps("Send now")
    net.asha.sees("We read them.")
    await cerys.edits(typed, "We sang them.")
    cerys.sees("This has gone already, so they see it as it was")
    net.asha.never_received("sang")


async def test_a_photo_is_kindly_refused(net: Network) -> None:
    """Only words go; the conversation waits for them."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends_photo("Our board")
    cerys.sees("Only words can go to other pairs. Could you write it?")
    await cerys.sends("It is a board.")
    await cerys.taps("Send now")
    net.asha.sees("It is a board.")
    net.asha.never_received("Our board")


async def test_a_voice_note_goes_only_when_its_speaker_chose_so(net: Network) -> None:
    """They are told first that a voice identifies."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends_voice()
    cerys.sees("A voice can tell other people who you are")
    await net.world.moves(hours=1)
    assert not net.asha.person.received
    await cerys.taps("Send as voice")
    await cerys.taps("Send now")
    text, voice = net.asha.person.received
    assert "They sent a voice note" in text.text
    assert voice.media is not None
    assert voice.text == "From: A pair in Bristol, part of the way"
    assert voice.protect_content


async def test_a_voice_note_can_be_written_instead(net: Network) -> None:
    """It is forgotten, and its buttons do nothing any more."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends_voice()
    asking = cerys.sees("A voice can tell")
    await cerys.taps("Write it instead")
    (row,) = net.world.rows(Response)
    assert (row.state, row.voice) == (ResponseState.KEPT, None)
    await cerys.taps_on(asking, "Send as voice")
    assert cerys.toast == "That has been decided already."
    await cerys.sends("In words, then.")
    await cerys.taps("Send now")
    net.asha.sees("In words, then.")


async def test_those_who_ask_send_no_voice(net: Network) -> None:
    """Only words go back: they may have asked without names."""
    made = brought(net, net.others[1])
    await answers(net.others[1].lay, made)
    await net.asha.taps("Reply")
    await net.asha.sends_voice()
    net.asha.sees("Only words can go to other pairs")


async def test_names_show_only_when_both_wish_so(net: Network) -> None:
    """One wish asks the partner; until they agree it goes without names."""
    cerys, farouk = net.others[1].phones
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.taps("Show our names")
    cerys.sees("Farouk is asked too. Until then it goes without names")
    await cerys.sends("One.")
    await cerys.taps("Send now")
    assert "A pair in Bristol" in net.asha.sees("One.").text
    await farouk.taps("Show our names")
    cerys.sees("Farouk agrees")
    await forges(cerys, ShareThought(exchange=made.exchange))
    cerys.sees("They see it as from: Cerys and Farouk")
    await cerys.sends("It is Cerys again.")
    await cerys.taps("Send now")
    assert "From: Cerys and Farouk." in net.asha.sees("It is Cerys again.").text


async def test_one_wish_twice_is_still_one(net: Network) -> None:
    """Nobody agrees for their partner."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    asking = cerys.sees("What comes to mind?")
    await cerys.taps_on(asking, "Show our names")
    await cerys.taps_on(asking, "Show our names")
    assert not the(net, made).named
    assert len(net.others[1].professional.person.received) == 1


async def test_without_our_names_again_checks_what_waits(net: Network) -> None:
    """Words that hold a name are held when names go."""
    cerys, farouk = net.others[1].phones
    made = brought(net, net.others[1])
    for phone in (cerys, farouk):
        await forges(phone, ShareThought(exchange=made.exchange))
        await phone.taps("Show our names")
    await cerys.sends("Cerys here.")
    await forges(farouk, ShareThought(exchange=made.exchange))
    await farouk.taps("Without our names")
    cerys.sees("Farouk would rather stay without names")
    cerys.sees("the name of one of you")
    await net.world.moves(hours=1)
    assert not net.asha.person.received


async def test_a_pair_of_one_decides_alone_about_its_name(net: Network) -> None:
    """Where no partner is here nobody else is asked, and nobody else is named."""
    leaves(net, net.others[1].professional)
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.taps("Show our names")
    await cerys.sends("Alone.")
    await cerys.taps("Send now")
    assert "From: Cerys." in net.asha.sees("Alone.").text
