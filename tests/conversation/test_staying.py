"""Leaving the programme without leaving the network."""

from datetime import timedelta

from bot.pairs.model import Pair
from bot.people.model import Member
from bot.privacy.taps import StayInNetwork
from tests.desk import a_facilitator
from tests.network import six_pairs
from tests.world import World

STAY = "Leave, but stay in the network"


async def test_who_stays_has_a_place_alone_without_the_programme(world: World) -> None:
    """The partner hears of the leaving as ever; no prompt and no broadcast comes any more."""
    net = six_pairs(world)
    fiona = a_facilitator(world)
    await net.asha.sends("/leave")
    await net.asha.taps(STAY)
    net.asha.sees("You are still in the network")
    net.tom.sees("Asha has left Tandem")
    old, new = (member for member in world.rows(Member) if member.name == "Asha")
    assert old.left_at is not None
    assert new.left_at is None
    assert new.chat_id == old.chat_id
    await world.moves(days=21)
    before = len(net.asha.person.received)
    await fiona.sends("/cohorts")
    await fiona.taps("Oxford 2027")
    await fiona.taps("People")
    fiona.sees("Asha has left, Tom has joined")
    fiona.sees_not("1001+1")
    await fiona.sends("/broadcast")
    fiona.sees("11 people")
    assert len(net.asha.person.received) == before


async def test_home_shows_the_network_to_who_stayed(world: World) -> None:
    """And nothing of prompts, a partner or workshops."""
    net = six_pairs(world)
    await net.asha.sends("/leave")
    await net.asha.taps(STAY)
    await net.asha.sends("/home")
    assert net.asha.last_buttons == ["Ask other pairs", "Other pairs", "My data"]
    net.asha.sees("You have left the programme")
    await net.asha.taps("Other pairs")
    net.asha.sees("7 pairs are here")


async def test_a_second_tap_makes_no_second_place(world: World) -> None:
    """Nor does the button of the place that was left."""
    net = six_pairs(world)
    await net.asha.sends("/leave")
    question = net.asha.sees("Leave Tandem?")
    await net.asha.taps(STAY)
    await net.asha.taps_on(question, STAY)
    assert "left already" in net.asha.toast
    assert sum(pair.stayed_at is not None for pair in world.rows(Pair)) == 1


async def test_nobody_stays_with_anothers_button(world: World) -> None:
    """Ids in a button are never trusted."""
    net = six_pairs(world)
    await net.tom.sends("/leave")
    screen = net.tom.sees("Leave Tandem?")
    asha = next(member.id for member in world.rows(Member) if member.name == "Asha")
    net.tom.person.forges(screen.message_id, StayInNetwork(member=asha).pack())
    await world.settles()
    assert all(member.left_at is None for member in world.rows(Member))


async def test_who_stayed_can_leave_wholly_later(world: World) -> None:
    """And is not offered to stay once more; their data is all there."""
    net = six_pairs(world)
    await net.asha.sends("/leave")
    await net.asha.taps(STAY)
    await world.moves(hours=1)
    await net.asha.sends("/leave")
    assert STAY not in net.asha.last_buttons
    await net.asha.taps("Leave")
    assert all(
        member.left_at is not None for member in world.rows(Member) if member.chat_id == net.asha.id
    )
    world.jumps_to(world.clock.now() + timedelta(minutes=1))
    await net.asha.sends("/mydata")
    net.asha.sees("everything we hold")
