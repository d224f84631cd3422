"""Joining where something is in the way: words that do not fit, a taken place, a wrong code."""

from datetime import timedelta

import pytest

from tests.invited import invited, joins, member_called
from tests.world import World


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("bananas", "did not understand"),
        ("5 am", "little early or late"),
        ("22:15", "little early or late"),
        ("9 pm", "little early or late"),
    ],
)
async def test_an_unusable_time_is_refused_kindly(world: World, typed: str, answer: str) -> None:
    """The question stands until a time fits."""
    asha = world.phone(1, "Asha")
    await asha.opens(invited(world)["Asha"].token)
    await asha.taps("I agree")
    await asha.taps("Asha")
    await asha.sends(typed)
    asha.sees(answer)
    assert member_called(world, "Asha").joined_at is None
    await asha.sends("20:59")
    asha.sees("around 8.59 pm")


@pytest.mark.parametrize("typed", ["😀😀", "x" * 41, "ABCD-EFGH-JK23", "/nonsense"])
async def test_an_unusable_name_is_refused_kindly(world: World, typed: str) -> None:
    """The question stands until a name fits; a photo is none either."""
    asha = world.phone(1, "Asha")
    await asha.opens(invited(world)["Asha"].token)
    await asha.taps("I agree")
    await asha.sends(typed)
    asha.sees("could not use that as a name")
    await asha.sends_photo()
    asha.sees("could not use that as a name")
    await asha.sends("<b>Asha</b> & co")
    asha.sees("<b>Asha</b> & co it is")


async def test_start_goes_on_where_joining_stopped(world: World) -> None:
    """Another command in between loses nothing but the question."""
    asha = world.phone(1, "Asha")
    token = invited(world)["Asha"].token
    await asha.opens(token)
    await asha.taps("I agree")
    await asha.sends("/settings")
    asha.sees("finish joining first")
    await asha.sends("/join")
    await asha.sends("what now?")
    assert "What shall we call you?" in asha.news[-1].body.text
    assert member_called(world, "Asha").joined_at is None
    await asha.opens(token)
    await asha.sends("Asha")
    await asha.sends("6pm")
    asha.sees("You have joined")


async def test_a_second_account_cannot_take_a_taken_place(world: World) -> None:
    """Neither before nor after the first has agreed, by link or by code."""
    asha, thief = world.phone(1, "Asha"), world.phone(2, "Thief")
    secrets = invited(world)["Asha"]
    await asha.opens(secrets.token)
    await thief.opens(secrets.token)
    thief.sees("has been used already")
    await asha.taps("I agree")
    await thief.sends(secrets.code)
    thief.sees("has been used already")
    assert member_called(world, "Asha").chat_id == 1


async def test_a_member_of_one_pair_cannot_take_another_place(world: World) -> None:
    """The partner's invitation does not open for somebody who has agreed already."""
    asha = world.phone(1, "Asha")
    secrets = invited(world)
    await joins(asha, secrets["Asha"].token)
    await asha.sends(f"/join {secrets['Tom'].code}")
    asha.sees("You have a place already")
    assert member_called(world, "Tom").chat_id is None


async def test_who_opened_the_wrong_invitation_may_still_open_their_own(world: World) -> None:
    """Until they agree, the first place is simply given back."""
    tom = world.phone(2, "Tom")
    secrets = invited(world)
    await tom.opens(secrets["Asha"].token)
    await tom.opens(secrets["Tom"].token)
    assert member_called(world, "Asha").chat_id is None
    assert member_called(world, "Tom").chat_id == 2


async def test_an_expired_invitation_says_what_to_do(world: World) -> None:
    """Sixty days are enough."""
    asha = world.phone(1, "Asha")
    secrets = invited(world)["Asha"]
    world.jumps_to(world.clock.now() + timedelta(days=60))
    await asha.opens(secrets.token)
    asha.sees("more than 60 days old")


async def test_five_wrong_tries_bring_a_pause_of_an_hour(world: World) -> None:
    """In the pause not even the right code opens; after it, it does."""
    asha = world.phone(1, "Asha")
    code = invited(world)["Asha"].code
    await asha.opens("no-such-link")
    asha.sees("not one of ours")
    for wrong in ("/join hello", "/join AAAA-AAAA-AAAA", "ABCD EFGH JKM2"):
        await asha.sends(wrong)
        asha.sees_not("wait an hour")
    await asha.sends("abcdefghjkm3")
    asha.sees("wait an hour")
    await asha.sends(code)
    asha.sees_not("Keep patients safe")
    await world.moves(hours=1)
    await asha.sends(code)
    asha.sees("Keep patients safe")
