"""What a facilitator can do for an ask that nobody answers."""

from datetime import timedelta

import pytest

from bot.network.asking.taps import (
    AnswerAsk,
    ChoosePeers,
    PointAtPair,
    SendAskAnswer,
)
from bot.network.exchanging.model import Exchange
from bot.network.model import NetworkWish
from bot.people.model import Member
from bot.privacy.model import AuditEntry
from tests.facilitating import facilitator
from tests.network import (
    OXFORD,
    QUESTION,
    Network,
    answers,
    asks_network,
    forges,
    six_pairs,
    the_ask,
)
from tests.world import Phone, World

TOLD = "A pair of yours asked the network"


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


@pytest.fixture
def fiona(net: Network, world: World) -> Phone:
    """The facilitator of Asha's cohort, and of no other."""
    return facilitator(world, cohorts=(net.cohorts[OXFORD.name],))


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
