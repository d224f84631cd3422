"""Keeping an ask's story for others: nobody's name, and everybody's yes."""

import pytest
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask
from bot.network.exchanging.model import Response
from bot.network.exchanging.taps import ShareThought
from bot.network.library.model import Entry, EntryState, EntryWish
from bot.network.library.taps import (
    AgreeToEntry,
    DropEntry,
    KeepForOthers,
    OfferEntry,
    ReadEntry,
    RefuseEntry,
    RewordQuestion,
    ToggleAnswer,
)
from bot.post.taps import Tap
from bot.privacy.model import AuditEntry
from tests.exchanging import Brought, asked, brought, close
from tests.network import Network, forges, organisation_of, six_pairs
from tests.world import Phone, World

OUTCOME = "Our letters are half as long now."


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


async def answers(phone: Phone, made: Brought, words: str) -> None:
    """Share a thought and let it go."""
    await forges(phone, ShareThought(exchange=made.exchange))
    await phone.sends(words)
    await phone.taps("Not a patient’s number" if "943" in words else "Send now")


async def over(net: Network, *, second: str = "Use pictures.") -> int:
    """Let two pairs have answered an ask of Asha's, that is over; return its id."""
    ask = asked(net)
    for peers, words in ((net.others[1], "Read them aloud."), (net.others[4], second)):
        await answers(peers.lay, brought(net, peers, ask=ask), words)

    def ends(session: Session) -> None:
        session.get_one(Ask, ask).outcome = OUTCOME

    net.world.app.store.write(ends)
    close(net, ask)
    return ask


def writers(net: Network) -> tuple[Phone, Phone, Phone, Phone]:
    """Return both who asked, and the two who answered."""
    return net.asha, net.tom, net.others[1].lay, net.others[4].lay


def entry(net: Network) -> Entry:
    """Return the one entry."""
    (found,) = net.world.rows(Entry)
    return found


async def offered(net: Network) -> int:
    """Let Asha offer it to all who wrote; return the ask's id."""
    ask = await over(net)
    await forges(net.asha, KeepForOthers(ask=ask))
    await net.asha.taps("Ask everybody")
    return ask


async def published(net: Network) -> None:
    """Let everybody agree."""
    await offered(net)
    for phone in writers(net)[1:]:
        await phone.taps("Yes, keep it")


async def test_a_story_is_kept_once_everybody_who_wrote_agreed(net: Network) -> None:
    """All read the same words, without a name; then every pair can."""
    await published(net)
    for phone in writers(net):
        phone.sees("It is in the library now")
    reader = net.others[2].lay
    await reader.sends("/network")
    await reader.taps("Look something up")
    await reader.sends("letters after hospital")
    await reader.taps("1. Read it")
    for words in ("How do you write letters", "Read them aloud.", "Use pictures.", OUTCOME):
        assert reader.sees(words).protect_content
    for name in ("Asha", "Cerys", "Kwame", organisation_of("Asha"), organisation_of("Cerys")):
        reader.never_received(name)
    assert not net.others[1].professional.screen.count("library")


async def test_what_is_left_out_needs_nobodys_yes(net: Network) -> None:
    """And stands in no text that anybody is shown."""
    ask = await over(net)
    await forges(net.tom, KeepForOthers(ask=ask))
    await net.tom.taps("Leave out 2")
    net.tom.sees("2. (left out)")
    await net.tom.taps("Leave out 1")
    await net.tom.taps("Ask everybody")
    assert "at least one" in net.tom.toast
    await net.tom.taps("Put back 1")
    await net.tom.taps("Change the question")
    await net.tom.sends_photo()
    net.tom.sees("Only words can stand in the library")
    await net.tom.sends("How can letters be plain?")
    await net.tom.taps("Ask everybody")
    kwame = net.others[4].lay
    kwame.sees_not("stand in the library?")
    net.others[1].lay.sees("How can letters be plain?")
    net.others[1].lay.sees_not("Use pictures.")
    await net.asha.taps("Yes, keep it")
    await net.others[1].lay.taps("Yes, keep it")
    assert entry(net).state is EntryState.PUBLISHED


async def test_one_no_ends_it_and_nobody_hears_whose(net: Network) -> None:
    """The words are gone from the entry at once."""
    await offered(net)
    asha, tom, cerys, kwame = writers(net)
    question = kwame.sees("May this stand in the library?")
    await cerys.taps("Rather not")
    cerys.sees("Nobody hears who said so")
    for phone in (asha, tom, kwame):
        assert "Cerys" not in phone.sees("does not go into the library this time").text
    await kwame.taps_on(question, "Yes, keep it")
    assert "decided already" in kwame.toast
    assert (entry(net).state, entry(net).question, entry(net).told) == (EntryState.REFUSED, "", "")


