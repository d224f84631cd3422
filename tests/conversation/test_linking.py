"""Put us in touch: four yeses, or nothing; then details, or a chat for thirty days."""

import pytest

from bot.network.exchanging.model import ResponseState
from bot.network.exchanging.taps import ShareThought
from bot.network.linking.model import Link, LinkKind, LinkMessage, LinkPlace, LinkState
from bot.network.linking.taps import (
    AgreeToLink,
    CloseLink,
    ContactIsRight,
    NoContact,
    ProposeLink,
    PutInTouch,
    RefuseLink,
    ShowLink,
    WriteInChat,
)
from bot.network.looking.taps import BlockPair
from bot.pairs.model import Note
from bot.post.taps import Tap
from tests.exchanging import Brought, brought, leaves
from tests.network import Network, forges, organisation_of, six_pairs
from tests.world import Phone, World

DETAILS, CHAT = "Swap names and details", "A chat here for 30 days"


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


async def answers(phone: Phone, made: Brought) -> None:
    """Share a thought and let it go."""
    await forges(phone, ShareThought(exchange=made.exchange))
    await phone.sends("We read them aloud.")
    await phone.taps("Send now")


async def spoken(net: Network) -> Brought:
    """Let Cerys's and Farouk's pair have answered Asha's and Tom's."""
    made = brought(net, net.others[1])
    await answers(net.others[1].lay, made)
    return made


def the_four(net: Network) -> tuple[Phone, Phone, Phone, Phone]:
    """Return Asha, Tom, Cerys and Farouk."""
    return net.asha, net.tom, *net.others[1].phones


async def proposed(net: Network, label: str) -> Brought:
    """Let Asha propose it from the answer she got."""
    made = await spoken(net)
    await net.asha.taps("More")
    await net.asha.taps("Put us in touch")
    net.asha.sees("Everybody in both pairs must say yes first")
    await net.asha.taps(label)
    return made


def link(net: Network) -> Link:
    """Return the one link."""
    (found,) = net.world.rows(Link)
    return found


async def chatting(net: Network) -> None:
    """Let all four agree to a chat."""
    await proposed(net, CHAT)
    for phone in the_four(net)[1:]:
        await phone.taps("Yes, please")


async def test_once_it_is_open_nobody_can_rather_not(net: Network) -> None:
    """What was offered to those who waited goes when all four agreed."""
    await proposed(net, CHAT)
    _, tom, cerys, farouk = the_four(net)
    await tom.taps("Yes, please")
    waits = tom.sees("It comes about when everybody has said yes")
    assert waits.labels == ["I would rather not", "Home"]
    await cerys.taps("Yes, please")
    await farouk.taps("Yes, please")
    assert waits.labels == []


async def test_details_are_swapped_once_all_four_agreed(net: Network) -> None:
    """Each sees what the other pair chose to give, and not a word before."""
    await proposed(net, DETAILS)
    asha, tom, cerys, farouk = the_four(net)
    await asha.sends("asha@example.org")
    asha.sees("The other pair will see this")
    await asha.taps("That is right")
    for phone in (cerys, farouk):
        phone.sees("would like to be in touch with your pair")
        phone.never_received("Asha")
    for phone, contact in ((tom, None), (cerys, "07700 900123"), (farouk, None)):
        await phone.taps("Yes, please")
        if contact:
            await phone.sends(contact)
        else:
            await phone.taps("Only my name")
        asha.never_received("Farouk")
        await phone.taps("That is right")
    for phone in (asha, tom):
        phone.sees("Cerys: 07700 900123")
        phone.sees("Farouk")
    for phone in (cerys, farouk):
        phone.sees("Asha: asha@example.org")
        phone.sees("Tom")
    assert link(net).state is LinkState.CLOSED
    assert {place.contact for place in net.world.rows(LinkPlace)} == {None}


