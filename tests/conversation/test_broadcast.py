"""A broadcast from the first tap to the last answer."""

import asyncio
import re
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from bot.people.model import Facilitator, Member
from bot.post.model import OutboxMessage, Sending
from bot.privacy.model import AuditEntry
from tests.facilitating import FIONA, cohort_called, facilitator, members, remove
from tests.world import Phone, World


async def written(fiona: Phone, text: str = "See you on Monday") -> None:
    """Write a broadcast to everybody and look at it."""
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends(text)


async def sent(world: World, fiona: Phone, text: str = "See you on Monday") -> None:
    """Write a broadcast to everybody and let it go."""
    await written(fiona, text)
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)


async def test_everybody_gets_it_a_minute_after_send(world: World) -> None:
    """The facilitator sees it as they will, has a minute to stop it, and then a report."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "See you on Monday, {name} & all")
    fiona.sees("See you on Monday, Fiona & all")
    fiona.sees("It goes to 2 people")
    await fiona.taps("Send now")
    fiona.sees("in one minute")
    await world.moves(minutes=0.9)
    asha.sees_not("Monday")
    await world.moves(minutes=0.2)
    asha.sees("See you on Monday, Asha & all")
    tom.sees("See you on Monday, Tom & all")
    fiona.sees("Delivered: 2 of 2")


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


async def test_a_file_without_words_is_called_a_file(world: World) -> None:
    """A report never stands without a name."""
    world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends_voice()
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    fiona.sees("Sent on Monday 15 February: a file")


async def test_stop_within_the_minute_takes_everything_back(world: World) -> None:
    """Nobody gets anything, and the words are kept as a draft."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    await fiona.taps("Send now")
    await world.moves(minutes=0.5)
    await fiona.taps("Stop")
    fiona.sees("Nothing was sent")
    await world.moves(hours=1)
    asha.never_received("Monday")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    asha.sees("Monday")


async def test_a_double_tap_on_send_sends_once(world: World) -> None:
    """The second tap finds that it is on its way."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    screen = fiona.sees("Nothing has left yet")
    fiona.person.taps_on(screen.message_id, "Send now")
    await fiona.taps_on(screen, "Send now")
    assert "on its way" in fiona.toast
    await world.moves(minutes=1.1)
    await fiona.taps_on(screen, "Send now")
    await world.moves(minutes=5)
    assert [m.text for m in asha.person.received] == ["See you on Monday"]


async def test_more_than_twenty_must_be_typed(world: World) -> None:
    """A large number is confirmed with the number itself, and a wrong one sends nothing."""
    fiona = facilitator(world)
    crowd = members(world, cohort_called(world, "Leeds"), [f"Member {n}" for n in range(21)])
    await written(fiona)
    await fiona.taps("Send now")
    fiona.sees("please type 21")
    await fiona.sends("20")
    fiona.sees("That is not the number")
    await world.moves(minutes=2)
    crowd[0].never_received("Monday")
    await fiona.sends("21")
    await world.moves(minutes=1.1)
    assert all("Monday" in phone.screen for phone in crowd)


async def test_wider_than_usual_must_be_typed_too(world: World) -> None:
    """Who usually writes to one person is asked before writing to three."""
    fiona = facilitator(world)
    leeds = cohort_called(world, "Leeds")
    members(world, leeds, ["Ann"])
    await sent(world, fiona)
    members(world, leeds, ["Ben", "Cat"], first_id=3001)
    await written(fiona)
    await fiona.taps("Send now")
    fiona.sees("please type 3")


async def test_stop_half_way_leaves_the_rest_unsent(world: World) -> None:
    """What has arrived stays; who waits in the queue never hears of it."""
    fiona = facilitator(world)
    crowd = members(world, cohort_called(world, "Leeds"), [f"Member {n}" for n in range(150)])
    await written(fiona)
    await fiona.taps("Send now")
    await fiona.sends("150")
    world.clock.instant = world.clock.instant.replace(minute=world.clock.instant.minute + 2)
    await world.app.planner.tick()
    await some_go(world)  # the facilitator's card among it
    fiona.sees("Going out")
    await fiona.taps("Stop")
    reached = sum("Monday" in phone.screen for phone in crowd)
    assert 0 < reached < 150
    fiona.sees(f"Not sent: {150 - reached}")
    await world.moves(hours=2)
    assert sum("Monday" in phone.screen for phone in crowd) == reached
    await fiona.taps("Names")
    fiona.sees("Not sent: stopped")


async def test_the_bar_moves_while_it_goes_out(world: World) -> None:
    """Every few seconds, in the one message; a slow line has one change at most to bring."""
    fiona = facilitator(world)
    members(world, cohort_called(world, "Leeds"), [f"Member {n}" for n in range(150)])
    await written(fiona)
    await fiona.taps("Send now")
    await fiona.sends("150")
    world.clock.instant += timedelta(minutes=2)
    await world.app.go_on_broadcasting()
    await some_go(world)
    first = fiona.sees("Going out")
    assert "0 of 150" in first.text
    await some_go(world)
    for _ in range(2):
        world.clock.instant += timedelta(seconds=5)
        await world.app.go_on_broadcasting()
    changes = [
        row
        for row in world.rows(OutboxMessage)
        if row.copy == "broadcast-sending" and row.state is Sending.QUEUED
    ]
    assert len(changes) == 1
    await some_go(world)
    assert 0 < int(re.findall(r"(\d+) of 150", first.text)[0]) < 150
    await world.settles()
    assert "Delivered: 150 of 150" in first.text


async def test_nothing_moves_while_all_wait_for_the_morning(world: World) -> None:
    """The bar is left alone until the first can leave."""
    world.joined_pair()
    fiona = facilitator(world)
    await world.moves_to(datetime(2027, 2, 15, 23, 0, tzinfo=UTC))
    await sent(world, fiona)
    await world.moves(minutes=1)  # the first look finds that there is nothing to see
    changes = len(world.rows(OutboxMessage))
    await world.moves_to(datetime(2027, 2, 16, 6, 59, tzinfo=UTC))
    assert len(world.rows(OutboxMessage)) == changes
    await world.moves(minutes=1)
    fiona.sees("Delivered: 2 of 2")


async def some_go(world: World) -> None:
    """Let the sender take one load, and let that arrive."""
    await world.app.sender.step()
    await asyncio.gather(*world.app.sender._flying.values())


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


async def test_a_voice_note_arrives_with_its_buttons(world: World) -> None:
    """The answers stand under it, and a tap counts."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends_voice()
    await fiona.taps("Answer buttons")
    await fiona.taps("Yes / No")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    (voice,) = asha.person.received
    assert voice.media is not None
    assert voice.labels == ["Yes", "No"]
    await asha.taps("Yes")
    await fiona.taps("Look again")
    fiona.sees("Yes: 1")


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


