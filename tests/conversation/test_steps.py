"""A next step on the phones: noted, brought back on its day, done, moved or handed over."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from bot.pairs.model import NextStep, StepState
from bot.people.model import Member
from tests.progressing import said
from tests.world import Phone, World


async def a_step(
    phone: Phone, *, what: str = "Call the ward", day: str = "Tomorrow", who: str = "Me"
) -> None:
    """Write a next step, from the state to the two minutes."""
    await said(phone)
    await phone.taps("Next step")
    await phone.sends(what)
    if day in phone.last_buttons:
        await phone.taps(day)
    else:
        await phone.sends(day)
    await phone.taps(who)


async def test_a_next_step_comes_back_on_its_day(world: World) -> None:
    """At the writer's own time, once, with what can be done."""
    asha, tom = world.joined_pair()
    await a_step(asha, day="in two weeks")
    await world.moves(minutes=3)
    tom.sees("a next step of their own")
    await world.moves_to(datetime(2027, 3, 1, 18, 29, tzinfo=UTC))
    asha.sees_not("Today is the day")
    await world.moves(minutes=2)
    asha.sees("Today is the day")
    await world.moves(days=2)
    assert len([m for m in asha.person.received if "Today is the day" in m.body.text]) == 1
    tom.never_received("Today is the day")
    await asha.taps("Done")
    asha.sees("Well done")
    tom.sees("Asha has done a next step")


async def test_done_twice_is_done_once(world: World) -> None:
    """An old button of a finished step says so and changes nothing."""
    asha, tom = world.joined_pair()
    await a_step(asha)
    await world.moves(days=2)
    back = asha.sees("Today is the day")
    await asha.taps("Done")
    for label in ("Done", "Drop it"):
        await asha.taps_on(back, label)
        assert "closed before" in asha.toast
    await asha.taps_on(back, "Move it")
    assert "moved on" in asha.toast
    assert world.rows(NextStep)[0].state is StepState.DONE
    assert len([m for m in tom.person.received if "has done" in m.body.text]) == 1


async def test_a_step_for_both_comes_back_to_both(world: World) -> None:
    """Each at their own time; when one has done it the other is not asked."""
    asha, tom = world.joined_pair()

    def later(session: Session) -> None:
        session.get_one(Member, 2).prompt_time = "20:00"

    world.app.store.write(later)
    await a_step(asha, who="Both of us")
    await world.moves_to(datetime(2027, 2, 16, 19, 0, tzinfo=UTC))
    asha.sees("Today is the day")
    tom.sees_not("Today is the day")
    await world.moves_to(datetime(2027, 2, 16, 20, 0, tzinfo=UTC))
    tom.sees("Today is the day")
    await tom.taps("Done")
    asha.sees("Tom has done a next step")


async def test_a_dated_step_waits_for_the_end_of_a_pause(world: World) -> None:
    """A pause over its day brings it back on the first day after."""
    asha, _ = world.joined_pair()
    await a_step(asha, day="Tomorrow")

    def rest(session: Session) -> None:
        member = session.get_one(Member, 1)
        member.paused_until = date(2027, 2, 20)

    world.app.store.write(rest)
    await world.moves_to(datetime(2027, 2, 20, 18, 0, tzinfo=UTC))
    asha.sees_not("Today is the day")
    await world.moves(hours=1)
    asha.sees("Today is the day")


@pytest.mark.parametrize("moved_to", ["In a week", "22 February"])
async def test_a_step_can_be_moved(world: World, moved_to: str) -> None:
    """Tapped or typed, it comes back on the new day."""
    asha, _ = world.joined_pair()
    await a_step(asha)
    await world.moves_to(datetime(2027, 2, 16, 19, 0, tzinfo=UTC))
    await asha.taps("Move it")
    if moved_to in asha.last_buttons:
        await asha.taps(moved_to)
    else:
        await asha.sends("the day before yesterday")
        asha.sees("could not read a day")
        await asha.sends(moved_to)
    asha.sees("Moved to")
    before = len([m for m in asha.person.received if "Today is the day" in m.body.text])
    await world.moves(days=8)
    after = len([m for m in asha.person.received if "Today is the day" in m.body.text])
    assert (before, after) == (1, 2)


