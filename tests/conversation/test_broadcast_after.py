"""What came of a broadcast: answers, reminders, corrections and recalls."""

from datetime import timedelta

from tests.conversation.test_broadcast import sent, written
from tests.facilitating import facilitator
from tests.world import World


async def test_a_report_says_which_broadcast_it_is_of(world: World) -> None:
    """Weeks later its first words and its day tell, in the report as in the list."""
    world.joined_pair()
    fiona = facilitator(world)
    await sent(world, fiona, "Please bring your poster and a good friend to the workshop")
    fiona.sees("Sent on Monday 15 February: “Please bring your poster and a good…”")
    await world.moves(days=1)
    await fiona.sends("/broadcast")
    await fiona.taps("Earlier and scheduled")
    assert fiona.last_buttons[0] == "Sent, 15 Feb: Please bring your poster and…"


async def test_answers_are_counted_and_listed_by_name(world: World) -> None:
    """A member's last tap counts, and they are told who sees it."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "Will you come?")
    await fiona.taps("Answer buttons")
    await fiona.taps("I’ll be there / Can’t make it")
    await fiona.taps("I’ll be there")
    assert "only what they will see" in fiona.toast
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    asha.sees("Fiona will see which button you tap")
    await asha.taps("Can’t make it")
    assert "Fiona will see" in asha.toast
    await asha.taps("I’ll be there")
    assert "✓ I’ll be there" in asha.last_buttons
    await fiona.taps("Look again")
    assert "how it stands now" in fiona.toast
    fiona.sees("I’ll be there: 1")
    await fiona.taps("Names")
    report = fiona.sees("No answer yet").text
    assert "I’ll be there (1): Asha" in report
    assert "No answer yet (1): Tom" in report


async def test_who_has_not_answered_is_reminded_and_counts_for_both(world: World) -> None:
    """Only the silent ones get it again; their answer stands in the first report too."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "Will you come?")
    await fiona.taps("Answer buttons")
    await fiona.taps("Yes / No")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    await asha.taps("Yes")
    first = fiona.sees("Delivered: 2 of 2")
    await fiona.taps("Remind who has not answered")
    fiona.sees("It goes to 1 person")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    assert len(asha.person.received) == 1
    assert len(tom.person.received) == 2
    await tom.taps("No")
    await fiona.taps_on(first, "Look again")
    assert "No: 1" in first.text
    assert "Yes: 1" in first.text


async def test_a_recall_takes_it_off_the_phones(world: World) -> None:
    """Within 48 hours nothing stays."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    await sent(world, fiona)
    world.jumps_to(world.clock.now() + timedelta(hours=47))
    await fiona.taps("Recall")
    await fiona.taps("Yes, recall it")
    asha.sees_not("Monday")
    tom.sees_not("Monday")
    fiona.sees("Recalled from 2 phones")


async def test_a_recall_after_48_hours_says_where_it_stays(world: World) -> None:
    """Telegram no longer deletes it, and the facilitator is told so."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await sent(world, fiona)
    world.jumps_to(world.clock.now() + timedelta(hours=49))
    await fiona.taps("Recall")
    await fiona.taps("Yes, recall it")
    asha.sees("Monday")
    fiona.sees("Recalled from 0 phones")
    fiona.sees("It stays on 2")


async def test_other_words_reach_every_phone_in_place(world: World) -> None:
    """A correction changes the message that is there; answer buttons stay under it."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "See you on Monday, {name}")
    await fiona.taps("Answer buttons")
    await fiona.taps("Yes / No")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    await asha.taps("Yes")
    report = fiona.sees("Delivered: 2 of 2")
    await fiona.taps("Change the words")
    await fiona.taps("Change the words")
    assert "waiting for your words" in fiona.toast
    await fiona.sends("See you on Tuesday, {name}")
    asha.sees("Monday")
    await fiona.taps("Change it for everybody")
    assert report.labels == []  # the one below shows how it stands
    asha.sees("See you on Tuesday, Asha")
    tom.sees("See you on Tuesday, Tom")
    assert len(asha.person.received) == 1
    assert asha.last_buttons == ["✓ Yes", "No"]


async def test_an_unreachable_person_is_named(world: World) -> None:
    """Who blocked the bot stands in the report."""
    _, tom = world.joined_pair()
    fiona = facilitator(world)
    tom.person.chat.status = tom.person.chat.status.__class__.BLOCKED
    await sent(world, fiona)
    fiona.sees("Not reachable: 1")
    await fiona.taps("Names")
    assert "(1): Tom" in fiona.sees("they blocked me").text
