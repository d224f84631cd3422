"""An ask goes to the pairs most likely to help, and on to the next."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Exchange, ExchangeState, Why
from bot.network.model import NetworkWish, Use
from bot.network.peers.model import ComparedText, Source
from bot.network.safety.model import Exclusion
from bot.network.wishes import set_use
from bot.pairs.model import Pair, ProgressUpdate
from bot.pairs.states import ProgressState
from bot.people.model import Member
from tests.network import QUESTION, Network, Peers, asks_network, six_pairs
from tests.world import World

CAME = "Another pair asks for help"


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


def member_of(world: World, name: str) -> Member:
    """Return somebody's row."""
    return next(member for member in world.rows(Member) if member.name == name)


def having(world: World, *states: ExchangeState) -> set[int]:
    """Return the pairs with an exchange in these states, in any without."""
    return {
        exchange.pair_id
        for exchange in world.rows(Exchange)
        if not states or exchange.state in states
    }


def lays(pairs: Sequence[Peers]) -> set[str]:
    """Return the lay partners' names."""
    return {peers.lay.person.sender.first_name for peers in pairs}


async def test_it_goes_to_three_pairs_first(net: Network, world: World) -> None:
    """To both of each pair, and to no other; the asking pair gets no card."""
    await asks_network(net)
    got = net.got(CAME)
    assert len(got) == 3
    for peers in got:
        for phone in peers.phones:
            assert QUESTION in phone.sees(CAME).body.text
    for phone in net.pairs[0].phones:
        phone.sees_not(CAME)


async def test_the_pairs_that_worked_on_it_are_among_them(net: Network) -> None:
    """Cerys and Kwame's pairs work on letters; they are told so."""
    await asks_network(net)
    assert {"Cerys", "Kwame"} <= lays(net.got(CAME))
    assert "You worked on letters and leaflets too" in net.pairs[2].lay.screen


async def test_the_card_can_be_answered_declined_and_reported(net: Network) -> None:
    """Four buttons."""
    await asks_network(net)
    assert net.got(CAME)[0].lay.last_buttons == [
        "Share a thought", "We have been there", "Not this time", "Report",
    ]  # fmt: skip


async def test_not_this_time_brings_the_next_pair(net: Network, world: World) -> None:
    """At once."""
    await asks_network(net)
    first = net.got(CAME)
    await first[0].lay.taps("Not this time")
    assert len(net.got(CAME)) == 4
    assert len(having(world, ExchangeState.ASKED)) == 3


async def test_eight_waking_hours_of_silence_bring_the_next(net: Network, world: World) -> None:
    """Asked at nine in the morning, they have until five; who was silent may still answer."""
    await asks_network(net)
    await world.moves(hours=7, minutes=59)
    assert len(net.got(CAME)) == 3
    await world.moves(minutes=2)
    assert len(net.got(CAME)) == 5
    assert len(having(world, ExchangeState.SILENT)) == 3
    assert "Share a thought" in net.pairs[2].lay.last_buttons


async def test_the_night_is_no_silence(net: Network, world: World) -> None:
    """Asked at eight in the evening, they have until two in the afternoon."""
    await world.moves_to(world.clock.instant.replace(hour=20))
    await asks_network(net)
    await world.moves(hours=17)
    assert having(world, ExchangeState.SILENT) == set()
    await world.moves(hours=2)
    assert len(having(world, ExchangeState.SILENT)) == 3


async def test_a_card_waits_for_the_morning(net: Network, world: World) -> None:
    """Nobody's phone rings at night; Tom is in New York, where it is five."""

    def work(session: Session) -> None:
        session.get_one(Member, member_of(world, "Tom").id).timezone = "America/New_York"

    world.app.store.write(work)
    await world.moves_to(world.clock.instant.replace(hour=22))
    await asks_network(net)
    assert net.got(CAME) == []
    await world.moves_to(world.clock.instant.replace(hour=7, minute=1) + timedelta(days=1))
    assert len(net.got(CAME)) == 3


