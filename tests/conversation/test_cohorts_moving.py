"""A workshop moves: seen first, then done, then told."""

from datetime import date

from bot.broadcast.model import Broadcast, Stage
from bot.pairs.model import Workshop
from bot.reflection.model import Due, DueState
from tests.desk import a_facilitator, opens_cohort
from tests.world import Phone, World


def dues(world: World, member_id: int = 1) -> dict[str, Due]:
    """Return one member's prompts by id."""
    return {due.prompt_id: due for due in world.rows(Due) if due.member_id == member_id}


async def asks_to_move(fiona: Phone, number: int, day: str) -> None:
    """Go to a workshop and type another day."""
    await opens_cohort(fiona)
    await fiona.taps("Workshops")
    await fiona.taps(f"Move workshop {number}")
    await fiona.sends(day)


async def test_a_workshop_moved_after_some_prompts_were_sent(world: World) -> None:
    """What was sent stays; the rest follows, exactly as was shown; both members are told."""
    asha, tom = world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await world.moves(days=20)  # two prompts of workshop 1 have come
    before = dues(world)
    assert before["work_well"].sent_at is not None
    assert before["first_check_in"].state is DueState.PLANNED
    await asks_to_move(fiona, 2, "21 April 2027")
    check = fiona.sees("would move from Wednesday 7 April 2027 to Wednesday 21 April 2027")
    assert "“How is it going?”: Wednesday 31 March → Wednesday 14 April (2)" in check.text
    assert "2 members would be told" in check.text
    # Nothing has happened yet.
    assert {w.number: w.day for w in world.rows(Workshop)}[2] == date(2027, 4, 7)
    assert {k: d.due_at for k, d in dues(world).items()} == {k: d.due_at for k, d in before.items()}
    asha.sees_not("has moved")
    assert "Sent already" not in check.text
    await fiona.taps("Move it and tell them")
    after = dues(world)
    assert {w.number: w.day for w in world.rows(Workshop)}[2] == date(2027, 4, 21)
    assert after["work_well"].sent_at == before["work_well"].sent_at
    assert after["work_well"].due_at == before["work_well"].due_at
    moved = after["first_check_in"].due_at
    assert moved is not None
    assert moved.date() == date(2027, 4, 14)
    for phone in (asha, tom):
        phone.sees("It is now on Wednesday 21 April, not on Wednesday 7 April")
    await fiona.taps_on(check, "Move it and tell them")
    assert "moved since then" in fiona.toast
    assert len([m for m in asha.person.received if "has moved" in m.body.text]) == 1


async def test_what_was_sent_already_is_named(world: World) -> None:
    """A prompt that hangs on the workshop and has gone out is listed as staying."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await world.moves(days=45)  # a week before workshop 2 has passed
    assert dues(world)["first_check_in"].sent_at is not None
    await asks_to_move(fiona, 2, "14 April 2027")
    text = fiona.sees("Sent already. These stay as they are").text
    assert "How is it going?" in text.partition("Sent already")[2]


async def test_a_prompt_whose_time_has_gone_drops_out_and_comes_back(world: World) -> None:
    """Moved nearer, what lies before is shown as dropping; moved away again, it comes."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    assert dues(world)["hopes"].state is DueState.PLANNED
    await asks_to_move(fiona, 1, "tomorrow")
    fiona.sees("Workshop 1 would move")
    await fiona.taps("Move it and tell them")
    gone = dues(world)["hopes"]
    assert (
        gone.due_at is None
        or gone.state is DueState.MISSED
        or gone.due_at.date() != date(2027, 2, 24)
    )
    await asks_to_move(fiona, 1, "3 March 2027")
    await fiona.taps("Move it and tell them")
    back = dues(world)["hopes"]
    assert back.state is DueState.PLANNED
    assert back.due_at is not None
    assert back.due_at.date() == date(2027, 2, 24)


async def test_days_that_cannot_be_are_refused(world: World) -> None:
    """Out of order, the same, not understood, or of a workshop that has been."""
    world.joined_pair()
    fiona = a_facilitator(world)
    await asks_to_move(fiona, 2, "6 May 2027")
    fiona.sees("That day does not fit")
    await fiona.sends("7 April 2027")
    fiona.sees("That is the day it has already")
    await fiona.sends("when it suits")
    fiona.sees("I did not understand that day")
    await fiona.sends("8 April 2027")
    check = fiona.sees("would move")
    await world.moves(days=53)
    await fiona.taps_on(check, "Move it and tell them")
    assert "has been" in fiona.toast
    await opens_cohort(fiona)
    await fiona.taps("Workshops")
    assert "Move workshop 2" not in fiona.last_buttons
    assert "Move workshop 3" in fiona.last_buttons


async def test_a_scheduled_broadcast_moves_with_its_workshop(world: World) -> None:
    """What hangs on the day is shown as moving, and does."""
    world.joined_pair()
    fiona = a_facilitator(world)
    world.writes(
        Broadcast(
            facilitator_id=1,
            stage=Stage.SCHEDULED,
            audience={
                "cohorts": [1], "role": None, "unanswered": False, "quiet_days": 0,
                "with_paused": False, "silent_to": 0,
            },
            send_at=world.clock.now(),
            anchor={"workshop": 2, "days": -1, "clock": "18:00"},
            created_at=world.clock.now(),
        )
    )  # fmt: skip
    world.app.store.write(
        lambda s: setattr(
            s.get_one(Broadcast, 1), "send_at", world.clock.now().replace(month=4, day=6, hour=17)
        )
    )
    await asks_to_move(fiona, 2, "14 April 2027")
    fiona.sees("1 scheduled broadcast moves too")
    (waiting,) = world.rows(Broadcast)
    assert waiting.send_at is not None
    assert waiting.send_at.date() == date(2027, 4, 6)
    await fiona.taps("Move it and tell them")
    (moved,) = world.rows(Broadcast)
    assert moved.send_at is not None
    assert moved.send_at.date() == date(2027, 4, 13)


async def test_members_hear_of_a_move_by_day_and_only_the_last_one(world: World) -> None:
    """Two moves in one night are one message in the morning."""
    asha, _ = world.joined_pair()
    fiona = a_facilitator(world)
    await world.moves(hours=13)  # ten in the evening
    await asks_to_move(fiona, 2, "14 April 2027")
    await fiona.taps("Move it and tell them")
    asha.sees_not("has moved")
    await asks_to_move(fiona, 2, "15 April 2027")
    await fiona.taps("Move it and tell them")
    await world.moves(hours=10)
    asha.sees("It is now on Thursday 15 April, not on Wednesday 7 April")
    asha.never_received("Wednesday 14 April")
    assert len([m for m in asha.person.received if "has moved" in m.body.text]) == 1


async def test_a_venue_changes_and_members_are_told(world: World) -> None:
    """One message with the new place."""
    asha, _ = world.joined_pair()
    fiona = a_facilitator(world)
    await opens_cohort(fiona)
    await fiona.taps("Workshops")
    await fiona.taps("Place of 1")
    await fiona.sends("The Old Library, <Room 2>")
    fiona.sees("I am telling 2 members")
    asha.sees("has a new place: The Old Library, <Room 2>")
    await opens_cohort(fiona)
    fiona.sees(", The Old Library")


async def test_a_move_onto_a_bank_holiday_says_so(world: World) -> None:
    """Good Friday is named on the check; an ordinary day is not remarked on."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await asks_to_move(fiona, 2, "26 March 2027")
    fiona.sees("That is Good Friday. Move it there all the same?")
    await fiona.sends("14 April 2027")
    assert "all the same" not in fiona.sees("to Wednesday 14 April 2027").text
