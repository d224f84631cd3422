"""/network: who is there, looking round, one's own, and how one takes part."""

import pytest

from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Exchange, Why
from bot.network.library.model import Entry, EntryState
from bot.network.looking.taps import BlockPair, HelpWith, ReadAsk, Unblock
from bot.network.model import NetworkWish, Use
from bot.network.peers.model import ComparedText
from tests.exchanging import asked, brought, close
from tests.network import COMING, Group, Network, Two, add_pair, forges, six_pairs
from tests.world import Phone, World


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


@pytest.fixture
def cerys(net: Network) -> Phone:
    """A member of another pair than the one that asks."""
    return net.others[1].lay


async def test_small_places_are_not_counted_by_name(net: Network) -> None:
    """Fewer than five pairs in one town are only part of the whole."""
    await net.asha.sends("/network")
    net.asha.sees("6 pairs are here.")
    net.asha.sees_not("Oxford")
    york = Group(name="York 2027", venue="Guildhall, York", days=COMING)
    for number in range(5):
        two = Two(lay=f"L{number}", professional=f"P{number}", group=york, challenge="x")
        add_pair(net, two, first_id=2001 + 2 * number)
    await net.asha.sends("/network")
    net.asha.sees("11 pairs are here. They are in York (5) and other places (6).")


async def test_an_open_ask_is_found_by_words_and_can_be_answered(
    net: Network, cerys: Phone
) -> None:
    """Who asks stays unnamed; the ask comes as to any pair, and only once."""
    ask = asked(net)
    await cerys.sends("/network")
    await cerys.taps("Look something up")
    await cerys.sends("hospital letters")
    found = cerys.sees("A pair asks now: How do you write letters")
    assert found.protect_content
    await cerys.taps("1. Read it")
    cerys.sees("A pair in Oxford, just starting asks")
    read = cerys.sees("asks")
    await cerys.taps("We may have a thought")
    (exchange,) = net.world.rows(Exchange)
    assert (exchange.ask_id, exchange.pair_id) == (ask, net.others[1].pair_id)
    assert exchange.why is Why.FOUND
    await cerys.taps("Share a thought")
    await cerys.sends("We read them aloud.")
    await cerys.taps("Send now")
    net.asha.sees("We read them aloud.")
    await cerys.taps_on(read, "We may have a thought")
    assert "already" in cerys.toast
    for name in ("Asha", "Tom"):
        cerys.never_received(name)


async def test_a_finished_story_is_found_by_its_meaning(net: Network, cerys: Phone) -> None:
    """Without a word in common; what is not published is not found."""
    for state in (EntryState.PUBLISHED, EntryState.PROPOSED, EntryState.REMOVED):
        net.world.writes(
            Entry(
                ask_id=None, state=state, question=f"Plain discharge summaries ({state.value})",
                told="Read them aloud first.", topics="letters", meaning=None,
                proposed_at=net.world.clock.now(), published_at=net.world.clock.now(),
            )
        )  # fmt: skip
    await cerys.sends("/network")
    await cerys.taps("Look something up")
    await cerys.sends("summaries people understand")
    cerys.sees("What pairs learned: Plain discharge summaries (published)")
    cerys.sees_not("(proposed)")
    cerys.sees_not("(removed)")


async def test_nothing_found_is_said_kindly(net: Network, cerys: Phone) -> None:
    """With a way on; a photo is no search."""
    await cerys.sends("/network")
    await cerys.taps("Look something up")
    await cerys.sends_photo()
    cerys.sees("I can only look for words")
    await cerys.sends("zebra crossing")
    cerys.sees("I found nothing like that yet")
    assert "Ask other pairs" in cerys.last_buttons
    await cerys.sends("And now this is a note")
    cerys.sees("What shall I do with")


async def test_topics_lead_to_what_there_is(net: Network, cerys: Phone) -> None:
    """With how much; a topic without anything is not shown."""
    net.world.app.store.write(
        lambda session: setattr(session.get_one(Ask, asked(net)), "topics", "letters discharge")
    )
    await cerys.sends("/network")
    await cerys.taps("Topics")
    assert "Letters and leaflets (1)" in cerys.last_buttons
    assert len(cerys.last_buttons) == 4
    await cerys.taps("Letters and leaflets (1)")
    cerys.sees("A pair asks now")