async def test_a_yes_can_be_taken_back_later(net: Network) -> None:
    """By anybody who wrote; others only read and report."""
    await published(net)
    number = entry(net).id
    reader, cerys = net.others[2].lay, net.others[1].lay
    await forges(reader, ReadEntry(entry=number))
    assert "Take my yes back" not in reader.last_buttons
    await forges(cerys, ReadEntry(entry=number))
    await cerys.taps("Take my yes back")
    cerys.sees("gone from the library")
    net.asha.sees("has left the library")
    await forges(reader, ReadEntry(entry=number))
    assert "decided already" in reader.toast
    assert entry(net).told == ""


async def test_what_gives_somebody_away_is_held_first(net: Network) -> None:
    """Any writer's name counts, and a number that is no patient's is noted without the text."""
    ask = await over(net, second="Ask Cerys about 943 476 5919")
    await forges(net.asha, KeepForOthers(ask=ask))
    await net.asha.taps("Ask everybody")
    held = net.asha.sees("it seems to hold").text
    assert "an NHS number" in held
    assert "name" in held
    assert entry(net).state is EntryState.DRAFT
    await net.asha.taps("Not a patient’s number")
    assert entry(net).state is EntryState.PROPOSED
    assert [each.act for each in net.world.rows(AuditEntry)].count("number-fine") >= 1


async def test_an_offer_lapses_after_two_weeks(net: Network) -> None:
    """Quietly; it can be offered once more."""
    ask = await offered(net)
    await net.world.moves(days=15)
    assert entry(net).state is EntryState.REFUSED
    await forges(net.asha, KeepForOthers(ask=ask))
    await net.asha.taps("Ask everybody")
    assert entry(net).state is EntryState.PROPOSED


async def test_who_erases_their_words_erases_them_from_the_library(net: Network) -> None:
    """The whole story goes: nobody can tell their words in it."""
    await published(net)
    cerys = net.others[1].lay
    await cerys.sends("/delete")
    await cerys.taps("Everything")
    await cerys.taps("Delete everything")
    assert (entry(net).state, entry(net).told) == (EntryState.REMOVED, "")
    assert "Read them aloud." not in [each.words for each in net.world.rows(Response)]


async def test_a_story_can_be_reported(net: Network) -> None:
    """It is hidden until somebody has decided."""
    await published(net)
    reader = net.others[2].lay
    await forges(reader, ReadEntry(entry=entry(net).id))
    await reader.taps("Report")
    assert entry(net).state is EntryState.HIDDEN
    await forges(reader, ReadEntry(entry=entry(net).id))
    assert "decided already" in reader.toast


MAKING: tuple[Tap, ...] = (
    ToggleAnswer(entry=1, response=1), RewordQuestion(entry=1), DropEntry(entry=1),
    OfferEntry(entry=1, fine=True),
)  # fmt: skip
SAYING: tuple[Tap, ...] = (AgreeToEntry(entry=1), RefuseEntry(entry=1))


@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.PROPOSED, EntryState.PUBLISHED])
async def test_no_button_works_for_who_has_no_part_in_it(net: Network, state: EntryState) -> None:
    """Nor does one of another time for who has."""
    if state is EntryState.DRAFT:
        await forges(net.asha, KeepForOthers(ask=await over(net)))
    elif state is EntryState.PROPOSED:
        await offered(net)
    else:
        await published(net)
    stranger = net.others[3].lay
    for tap in (*MAKING, *SAYING, KeepForOthers(ask=1)):
        await forges(stranger, tap)
        assert "not yours" in stranger.toast
    if state is not EntryState.DRAFT:
        for tap in MAKING:
            await forges(net.asha, tap)
            assert "decided already" in net.asha.toast
    if state is not EntryState.PROPOSED:
        await forges(net.tom, AgreeToEntry(entry=1))
        assert "not yours" in net.tom.toast or "decided already" in net.tom.toast
    assert entry(net).state is state
    assert all(wish.agrees is not False for wish in net.world.rows(EntryWish))


async def test_an_ask_without_an_answer_has_nothing_to_keep(net: Network) -> None:
    """Nor one that is still open."""
    made = brought(net, net.others[1])
    await forges(net.asha, KeepForOthers(ask=made.ask))
    assert "cannot be kept" in net.asha.toast
    close(net, made.ask)
    await forges(net.asha, KeepForOthers(ask=made.ask))
    assert "cannot be kept" in net.asha.toast
    assert net.world.rows(Entry) == []