async def test_a_request_to_the_partner_can_be_taken(world: World) -> None:
    """The partner is asked, says yes once, and the step comes back to them."""
    asha, tom = world.joined_pair()
    await a_step(asha, who="Ask Tom")
    tom.sees_not("Call the ward")
    await asha.taps("Send now")
    asked = tom.sees("Asha asks if you could take this on")
    await tom.taps("I’ll do it")
    asha.sees("Tom says: I’ll do it.")
    await tom.taps_on(asked, "I’ll do it")
    assert "yours already" in tom.toast
    await tom.taps_on(asked, "Not me")
    assert "moved on" in tom.toast
    await world.moves(days=1.5)
    tom.sees("Today is the day")
    asha.never_received("Today is the day")
    await tom.taps("Move it")
    await tom.taps("In a week")
    await world.moves(hours=12)  # it waits for her morning
    asha.sees("Tom still means to do this")
    await tom.sends("/pair")
    await tom.taps("My next steps")
    await tom.taps("Drop it")
    await world.moves(hours=12)
    asha.sees("Tom cannot do this after all")


async def test_a_request_to_the_partner_can_be_declined(world: World) -> None:
    """Not me is told kindly; its writer may do it or let it go."""
    asha, tom = world.joined_pair()
    await a_step(asha, who="Ask Tom")
    await asha.taps("Send now")
    await tom.taps("Not me")
    asha.sees("Tom cannot take this on")
    await asha.taps("I’ll do it")
    asha.sees("It is yours now")
    await world.moves(days=2)
    asha.sees("Today is the day")
    tom.never_received("Today is the day")


async def test_a_step_before_the_next_workshop(world: World) -> None:
    """The day before the workshop, as the cohort has it."""
    asha, _ = world.joined_pair()
    await a_step(asha, day="Before the next workshop")
    assert world.rows(NextStep)[0].due_on == date(2027, 3, 2)


async def test_a_step_needs_words(world: World) -> None:
    """A photo is no step; the question stays open."""
    asha, _ = world.joined_pair()
    await said(asha)
    await asha.taps("Next step")
    await asha.sends_photo()
    asha.sees("needs a few words")
    await asha.sends("x" * 301)
    asha.sees("fewer than 300 letters")
    await asha.sends("Call the ward")
    asha.sees("By when?")


async def test_a_step_is_checked_changed_and_kept_like_all_words(world: World) -> None:
    """An NHS number holds a request; Change erases it; Keep to myself leaves an own step."""
    asha, tom = world.joined_pair()
    await a_step(asha, what="Ring about 943 476 5919", who="Ask Tom")
    asha.sees("an NHS number")
    await asha.taps("Change")
    asha.sees("What is the next step? Write it, or leave it.")
    await asha.sends("Ring the family")
    await asha.taps("Tomorrow")
    await asha.taps("Ask Tom")
    await asha.taps("Keep to myself")
    await world.moves(days=2)
    tom.sees("Moving")
    tom.never_received("Ring")
    asha.sees("Today is the day")
    assert [step.what for step in world.rows(NextStep)] == ["", "Ring the family"]


async def test_an_edited_step_is_changed_until_it_was_sent(world: World) -> None:
    """The two minutes begin anew with the new words."""
    asha, tom = world.joined_pair()
    await said(asha)
    await asha.taps("Next step")
    message = await asha.sends("Ring the wrad")
    await asha.taps("No date")
    await asha.taps("Both of us")
    await asha.edits(message, "Ring the ward")
    await world.moves(minutes=3)
    tom.sees("Ring the ward")
    tom.never_received("wrad")
    await asha.edits(message, "Ring nobody")
    asha.sees("has that already")


async def test_my_steps_shows_requests_and_own_steps(world: World) -> None:
    """From /pair: what is asked of one, and what is one's own, with what can be done."""
    asha, tom = world.joined_pair()
    await a_step(asha, who="Ask Tom")
    await asha.taps("Send now")
    await tom.sends("/pair")
    tom.sees("Asha asks you")
    await tom.taps("My next steps")
    assert tom.last_buttons == ["I’ll do it", "Not me"]
    await tom.taps("I’ll do it")
    await tom.sends("/pair")
    await tom.taps("My next steps")
    assert tom.last_buttons == ["Done", "Move it", "Drop it"]
    await tom.taps("Drop it")
    tom.sees("Let go")
    await tom.sends("/pair")
    await tom.taps("My next steps")
    tom.sees("You have no open next steps")
