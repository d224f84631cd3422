"""The door in and the door out, through real HTTP."""

from tests.world import World


async def test_a_stranger_is_answered_kindly(world: World) -> None:
    """Somebody without an invitation is told what to do."""
    stranger = world.phone(5, "Sam")
    await stranger.sends("hello?")
    stranger.sees("send me your code")


async def test_a_group_is_left(world: World) -> None:
    """Tandem speaks in private chats only, and leaves a group it is added to."""
    stranger = world.phone(5, "Sam")
    group = world.standin.group(-100, "Ward", added_by=stranger.person)
    await world.settles()
    assert not group.bot_is_there