async def test_at_most_one_ask_a_week_comes_to_a_pair(net: Network, world: World) -> None:
    """The second ask goes to the two that are left, the next week to others again."""
    await asks_network(net)
    first = lays(net.got(CAME))
    await asks_network(net, question="Who has tried text messages for missed appointments?")
    second = net.got("text messages")
    assert len(second) == 2
    assert lays(second).isdisjoint(first)


async def test_who_chose_more_gets_more(net: Network, world: World) -> None:
    """Both partners have to: the lower number counts."""
    for name in ("Kwame", "Lucinda", "Cerys"):
        world.writes(NetworkWish(member_id=member_of(world, name).id, asks_a_week=2))
    await asks_network(net)
    assert {"Cerys", "Kwame"} <= lays(net.got(CAME))
    await asks_network(net, question="Who has plain words for letters to the GP?")
    again = lays(net.got("letters to the GP"))
    assert "Kwame" in again
    assert "Cerys" not in again


def pause(world: World, name: str) -> None:
    """Let somebody rest for a month."""

    def work(session: Session) -> None:
        member = session.scalars(sa.select(Member).where(Member.id == wanted)).one()
        member.paused_until = date(2027, 3, 15)
        member.resumes_at = world.clock.now() + timedelta(days=28)

    wanted = member_of(world, name).id
    world.app.store.write(work)


def leave(world: World, *names: str) -> None:
    """Let people be gone, and with the last of a pair the pair."""

    def work(session: Session) -> None:
        for name in names:
            member = session.get_one(Member, member_of(world, name).id)
            member.left_at = world.clock.now()

    world.app.store.write(work)


def mute(world: World, name: str) -> None:
    """Let the network rest for somebody."""
    until = world.clock.now() + timedelta(days=7)
    world.writes(NetworkWish(member_id=member_of(world, name).id, muted_until=until))


def block(world: World, name: str) -> None:
    """Let Tom wish not to meet somebody's pair."""
    tom, other = member_of(world, "Tom"), member_of(world, name)
    world.writes(
        Exclusion(
            pair_id=tom.pair_id,
            other_pair_id=other.pair_id,
            member_id=tom.id,
            made_at=world.clock.now(),
        )
    )


def blocked_by(world: World, name: str) -> None:
    """Let somebody wish not to meet Tom's pair."""
    tom, other = member_of(world, "Tom"), member_of(world, name)
    world.writes(
        Exclusion(
            pair_id=other.pair_id,
            other_pair_id=tom.pair_id,
            member_id=other.id,
            made_at=world.clock.now(),
        )
    )


def dissolve(world: World, name: str) -> None:
    """Let somebody's pair be no more."""
    pair_id = member_of(world, name).pair_id

    def work(session: Session) -> None:
        session.get_one(Pair, pair_id).dissolved_at = world.clock.now()

    world.app.store.write(work)


@pytest.mark.parametrize("out", ["paused", "muted", "left", "blocks", "blocked", "dissolved"])
async def test_who_is_out_of_reach_gets_nothing(net: Network, world: World, out: str) -> None:
    """The pair nearest to the ask, if it could be asked."""
    match out:
        case "paused":
            pause(world, "Cerys")
            pause(world, "Farouk")
        case "muted":
            mute(world, "Cerys")
            mute(world, "Farouk")
        case "left":
            leave(world, "Cerys", "Farouk")
        case "blocks":
            blocked_by(world, "Cerys")
        case "blocked":
            block(world, "Cerys")
        case "dissolved":
            dissolve(world, "Cerys")
    await asks_network(net)
    assert "Cerys" not in lays(net.got(CAME))
    assert len(net.got(CAME)) == 3


async def test_who_blocked_the_bot_is_not_asked(net: Network, world: World) -> None:
    """Both of a pair have."""
    for phone in net.pairs[2].phones:
        phone.person.blocks()
    await world.settles()
    await asks_network(net)
    assert net.pairs[2].pair_id not in having(world)


async def test_half_a_pair_gets_it_while_the_other_rests(net: Network, world: World) -> None:
    """Who rests gets nothing."""
    pause(world, "Farouk")
    await asks_network(net)
    net.pairs[2].lay.sees(CAME)
    net.pairs[2].professional.sees_not(CAME)


