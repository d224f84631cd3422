"""How an ask ends: the summary, closing early, asking again, the library, the facilitator."""

from datetime import timedelta

import pytest

from bot.network.asking.model import Ask, AskState
from bot.network.asking.taps import (
    AnswerAsk,
    AskAgain,
    ChoosePeers,
    CloseAsk,
    HearFacilitator,
    PointAtPair,
    SendAskAnswer,
    ShowOurAsk,
)
from bot.network.exchanging.model import Exchange, ExchangeState
from bot.network.library.model import Entry, EntryState
from bot.network.looking.taps import BlockPair
from bot.network.model import NetworkWish
from bot.people.model import Member
from bot.privacy.model import AuditEntry
from tests.facilitating import facilitator
from tests.network import OXFORD, QUESTION, Network, asks_network, forges, six_pairs
from tests.world import Phone, World

ENDED = "Your ask has come to its end"
TOLD = "A pair of yours asked the network"
CAME = "Another pair asks for help"


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


@pytest.fixture
def fiona(net: Network, world: World) -> Phone:
    """The facilitator of Asha's cohort, and of no other."""
    return facilitator(world, cohorts=(net.cohorts[OXFORD.name],))


def the_ask(world: World) -> Ask:
    """Return the newest ask."""
    return world.rows(Ask)[-1]


async def answers(phone: Phone, words: str) -> None:
    """Share a thought, and send it."""
    await phone.taps("Share a thought")
    await phone.sends(words)
    await phone.taps("Send now")


# The end.


async def test_after_its_days_both_get_a_summary(net: Network, world: World) -> None:
    """With how many pairs got it, and who answered, as they chose to be called."""
    await asks_network(net)
    cerys = net.pairs[2].lay
    await answers(cerys, "We read every letter aloud with two patients.")
    await world.moves(days=5, hours=1)
    assert the_ask(world).state is AskState.CLOSED
    for phone in net.pairs[0].phones:
        summary = phone.sees(ENDED).body.text
        assert QUESTION[:40] in summary
        assert "One pair answered" in summary
        assert "A pair in Bristol, part of the way" in summary
        assert "Cerys" not in summary


async def test_answers_shown_when_it_is_over_promise_no_reply(net: Network, world: World) -> None:
    """One can still say thanks; while it was open a reply was offered."""
    await asks_network(net)
    await answers(net.pairs[2].lay, "We read every letter aloud with two patients.")
    assert "Reply" in net.asha.last_buttons
    assert "If you reply" in net.asha.sees("every letter aloud").body.text
    await world.moves(days=5, hours=1)
    await net.asha.taps("See the answers")
    assert "Reply" not in net.asha.last_buttons
    assert "Say thanks" in net.asha.last_buttons
    assert "If you reply" not in net.asha.sees("every letter aloud").body.text


async def test_without_an_answer_it_says_what_can_be_done(net: Network, world: World) -> None:
    """Kindly, and it blames nobody."""
    await asks_network(net)
    await world.moves(days=5, hours=1)
    summary = net.asha.sees(ENDED)
    assert "Nobody answered this time" in summary.body.text
    assert list(summary.labels) == ["Ask again", "Ask my facilitator", "See what others asked"]


async def test_at_the_end_cards_say_kindly_that_it_is_over(net: Network, world: World) -> None:
    """Who answered is thanked, nobody is blamed, and nothing more can be tapped or rings."""
    await asks_network(net)
    one, *others = net.got(CAME)
    await answers(one.lay, "We read them aloud.")
    theirs = next(each for each in world.rows(Exchange) if each.pair_id == one.pair_id)
    await forges(one.lay, BlockPair(exchange=theirs.id, sure=True))  # they answered all the same
    rung = [len(peers.professional.person.received) for peers in others]
    await forges(net.asha, CloseAsk(ask=the_ask(world).id))
    for peers in (one, *others):
        for phone in peers.phones:
            card = phone.sees("This ask is over")
            assert card.buttons == []
            assert QUESTION in card.text
            assert ("Thank you for your answer" in card.text) == (peers is one)
            assert ("nobody minds" in card.text) == (peers is not one)
    assert [len(peers.professional.person.received) for peers in others] == rung
    assert {exchange.state for exchange in world.rows(Exchange)} == {ExchangeState.ENDED}


async def test_the_end_waits_for_the_morning(net: Network, world: World) -> None:
    """Opened at eight in the evening with two days, it ends by day."""
    await asks_network(net)
    closes = the_ask(world).closes_at
    assert closes is not None
    assert 7 <= closes.hour < 21


@pytest.mark.parametrize("who", ["asha", "tom"])
async def test_either_can_close_it_early(net: Network, world: World, who: str) -> None:
    """The other hears who did."""
    await asks_network(net)
    closer, other = (net.asha, net.tom) if who == "asha" else (net.tom, net.asha)
    await closer.taps("Close it, thank you")
    assert net.asha.sees("Tom agrees").labels == []
    assert net.tom.sees("Your ask is on its way").labels == []
    closer.sees("No more pairs are asked")
    other.sees(f"{closer.person.sender.first_name} has closed your ask")
    closer.sees(ENDED)
    assert the_ask(world).state is AskState.CLOSED


