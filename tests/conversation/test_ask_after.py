"""How an ask ends: the summary, closing early, asking again, the library."""

from datetime import timedelta

import pytest

from bot.network.asking.model import Ask, AskState
from bot.network.asking.taps import (
    AnswerAsk,
    AskAgain,
    CloseAsk,
    HearFacilitator,
    PointAtPair,
    ShowOurAsk,
)
from bot.network.exchanging.model import Exchange, ExchangeState
from bot.network.library.model import Entry, EntryState
from bot.network.looking.taps import BlockPair
from tests.network import (
    QUESTION,
    Network,
    answers,
    asks_network,
    forges,
    six_pairs,
    the_ask,
)
from tests.world import World

ENDED = "Your ask has come to its end"
CAME = "Another pair asks for help"


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


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
