"""Whom a broadcast is for: tapped together, counted, and never wider than one may."""

from datetime import date

import sqlalchemy as sa

from bot.people.model import Member
from tests.conversation.test_broadcast import sent
from tests.facilitating import cohort_called, facilitator, members
from tests.world import World


async def test_the_audience_is_tapped_together_and_always_counted(world: World) -> None:
    """Cohorts, roles and pauses change the number, and names are one tap away."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    (zoe,) = members(world, cohort_called(world, "Leeds"), ["Zoe"])

    def pause_tom_and_await_kim(session: sa.orm.Session) -> None:
        paused = session.scalars(sa.select(Member).where(Member.name == "Tom")).one()
        paused.paused_until = date(2027, 6, 1)
        paused.resumes_at = world.clock.now().replace(month=6)
        awaited = Member(pair_id=paused.pair_id, role=paused.role, place=2, name="Kim")
        session.add(awaited)

    world.app.store.write(pause_tom_and_await_kim)
    await fiona.sends("/broadcast")
    fiona.sees("all your cohorts: 2 people")
    fiona.sees("1 having a rest will not get it")
    fiona.sees("1 not joined yet cannot get it")
    await fiona.taps("Oxford 2027")
    fiona.sees("Oxford 2027: 1 person")
    await fiona.taps("Names")
    fiona.sees("Left out: having a rest (1): Tom")
    await fiona.taps("Also people having a rest")
    fiona.sees("Oxford 2027: 2 people")
    await fiona.taps("Professional")
    fiona.sees("Professionals in Oxford 2027: 1 person")
    await fiona.taps("Names")
    names = fiona.sees("They get it").text
    assert "Tom" in names
    assert "Not joined yet (1): Kim" in names
    assert "Asha" not in names
    await fiona.taps("Write it")
    await fiona.sends("Only for you")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    tom.sees("Only for you")
    for other in (asha, zoe):
        other.never_received("Only for you")


async def test_several_cohorts_are_tapped_together(world: World) -> None:
    """The count and the names follow each tap; the cohort that is not ticked gets nothing."""
    fiona = facilitator(world)
    (ann,) = members(world, cohort_called(world, "Leeds"), ["Ann"])
    (ben,) = members(world, cohort_called(world, "York"), ["Ben"], first_id=3001)
    (cat,) = members(world, cohort_called(world, "Hull"), ["Cat"], first_id=4001)
    await fiona.sends("/broadcast")
    fiona.sees("all your cohorts: 3 people")
    await fiona.taps("Leeds")
    await fiona.taps("York")
    fiona.sees("Everybody in Leeds, York: 2 people")
    await fiona.taps("✓ Leeds")
    await fiona.taps("Leeds")
    await fiona.taps("Names")
    assert fiona.sees("They get it").text == "They get it (2): Ann, Ben"
    await fiona.taps("Write it")
    await fiona.sends("For the north")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    ann.sees("For the north")
    ben.sees("For the north")
    cat.never_received("For the north")


async def test_only_pairs_without_progress(world: World) -> None:
    """Who told how it goes last week is left out."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await asha.sends("/progress")
    await asha.taps("Moving")
    await world.moves(days=3)
    await fiona.sends("/broadcast")
    fiona.sees("2 people")
    await fiona.taps("Only pairs without progress")
    fiona.sees("0 people")


async def test_a_facilitator_reaches_only_their_own_cohorts(world: World) -> None:
    """Another cohort's id in a forged button is refused, and its people get nothing."""
    leeds, york = cohort_called(world, "Leeds"), cohort_called(world, "York")
    (ann,) = members(world, leeds, ["Ann"])
    (ben,) = members(world, york, ["Ben"], first_id=3001)
    fiona = facilitator(world, cohorts=(leeds,))
    await fiona.sends("/broadcast")
    fiona.sees("1 person")
    screen = fiona.sees("Who is it for?")
    fiona.person.forges(screen.message_id, f"bc-coh:1:{york}")
    await world.settles()
    assert "not yours" in fiona.toast
    await sent(world, fiona)
    ann.sees("Monday")
    ben.never_received("Monday")