async def test_both_close_it_at_once(net: Network, world: World) -> None:
    """One summary each."""
    await asks_network(net)
    await net.asha.sends("/home")
    tap = CloseAsk(ask=the_ask(world).id).pack()
    for phone in net.pairs[0].phones:
        message = phone.person.last
        assert message is not None
        phone.person.forges(message.message_id, tap)
    await world.settles()
    for phone in net.pairs[0].phones:
        assert (phone.screen.count(ENDED) + phone.screen.count("has closed your ask")) == 1


async def test_who_had_not_answered_when_it_closed_brings_nobody_next(
    net: Network, world: World
) -> None:
    """The wait for silence ends with it."""
    await asks_network(net)
    await forges(net.asha, CloseAsk(ask=the_ask(world).id))
    await world.moves(hours=12)
    assert len(net.got("This ask is over")) == 3


async def test_what_came_of_it_is_asked_only_after_answers(net: Network, world: World) -> None:
    """Two weeks after the end."""
    await asks_network(net)
    await answers(net.pairs[2].lay, "We read every letter aloud.")
    await forges(net.asha, CloseAsk(ask=the_ask(world).id))
    assert the_ask(world).outcome_at == world.clock.now() + timedelta(weeks=2)


async def test_ask_again_begins_with_the_same_words(net: Network, world: World) -> None:
    """They can be changed, and are sent by a tap; the first stays closed."""
    await asks_network(net)
    await world.moves(days=5, hours=1)
    await net.tom.taps("Ask again")
    net.tom.sees("Here it is again")
    assert QUESTION in net.tom.sees("Other pairs will see this").body.text
    await net.tom.taps("Send")
    net.asha.sees("Tom has written an ask")
    assert [ask.state for ask in world.rows(Ask)] == [AskState.CLOSED, AskState.AWAITING]


async def test_how_it_stands_can_be_seen(net: Network, world: World) -> None:
    """By both, in each state."""
    await asks_network(net)
    ask = the_ask(world)
    await net.pairs[2].lay.taps("Not this time")
    for phone in net.pairs[0].phones:
        await forges(phone, ShowOurAsk(ask=ask.id))
        shown = phone.sees("Your ask is open until Saturday 20 February").body.text
        assert "4 pairs have got it, and 0 have answered" in shown
        assert phone.last_buttons == ["Close it, thank you", "Home"]
    await net.asha.taps("Close it, thank you")
    await forges(net.tom, ShowOurAsk(ask=ask.id))
    net.tom.sees("Your ask is closed")
    assert net.tom.last_buttons == ["Ask again", "Home"]


async def test_the_library_is_offered_at_once(net: Network, world: World) -> None:
    """An entry that is like the ask."""
    world.writes(
        Entry(
            ask_id=None,
            state=EntryState.PUBLISHED,
            question="How can letters after a hospital stay be made easy to read?",
            told="Read them aloud with a patient.",
            topics="letters",
            proposed_at=world.clock.now(),
            published_at=world.clock.now(),
        )
    )
    await asks_network(net)
    for phone in net.pairs[0].phones:
        phone.sees("one ask from the library is like yours")
        assert phone.last_buttons == ["How can letters after a hospital stay…"]


# The facilitator.


async def test_after_a_day_without_an_answer_the_facilitator_is_told(
    net: Network, fiona: Phone, world: World
) -> None:
    """As other pairs see it: not who asks."""
    await asks_network(net)
    await world.moves(hours=23)
    fiona.sees_not(TOLD)
    await world.moves(hours=2)
    told = fiona.sees(TOLD).body.text
    assert QUESTION in told
    for name in ("Asha", "Tom"):
        fiona.never_received(name)


async def test_with_an_answer_nobody_is_told(net: Network, fiona: Phone, world: World) -> None:
    """It is no longer needed."""
    await asks_network(net)
    await answers(net.pairs[2].lay, "We read every letter aloud.")
    await world.moves(days=2)
    fiona.sees_not(TOLD)


async def test_only_who_runs_the_cohort_is_told(net: Network, fiona: Phone, world: World) -> None:
    """The facilitator of another one hears nothing, and can do nothing."""
    other = facilitator(world, chat_id=9002, name="Gerald", cohorts=(net.pairs[2].cohort_id,))
    await asks_network(net)
    await world.moves(hours=25)
    fiona.sees(TOLD)
    other.sees_not(TOLD)
    ask = the_ask(world)
    await forges(other, AnswerAsk(ask=ask.id), ChoosePeers(ask=ask.id, start=0))
    other.sees_not("What would you like to answer?")
    other.sees_not("Which pair could help?")


