"""An ask that waits: for a yes that does not come, for a partner who goes, for its writer."""

from datetime import timedelta

import pytest

from bot.network.asking.model import AskState
from bot.privacy.retention import Periods, forget_old
from tests.network import Network, six_pairs, the_ask, writes_ask
from tests.world import World

NAMED = "As Asha and Tom"
PERIODS = Periods(raw=timedelta(days=7), answers_months=6, audit_months=24)


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


async def tidies(world: World) -> None:
    """Let the job that erases what is old run once."""
    now = world.clock.now()
    world.app.store.write(lambda session: forget_old(session, now=now, periods=PERIODS))
    await world.settles()


async def test_without_a_yes_the_writer_can_go_on_without_names(net: Network, world: World) -> None:
    """After three days they hear that it went nowhere; one tap takes the names away."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    await world.moves(days=2, hours=23)
    net.asha.sees_not("has not said yes yet")
    await world.moves(hours=2)
    net.asha.sees("Tom has not said yes yet")
    await net.asha.taps("Without names")
    ask = the_ask(world)
    assert (ask.state, ask.named) == (AskState.DRAFT, False)
    assert "I agree" not in net.tom.last_buttons
    await net.asha.taps("Send")
    assert "Send it now" in net.tom.last_buttons


async def test_a_late_yes_still_lets_it_go(net: Network, world: World) -> None:
    """Who comes back from a holiday finds the buttons as they were; the writer is told once."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    await world.moves(days=9)
    assert net.asha.screen.count("has not said yes yet") == 1
    await net.tom.taps("I agree")
    assert the_ask(world).state is AskState.OPEN


async def test_after_a_yes_the_offer_takes_no_names_away(net: Network, world: World) -> None:
    """The button that came before the yes says that it is settled."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    await world.moves(days=4)
    offer = net.asha.sees("has not said yes yet")
    await net.tom.taps("I agree")
    await net.asha.taps_on(offer, "Without names")
    assert "settled already" in net.asha.toast
    assert (the_ask(world).state, the_ask(world).named) == (AskState.OPEN, True)


@pytest.mark.parametrize("taps", [("/leave", "Leave"), ("/delete", "Everything")])
async def test_a_partner_who_goes_leaves_no_ask_waiting(
    net: Network, world: World, taps: tuple[str, str]
) -> None:
    """Who wrote it hears at once that no yes will come, and can send it alone."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    await net.tom.sends(taps[0])
    await net.tom.taps(taps[1])
    if "Delete everything" in net.tom.last_buttons:
        await net.tom.taps("Delete everything")
    net.asha.sees("Your partner is not here any more, so your ask has gone nowhere")
    await net.asha.taps("Without names")
    await net.asha.taps("Send")
    assert the_ask(world).state is AskState.OPEN


@pytest.mark.parametrize("yes", [True, False])
async def test_once_it_went_no_button_offers_to_change_it(
    net: Network, world: World, *, yes: bool
) -> None:
    """Neither after the partner's yes nor after their four hours."""
    await writes_ask(net.asha)
    await net.asha.taps("Send")
    waits = net.asha.sees("Tom gets it now")
    assert list(waits.labels) == ["Change it", "Cancel"]
    if yes:
        await net.tom.taps("Send it now")
    else:
        await world.moves(hours=5)
    assert the_ask(world).state is AskState.OPEN
    assert list(waits.labels) == []


async def test_an_ask_that_waits_for_a_month_is_forgotten(net: Network, world: World) -> None:
    """Its words go, both hear so, and the partner's old button does nothing."""
    await writes_ask(net.asha)
    await net.asha.taps("Send")
    await net.tom.taps("Wait")
    await world.moves(days=29)
    await tidies(world)
    assert the_ask(world).state is AskState.AWAITING
    await world.moves(days=2)
    await tidies(world)
    for phone in (net.asha, net.tom):
        phone.sees("Your ask waited a long time for a yes")
    await net.tom.taps("Send it now")
    assert "settled already" in net.tom.toast
    assert (the_ask(world).state, the_ask(world).question) == (AskState.CANCELLED, "")


async def test_a_draft_that_nobody_goes_on_with_is_forgotten(net: Network, world: World) -> None:
    """Quietly, after thirty days without a change; the next ask begins afresh."""
    await writes_ask(net.asha)
    await world.moves(days=31)
    await tidies(world)
    assert (the_ask(world).state, the_ask(world).question) == (AskState.CANCELLED, "")
    net.asha.sees_not("waited a long time")
    await net.asha.sends("/ask")
    net.asha.sees("What would you like to ask")