async def test_a_pair_sees_its_asks_and_those_it_heard(net: Network, cerys: Phone) -> None:
    """With how each stands; the other pair's name is not there."""
    made = brought(net, net.others[1])
    await net.tom.sends("/network")
    await net.tom.taps("Our asks and answers")
    net.tom.sees("you asked “How do you write letters")
    net.tom.sees("open, no answer yet")
    await cerys.sends("/network")
    await cerys.taps("Our asks and answers")
    cerys.sees("a pair asked you “How do you write letters")
    cerys.sees("you can still answer")
    close(net, made.ask)
    await cerys.sends("/network")
    await cerys.taps("Our asks and answers")
    cerys.sees("– closed")
    assert not any("Answer" in label for label in cerys.last_buttons)


async def test_a_closed_hidden_or_blocked_ask_cannot_be_read(net: Network, cerys: Phone) -> None:
    """Nor helped with, by whatever button."""
    ask = asked(net)
    outsider = net.others[3].lay

    def hide(*, hidden: bool) -> None:
        net.world.app.store.write(
            lambda session: setattr(session.get_one(Ask, ask), "hidden", hidden)
        )

    hide(hidden=True)
    await forges(outsider, ReadAsk(ask=ask), HelpWith(ask=ask))
    assert "closed now" in outsider.toast
    hide(hidden=False)
    close(net, ask)
    await forges(outsider, ReadAsk(ask=ask), HelpWith(ask=ask), ReadAsk(ask=999))
    assert net.world.rows(Exchange) == []
    outsider.sees_not("How do you write")


async def test_a_member_says_how_they_take_part(net: Network, cerys: Phone) -> None:
    """What may be compared, how often, and rest; each is shown and can be changed back."""
    await cerys.sends("/network")
    await cerys.taps("How I take part")
    cerys.sees("your challenge.")
    await cerys.taps("My words")
    cerys.sees("No person reads yours")
    await cerys.taps("Progress and answers too")
    cerys.sees("your challenge, your progress and what you told other pairs")
    await cerys.taps("Two a week")
    cerys.sees("two a week at most")
    await cerys.taps("Rest from the network")
    await cerys.taps("Four weeks")
    cerys.sees("No asks come until")
    await cerys.taps("Let asks come again")
    cerys.sees("Asks may come.")
    await cerys.taps("My words")
    await cerys.taps("None")
    (wish,) = net.world.rows(NetworkWish)
    assert (wish.use, wish.asks_a_week, wish.muted_until) == (Use.NOTHING, 2, None)
    assert net.world.rows(ComparedText) == []


async def test_a_blocked_pair_is_never_met_until_it_is_undone(net: Network, cerys: Phone) -> None:
    """After one question; the partner alone is told, and nothing goes either way."""
    made = brought(net, net.others[1])
    await forges(cerys, BlockPair(exchange=made.exchange, sure=False))
    cerys.sees("They will not be told")
    await cerys.taps("Never again")
    before = [len(phone.person.received) for phone in net.pairs[0].phones]
    await forges(cerys, BlockPair(exchange=made.exchange, sure=True))
    cerys.sees("do not meet this pair already")
    await forges(cerys, ReadAsk(ask=made.ask))
    assert "closed now" in cerys.toast
    assert [len(phone.person.received) for phone in net.pairs[0].phones] == before
    told = net.others[1].professional
    told.sees("Cerys has asked me to keep your pair apart from this pair: A pair in Oxford")
    assert len(told.person.received) == 1
    await cerys.sends("/network")
    await cerys.taps("How I take part")
    await cerys.taps("Pairs we do not meet")
    await cerys.taps("A pair in Oxford, just starting")
    cerys.sees("There is no pair that you do not meet")
    await forges(cerys, ReadAsk(ask=made.ask))
    cerys.sees("asks")
    stranger = net.others[3].lay
    await forges(stranger, BlockPair(exchange=made.exchange, sure=True))
    await forges(stranger, Unblock(exchange=made.exchange))
    assert "not yours" in stranger.toast


async def test_an_ask_of_ones_own_cannot_be_answered_by_oneself(net: Network) -> None:
    """It can be read."""
    ask = asked(net)
    await forges(net.tom, ReadAsk(ask=ask))
    net.tom.sees("your own ask")
    await forges(net.tom, HelpWith(ask=ask))
    assert net.world.rows(Exchange) == []
    assert [each.state for each in net.world.rows(Ask)] == [AskState.OPEN]