async def test_one_no_ends_it_and_nobody_hears_whose(net: Network) -> None:
    """The others hear the same quiet words; their buttons are gone."""
    await proposed(net, CHAT)
    asha, tom, cerys, farouk = the_four(net)
    await tom.taps("Yes, please")
    question = farouk.sees("Would you like that?")
    await cerys.taps("No, thanks")
    cerys.sees("Nobody hears who said so")
    for phone in (asha, tom, farouk):
        said = phone.sees("did not come about this time").text
        assert "Cerys" not in said
    await farouk.taps_on(question, "Yes, please")
    assert "decided already" in farouk.toast
    assert link(net).state is LinkState.REFUSED


async def test_a_chat_goes_to_the_other_three_and_ends_after_thirty_days(net: Network) -> None:
    """Each message says from whom; a day before the end there is a word of warning."""
    await chatting(net)
    asha, tom, cerys, farouk = the_four(net)
    cerys.sees("You have a chat with Asha, Tom and Farouk")
    await cerys.taps("Write to them")
    cerys.sees("What you write now goes to Asha, Tom and Farouk")
    await cerys.sends("Shall we meet?")
    await cerys.taps("Send now")
    for phone in (asha, tom, farouk):
        phone.sees("Cerys wrote in your chat")
        phone.sees("Shall we meet?")
    await tom.sends("Gladly", reply_to=tom.sees("Shall we meet?"))
    await net.world.moves(minutes=3)
    for phone in (asha, cerys, farouk):
        phone.sees("Gladly")
    for peers in (net.others[0], net.others[2]):
        for phone in peers.phones:
            assert not phone.person.received
    await net.world.moves(days=29, hours=1)
    asha.sees("ends tomorrow")
    await net.world.moves(days=1)
    for phone in the_four(net):
        phone.sees("is over")
    await asha.sends("Too late?", reply_to=asha.sees("Gladly"))
    asha.sees("I have kept your words")
    cerys.never_received("Too late?")


async def test_words_that_wait_when_the_chat_ends_are_not_called_sent(net: Network) -> None:
    """Neither by the tap nor after the two minutes; they are kept and offered a place."""
    await chatting(net)
    asha, tom, cerys, _ = the_four(net)
    for phone, words in ((asha, "Shall we meet?"), (tom, "Gladly")):
        await phone.taps("Write to them")
        await phone.sends(words)
    await forges(cerys, CloseLink(link=link(net).id, sure=True))
    await asha.taps("Send now")
    await net.world.moves(minutes=3)
    for phone in (asha, tom):
        phone.sees("This did not go. Your words are kept: see below.")
        phone.sees_not("Sent.")
        assert "Choose a place" in phone.last_buttons
    cerys.never_received("Shall we meet?")


async def test_words_about_a_patient_are_held_in_a_chat_too(net: Network) -> None:
    """Nobody gets them until their writer decides."""
    await chatting(net)
    asha, _, cerys, _ = the_four(net)
    await asha.taps("Write to them")
    await asha.sends("The number is 943 476 5919")
    await net.world.moves(minutes=10)
    cerys.never_received("943 476 5919")
    asha.sees("an NHS number")


async def test_a_photo_does_not_go_into_a_chat(net: Network) -> None:
    """A kind sentence says that words do."""
    await chatting(net)
    await net.asha.taps("Write to them")
    await net.asha.sends_photo("Look")
    net.asha.sees("Only words can go here")
    assert not net.world.rows(LinkMessage)


async def test_anyone_can_end_a_chat_and_nobody_hears_who(net: Network) -> None:
    """After one question; words that still wait become a note."""
    await chatting(net)
    asha, tom, cerys, farouk = the_four(net)
    await asha.taps("Write to them")
    await asha.sends("One more thing")
    await farouk.taps("End the chat")
    await farouk.taps("Yes, end it")
    for phone in (asha, tom, cerys):
        assert "Farouk ended" not in phone.sees("is over").text
        assert phone.sees("You have a chat with").labels == []
    await net.world.moves(minutes=3)
    asha.sees("nobody has seen it")
    cerys.never_received("One more thing")
    assert [note.words for note in net.world.rows(Note)] == ["One more thing"]