async def test_when_too_few_are_free_more_are_looked_for_later(net: Network, world: World) -> None:
    """Six hours later, when somebody is back."""
    for two in ("Bronwen", "Declan", "Cerys", "Farouk", "Gwendolyn", "Hamish", "Ingrid", "Jerome"):
        mute(world, two)
    await asks_network(net)
    assert lays(net.got(CAME)) == {"Kwame"}

    def work(session: Session) -> None:
        session.execute(sa.update(NetworkWish).values(muted_until=None))

    world.app.store.write(work)
    await world.moves(hours=6, minutes=1)
    assert len(net.got(CAME)) == 3


async def test_when_nobody_is_free_it_is_said(net: Network, world: World) -> None:
    """Honestly, and once."""
    for member in world.rows(Member):
        if member.name not in ("Asha", "Tom"):
            mute(world, member.name)
    await asks_network(net)
    net.asha.sees("Nobody is free to be asked just now")
    net.tom.sees("Nobody is free to be asked just now")
    before = net.asha.screen.count("Nobody is free")
    await world.moves(hours=7)
    assert net.asha.screen.count("Nobody is free") == before


async def test_nothing_is_brought_of_what_was_reported(net: Network, world: World) -> None:
    """Until a facilitator has decided; then the next pair gets it."""
    await asks_network(net)

    def hide(session: Session, *, hidden: bool) -> None:
        session.scalars(sa.select(Ask)).one().hidden = hidden

    world.app.store.write(lambda session: hide(session, hidden=True))
    await net.got(CAME)[0].lay.taps("Not this time")
    await world.moves(hours=9)
    assert len(net.got(CAME)) == 3
    world.app.store.write(lambda session: hide(session, hidden=False))
    await world.moves(hours=20)
    assert len(net.got(CAME)) > 3


async def test_only_what_may_be_compared_is_read(net: Network, world: World) -> None:
    """By default challenges; progress only of who allowed it."""

    def work(session: Session) -> None:
        for name, use in (("Gwendolyn", Use.EVERYTHING), ("Ingrid", Use.NOTHING)):
            set_use(session, member=session.get_one(Member, member_of(world, name).id), use=use)
        for name in ("Gwendolyn", "Kwame"):
            member = session.get_one(Member, member_of(world, name).id)
            session.add(
                ProgressUpdate(
                    pair_id=member.pair_id,
                    member_id=member.id,
                    state=ProgressState.MOVING,
                    happened="We wrote the letters anew with two patients",
                    said_at=world.clock.now(),
                    words_shared_at=world.clock.now(),
                )
            )

    world.app.store.write(work)
    await asks_network(net)
    read = world.rows(ComparedText)
    of = {name: member_of(world, name).pair_id for name in ("Gwendolyn", "Ingrid", "Kwame")}
    assert [text.pair_id for text in read if text.source is Source.PROGRESS] == [of["Gwendolyn"]]
    challenges = {text.pair_id for text in read if text.source is Source.CHALLENGE}
    assert of["Ingrid"] not in challenges
    assert of["Kwame"] in challenges
    assert len(challenges) == 5


async def test_a_new_wording_takes_the_place_of_the_old_one(net: Network, world: World) -> None:
    """What a pair works on now counts."""
    await asks_network(net)
    before = {text.ref_id for text in world.rows(ComparedText)}
    await net.pairs[3].lay.sends("/pair")
    await net.pairs[3].lay.taps("Change the challenge")
    await net.pairs[3].lay.sends("Letters that patients can read after a hospital stay")
    await net.pairs[3].lay.taps("Send now")
    await asks_network(net, question="How do patients like their letters best?")
    after = {text.ref_id for text in world.rows(ComparedText)}
    assert len(after) == len(before) == 6
    assert after != before


async def test_the_why_is_kept(net: Network, world: World) -> None:
    """So that the next card of it can say it too."""
    await asks_network(net)
    whys = {exchange.pair_id: exchange for exchange in world.rows(Exchange)}
    cerys = whys[net.pairs[2].pair_id]
    assert (cerys.why, cerys.why_topic) == (Why.TOPIC, "letters")
    assert world.rows(Ask)[0].state is AskState.OPEN