async def test_before_the_day_is_over_a_facilitator_sees_nothing(
    net: Network, fiona: Phone, world: World
) -> None:
    """Also not by a forged button."""
    await asks_network(net)
    await fiona.sends("/desk")
    await forges(fiona, AnswerAsk(ask=the_ask(world).id))
    fiona.sees_not("What would you like to answer?")


async def test_the_facilitator_answers(net: Network, fiona: Phone, world: World) -> None:
    """Both of the pair get it from "Your facilitator"; the log keeps that it was done."""
    await asks_network(net)
    await world.moves(hours=25)
    await fiona.taps("Answer")
    fiona.sees("from “Your facilitator”")
    await fiona.sends("Ask the reading group at the library.")
    fiona.sees("The pair that asks will see this")
    await fiona.sends("Ask the reading group at the town library.")
    await fiona.taps("Send")
    for phone in net.pairs[0].phones:
        shown = phone.sees("Your facilitator writes about your ask").body.text
        assert "the town library" in shown
        phone.sees_not("group at the library")
    assert "ask-answered" in [entry.act for entry in world.rows(AuditEntry)]
    await world.moves(days=5)
    net.asha.sees("Your facilitator wrote to you too")


async def test_the_facilitator_leaves_it(net: Network, fiona: Phone, world: World) -> None:
    """Nothing goes; an old button sends nothing later."""
    await asks_network(net)
    await world.moves(hours=25)
    await fiona.taps("Answer")
    await fiona.sends("Ask the reading group.")
    await fiona.taps("Leave it")
    await forges(fiona, SendAskAnswer(ask=the_ask(world).id))
    net.asha.sees_not("Your facilitator writes")


async def test_the_facilitator_points_it_at_a_pair(
    net: Network, fiona: Phone, world: World
) -> None:
    """The list shows all pairs of the cohort, so that it does not tell who asks."""
    for member in world.rows(Member):
        if member.name in ("Bronwen", "Declan"):  # back just before the facilitator looks
            until = world.clock.now() + timedelta(hours=24.5)
            world.writes(NetworkWish(member_id=member.id, muted_until=until))
    await asks_network(net)
    await world.moves(hours=25)
    await fiona.taps("Point it at a pair")
    assert fiona.last_buttons == ["Asha, Tom", "Bronwen, Declan", "Desk"]
    await fiona.taps("Bronwen, Declan")
    fiona.sees("It is on its way to Bronwen, Declan")
    for phone in net.pairs[1].phones:
        phone.sees("A facilitator thought of you")
    assert "ask-pointed" in [entry.act for entry in world.rows(AuditEntry)]


async def test_an_ask_points_not_at_who_asks(net: Network, fiona: Phone, world: World) -> None:
    """Nor at a pair of another cohort."""
    await asks_network(net)
    await world.moves(hours=25)
    ask, before = the_ask(world), len(world.rows(Exchange))
    for peers in (net.pairs[0], net.pairs[3]):
        await forges(fiona, PointAtPair(ask=ask.id, pair=peers.pair_id))
        assert fiona.toast.startswith("It cannot go to them just now")
    assert len(world.rows(Exchange)) == before


async def test_the_facilitator_can_be_asked_when_it_is_over(
    net: Network, fiona: Phone, world: World
) -> None:
    """Once; and they can still answer."""
    await asks_network(net)
    await world.moves(days=5, hours=1)
    await net.asha.taps("Ask my facilitator")
    net.asha.sees("Your facilitator gets your ask")
    fiona.sees("They ask if you can help")
    assert fiona.last_buttons == ["Answer"]
    await net.tom.taps("Ask my facilitator")
    assert net.tom.toast == "Your facilitator has it already."
    await fiona.taps("Answer")
    await fiona.sends("Come and see me.")
    await fiona.taps("Send")
    net.tom.sees("Come and see me.")


async def test_without_a_facilitator_it_is_said(net: Network, world: World) -> None:
    """Nobody waits for nothing."""
    await asks_network(net)
    await world.moves(days=5, hours=1)
    await net.asha.taps("Ask my facilitator")
    assert net.asha.toast == "There is no facilitator here yet who could answer."


async def test_another_pair_can_do_nothing_with_it(net: Network, world: World) -> None:
    """In any state."""
    await asks_network(net)
    ask = the_ask(world)
    stranger = net.pairs[1].lay
    taps = (
        CloseAsk(ask=ask.id),
        AskAgain(ask=ask.id),
        HearFacilitator(ask=ask.id),
        ShowOurAsk(ask=ask.id),
        AnswerAsk(ask=ask.id),
        PointAtPair(ask=ask.id, pair=net.pairs[4].pair_id),
    )
    await forges(stranger, *taps)
    assert the_ask(world).state is AskState.OPEN
    await world.moves(days=5, hours=1)
    await forges(stranger, *taps)
    assert len(world.rows(Ask)) == 1
    stranger.sees_not("Your ask")