async def test_own_answers_are_typed_one_a_line(world: World) -> None:
    """Up to five, and never more."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "Which day?")
    await fiona.taps("Answer buttons")
    await fiona.taps("My own words")
    await fiona.sends("1\n2\n3\n4\n5\n6")
    fiona.sees("up to 5 answers")
    await fiona.sends("Monday\nTuesday")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    assert asha.last_buttons == ["Monday", "Tuesday"]


async def test_a_slip_that_is_edited_in_telegram_is_mended_in_the_draft(world: World) -> None:
    """What goes is what the facilitator's own message says; once it is on its way they are told."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    typed = await fiona.sends("See you on Munday")
    await fiona.edits(typed, "See you on Monday")
    assert fiona.news[0].text == "See you on Monday"
    await fiona.taps("Send now")
    await fiona.edits(typed, "See you on Tuesday")
    fiona.sees("That does not change what people get")
    await world.moves(minutes=1.1)
    assert [message.text for message in asha.person.received] == ["See you on Monday"]


async def test_stepping_back_from_a_question_keeps_what_is_written(world: World) -> None:
    """Only Cancel under the message itself throws it away."""
    world.joined_pair()
    fiona = facilitator(world)
    await written(fiona, "Which day?")
    await fiona.taps("Answer buttons")
    await fiona.taps("My own words")
    assert fiona.last_buttons == ["Back"]
    await fiona.taps("Back")
    await fiona.taps("Other words")
    assert fiona.last_buttons == ["Back"]
    await fiona.taps("Back")
    await fiona.taps("See it as they will")
    assert fiona.news[0].text == "Which day?"


async def test_a_photo_and_an_album_arrive_as_they_were_sent(world: World) -> None:
    """Captions, names and answer buttons go with them."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends_photo("For {name}")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    assert asha.sees("For Asha").media is not None
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    for caption in ("One, {name}", "Two", None):
        await fiona.sends_photo(caption, album="7")
    await fiona.taps("See it as they will")
    await fiona.taps("Answer buttons")
    await fiona.taps("Yes / No")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    album = [message for message in asha.person.received if message.media_group_id]
    assert [message.text for message in album] == ["One, Asha", "Two", ""]
    await asha.taps("Yes")
    await fiona.taps("Look again")
    fiona.sees("Yes: 1")
    await fiona.taps("Recall")
    await fiona.taps("Yes, recall it")
    assert all(message.deleted for message in album)
    asha.sees_not("Please tap one")


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
    await fiona.taps("Change the words")
    await fiona.sends("See you on Tuesday, {name}")
    asha.sees("Monday")
    await fiona.taps("Change it for everybody")
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


async def test_an_old_keyboard_of_a_removed_facilitator_does_nothing(world: World) -> None:
    """Neither a tap nor the broadcast they had scheduled reaches anybody."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    screen = fiona.sees("Nothing has left yet")
    await fiona.taps("Schedule")
    await fiona.sends("tomorrow 8am")
    await fiona.taps("Yes, schedule it")
    await written(fiona, "Another one")
    another = fiona.sees("Nothing has left yet")
    remove(world, FIONA)
    await fiona.taps_on(another, "Send now")
    await fiona.taps_on(screen, "Send now")
    assert "for facilitators" in fiona.toast
    await world.moves(days=1.2)
    asha.never_received("Monday")
    asha.never_received("Another")


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


async def test_what_a_facilitator_did_is_written_down_without_words(world: World) -> None:
    """Who, what, when and to whom."""
    world.joined_pair()
    fiona = facilitator(world)
    await sent(world, fiona, "Violet elephants")
    await fiona.sends("/desk")
    await fiona.taps("Audit log")
    log = fiona.sees("Audit log: who").text
    assert "Fiona · sent a broadcast to 2 people · Oxford 2027" in log
    assert "elephants" not in log
    entry = world.rows(AuditEntry)[-1]
    assert entry.actor == f"facilitator:{world.rows(Facilitator)[0].id}"
