"""The desk: what members choose to send arrives, is answered, and stays between two people."""

import re

from tests.conversation.test_broadcast import sent
from tests.facilitating import cohort_called, facilitator, members, remove
from tests.world import Phone, World

OTTO = 9002


async def replied(world: World, fiona: Phone, asha: Phone, text: str = "I need a ramp") -> None:
    """Reply to Fiona's broadcast and let the two minutes pass."""
    await sent(world, fiona)
    await asha.sends(text, reply_to=asha.sees("Monday"))
    await asha.taps("Send it to Fiona")
    await asha.taps("Send now")


async def test_a_reply_goes_to_its_sender_after_one_tap_that_says_so(world: World) -> None:
    """Until then nobody has it; other facilitators and the partner never do."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    otto = facilitator(world, chat_id=OTTO, name="Otto")
    await sent(world, fiona)
    await asha.sends("I need a ramp", reply_to=asha.sees("Monday"))
    asha.sees("Only Fiona will see it")
    await world.moves(hours=1)
    fiona.never_received("ramp")
    await asha.taps("Send it to Fiona")
    await world.moves(minutes=3)
    assert "Asha (pair A)" in fiona.sees("I need a ramp").text
    for other in (otto, tom):
        other.never_received("ramp")


async def test_an_edit_in_the_wait_still_reaches_the_sender_alone(world: World) -> None:
    """The two minutes start anew, and the reply stays for one pair of eyes."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    otto = facilitator(world, chat_id=OTTO, name="Otto")
    await sent(world, fiona)
    reply = await asha.sends("I need a ramp", reply_to=asha.sees("Monday"))
    await asha.taps("Send it to Fiona")
    await asha.edits(reply, "I need a lift")
    await world.moves(minutes=3)
    fiona.sees("I need a lift")
    otto.never_received("lift")


async def test_a_double_tap_sends_a_reply_once(world: World) -> None:
    """The second finds it placed already."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await replied(world, fiona, asha)
    await asha.taps_on(asha.sees("Only Fiona will see it"), "Send it to Fiona")
    await world.moves(minutes=5)
    assert sum("ramp" in message.text for message in fiona.person.received) == 1


async def test_the_facilitator_answers_and_sees_it_first(world: World) -> None:
    """It goes when they tap Send, once, and the member can reply again."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await replied(world, fiona, asha)
    await fiona.taps("Answer")
    await fiona.sends("There is one at the back")
    check = fiona.sees("This goes to Asha, and nobody else")
    asha.never_received("at the back")
    await fiona.taps("Send it")
    answer = asha.sees("There is one at the back")
    assert "Fiona, who runs your programme, wrote to you" in answer.text
    await fiona.taps_on(check, "Send it")
    assert "sent already" in fiona.toast
    await asha.sends("Thank you", reply_to=answer)
    await asha.taps("Send it to Fiona")
    await world.moves(minutes=3)
    fiona.sees("Thank you")


async def test_a_reply_in_telegram_is_an_answer_too(world: World) -> None:
    """Facilitators answer as people do, and still see it before it goes."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await replied(world, fiona, asha)
    await fiona.sends("At the back", reply_to=fiona.sees("ramp"))
    await fiona.taps("Do not send")
    asha.never_received("At the back")


async def test_the_desk_lists_messages_and_says_what_waits(world: World) -> None:
    """Replies and what was sent unasked stand in one list; an answered one is ticked."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    await replied(world, fiona, asha)
    await tom.sends("We lost our room")
    await tom.taps("More")
    await tom.taps("Tell my facilitator")
    await tom.taps("Send now")
    await fiona.sends("/desk")
    fiona.sees("2 messages wait")
    await fiona.taps("Messages")
    assert fiona.last_buttons == ["Tom, 15 Feb", "Asha, 15 Feb", "Desk"]
    await fiona.taps("Tom, 15 Feb")
    await fiona.taps("Answer")
    await fiona.sends("Try B12")
    await fiona.taps("Send it")
    tom.sees("Try B12")
    await fiona.sends("/desk")
    fiona.sees("1 message waits")
    await fiona.taps("Messages")
    assert "✓ Tom, 15 Feb" in fiona.last_buttons


async def test_messages_of_other_cohorts_are_out_of_reach(world: World) -> None:
    """Neither the list nor a forged button shows them, nor does a removed facilitator's."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    leeds = cohort_called(world, "Leeds")
    members(world, leeds, ["Ann"])
    otto = facilitator(world, chat_id=OTTO, name="Otto", cohorts=(leeds,))
    await replied(world, fiona, asha)
    await otto.sends("/desk")
    await otto.taps("Messages")
    otto.sees("No messages")
    otto.person.forges(otto.sees("No messages").message_id, "desk-msg:1")
    await world.settles()
    assert "not yours" in otto.toast
    note = fiona.sees("ramp")
    remove(world, fiona.id)
    await fiona.taps_on(note, "Answer")
    assert "for facilitators" in fiona.toast


async def test_a_facilitator_invites_another(world: World) -> None:
    """To cohorts of their own only; the code lets the invited one in, and works once."""
    leeds = cohort_called(world, "Leeds")
    cohort_called(world, "York")
    fiona = facilitator(world, cohorts=(leeds,))
    await fiona.sends("/desk")
    await fiona.taps("Facilitators")
    await fiona.taps("Invite a facilitator")
    await fiona.sends("Otto")
    assert fiona.last_buttons == ["Leeds", "All of mine", "Back"]
    screen = fiona.sees("Which cohorts shall Otto run")
    await fiona.taps("All of mine")
    way_in = fiona.sees("Hello Otto, you are invited to help run Tandem").text
    await fiona.taps_on(screen, "Leeds")
    assert "made already" in fiona.toast
    otto = world.phone(OTTO, "Otto")
    await otto.sends(re.findall(r"/join \S+", way_in)[0])
    await otto.taps("I agree")
    await otto.sends("/broadcast")
    otto.sees("all your cohorts: 0 people")
    await fiona.sends("/desk")
    await fiona.taps("Audit log")
    fiona.sees("Fiona · invited · Otto")


async def test_an_invited_facilitator_can_open_the_link_instead(world: World) -> None:
    """It is whole in the message, so that it can be passed on as it is; it opens once."""
    fiona = facilitator(world)
    await fiona.sends("/desk")
    await fiona.taps("Facilitators")
    await fiona.taps("Invite a facilitator")
    await fiona.sends("Otto")
    await fiona.taps("All, as an organiser")
    link = re.findall(r"https://t\.me/\w+\?start=(\S+)", fiona.sees("you are invited").text)[0]
    otto = world.phone(OTTO, "Otto")
    await otto.opens(link)
    await otto.taps("I agree")
    await otto.sends("/desk")
    otto.sees("Your desk")
    eve = world.phone(OTTO + 1, "Eve")
    await eve.opens(link)
    eve.sees_not("I agree")


async def test_a_member_has_no_desk(world: World) -> None:
    """Its commands are refused kindly."""
    asha, _ = world.joined_pair()
    for command in ("/desk", "/broadcast"):
        await asha.sends(command)
        asha.sees("for facilitators")