async def test_a_proposal_lapses_after_two_weeks(net: Network) -> None:
    """Without a word, and its buttons do nothing any more."""
    await proposed(net, CHAT)
    _, tom, cerys, _ = the_four(net)
    question = tom.sees("Would you like that?")
    before = len(cerys.person.received)
    await net.world.moves(days=15)
    assert link(net).state is LinkState.CLOSED
    assert len(cerys.person.received) == before
    await tom.taps_on(question, "Yes, please")
    assert link(net).state is LinkState.CLOSED


async def test_who_has_left_is_not_waited_for(net: Network) -> None:
    """The three who are here decide."""
    await proposed(net, CHAT)
    _, tom, cerys, farouk = the_four(net)
    leaves(net, farouk)
    await tom.taps("Yes, please")
    await cerys.taps("Yes, please")
    assert link(net).state is LinkState.OPEN
    assert len(farouk.person.received) == len(
        [message for message in farouk.person.received if "You have a chat" not in message.text]
    )


async def test_a_block_ends_a_chat_without_a_word(net: Network) -> None:
    """Nothing goes from one to the other any more."""
    await chatting(net)
    asha, _, cerys, _ = the_four(net)
    exchange = link(net).exchange_id
    await forges(asha, BlockPair(exchange=exchange, sure=True))
    assert link(net).state is LinkState.CLOSED
    cerys.sees_not("is over")
    opened = cerys.sees("You have a chat with")
    assert opened.labels == []
    await cerys.taps_on(opened, "Write to them")
    assert "over" in cerys.toast


async def test_nobody_is_put_in_touch_before_anybody_answered(net: Network) -> None:
    """Nor twice at once."""
    made = brought(net, net.others[1])
    await forges(net.asha, PutInTouch(exchange=made.exchange))
    assert "once the other pair has answered" in net.asha.toast
    await answers(net.others[1].lay, made)
    for phone in (net.asha, net.others[1].lay):
        await forges(phone, ProposeLink(exchange=made.exchange, kind=LinkKind.CHAT))
    assert "asked already" in net.others[1].lay.toast
    assert len(net.world.rows(Link)) == 1


TAPS: tuple[Tap, ...] = (
    AgreeToLink(link=1), RefuseLink(link=1), NoContact(link=1), ContactIsRight(link=1),
    ShowLink(link=1), WriteInChat(link=1), CloseLink(link=1, sure=True),
)  # fmt: skip


async def reaches(net: Network, state: LinkState) -> None:
    """Bring a link for a chat to this state."""
    await proposed(net, CHAT)
    if state is LinkState.OPEN:
        for phone in the_four(net)[1:]:
            await phone.taps("Yes, please")
    elif state is LinkState.REFUSED:
        await net.tom.taps("No, thanks")
    elif state is LinkState.CLOSED:
        await net.world.moves(days=15)


@pytest.mark.parametrize("state", list(LinkState))
async def test_no_button_works_for_who_has_no_part_in_it(net: Network, state: LinkState) -> None:
    """In no state of the link."""
    await reaches(net, state)
    stranger = net.others[3].lay
    for tap in TAPS:
        await forges(stranger, tap)
        assert "not yours" in stranger.toast
        assert link(net).state is state
    for name in ("Asha", "Cerys", "Farouk", organisation_of("Asha")):
        stranger.never_received(name)


@pytest.mark.parametrize(
    ("state", "works"),
    [
        (LinkState.PROPOSED, {AgreeToLink, RefuseLink, NoContact, ContactIsRight, ShowLink}),
        (LinkState.OPEN, {ShowLink, WriteInChat, CloseLink}),
        (LinkState.REFUSED, set()),
        (LinkState.CLOSED, set()),
    ],
)
async def test_each_button_works_only_where_it_means_something(
    net: Network, state: LinkState, works: set[type[Tap]]
) -> None:
    """A button of another time is refused with a kind sentence and changes nothing."""
    await reaches(net, state)
    for tap in TAPS:
        if type(tap) in works:
            continue
        await forges(net.others[1].professional, tap)
        toast = net.others[1].professional.toast
        assert "decided already" in toast or "is over" in toast, type(tap).__name__
        assert link(net).state is state
    assert not [m for m in net.world.rows(LinkMessage) if m.state is ResponseState.SENT]
