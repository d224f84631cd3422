"""Leaving the programme, from the phone, and what stays possible afterwards."""

from datetime import timedelta

import pytest

from bot.pairs.importing import renew_place
from bot.people.model import Member, Role
from bot.reflection.model import Answer
from tests.facilitating import facilitator
from tests.forgetting import asha_answers, assert_forgotten
from tests.world import START, World

SECRET = "Violet elephants waltz"


async def test_leaving_is_asked_once_and_told_without_a_reason(world: World) -> None:
    """The partner and the facilitator hear the name and no more; what was written is kept."""
    asha, tom = await asha_answers(world, SECRET)
    fay = facilitator(world, chat_id=900, name="Fay")
    await asha.sends("/leave")
    asha.sees("We keep it until")
    await asha.taps("Stay")
    asha.sees("Nothing has changed")
    await asha.sends("/leave")
    question = asha.sees("Leave Tandem?")
    await asha.taps("Leave")
    asha.sees("You have left")
    tom.sees("Asha has left Tandem")
    fay.sees("Asha of pair A (Oxford 2027) has left")
    tom.never_received(SECRET)
    assert SECRET in [answer.words for answer in world.rows(Answer)]
    await asha.taps_on(question, "Leave")
    assert "left already" in asha.toast
    assert len([m for m in tom.person.received if "has left" in m.text]) == 1


async def test_after_leaving_nothing_more_comes(world: World) -> None:
    """Not in the three months of the programme; and the standing key is gone."""
    asha, _ = await asha_answers(world, "Something short")
    await asha.sends("/home")
    assert asha.person.keys
    await asha.sends("/leave")
    await asha.taps("Leave")
    before = len(asha.person.received)
    await world.moves_to(world.clock.instant + timedelta(days=90), step=timedelta(days=1))
    assert len(asha.person.received) == before
    assert asha.person.keys == []


async def test_somebody_who_comes_back_gets_the_standing_key_again(world: World) -> None:
    """In the same chat, into a place of their own; the old place stays left."""
    asha, _ = world.joined_pair()
    await asha.sends("/home")
    await asha.sends("/leave")
    await asha.taps("Leave")
    place = world.app.store.write(
        lambda s: renew_place(
            s, now=world.clock.now(), cohort="Oxford 2027", pair="A", role=Role.LAY, name="Asha"
        )
    )
    assert place.secrets
    await asha.sends(place.secrets.code)
    await asha.taps("I agree")
    await asha.taps("Asha")
    await asha.taps("Morning: 8 am")
    assert asha.person.keys
    assert [member.left_at is None for member in world.rows(Member)] == [False, True, True]


async def test_after_leaving_one_can_still_have_and_delete_ones_data(world: World) -> None:
    """What was written stays theirs."""
    asha, tom = await asha_answers(world, SECRET)
    await asha.sends("/leave")
    await asha.taps("Leave")
    await asha.sends("/leave")
    asha.sees("You have left already")
    await asha.sends("/mydata")
    assert len([message for message in asha.news if message.media]) == 2
    await asha.sends("/delete")
    await asha.taps("Everything")
    told = len(tom.person.received)
    await asha.taps("Delete everything")
    assert_forgotten(world, SECRET, "Asha")
    assert len(tom.person.received) == told  # they know already


async def test_the_partner_is_not_woken(world: World) -> None:
    """Somebody who leaves at night is told of in the morning."""
    asha, tom = world.joined_pair()
    await world.moves_to(START + timedelta(hours=14))
    await asha.sends("/leave")
    await asha.taps("Leave")
    assert tom.person.received == []
    await world.moves(hours=9)
    tom.sees("Asha has left")


async def test_everything_deleted_at_night_leaves_no_name_in_a_queue(world: World) -> None:
    """What the partner will read in the morning names nobody."""
    asha, tom = world.joined_pair()
    await world.moves_to(START + timedelta(hours=14))
    await asha.sends("/delete")
    await asha.taps("Everything")
    await asha.taps("Delete everything")
    assert_forgotten(world, "Asha")
    await world.moves(hours=9)
    tom.sees("Your partner has left Tandem")


@pytest.mark.parametrize("command", ["/leave", "/delete"])
async def test_a_stranger_has_nothing_to_end(world: World, command: str) -> None:
    """Kindly told, and nothing happens."""
    stranger = world.phone(5, "Sam")
    await stranger.sends(command)
    assert len(stranger.news) == 1
    assert stranger.news[0].labels == []
