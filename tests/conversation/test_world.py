"""The door in and the door out, through real HTTP; and the time between."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.post import outbox
from bot.post.outbox import Posting
from tests.world import START, World


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


async def test_weeks_go_by_from_one_thing_that_is_due_to_the_next(world: World) -> None:
    """Each happens in its own minute, however far the clock is moved at once."""
    asha, _ = world.joined_pair()
    waits = [timedelta(hours=3, minutes=17), timedelta(days=9, seconds=20)]

    def later(session: Session) -> None:
        for wait in waits:
            how = Posting(not_before=START + wait)
            outbox.say(session, now=START, chat_id=asha.id, copy="home", how=how)

    world.app.store.write(later)
    await world.moves(days=30)
    minutes = [message.date - START for message in asha.person.received[-2:]]
    assert minutes == [waits[0], timedelta(days=9, minutes=1)]
    assert world.clock.instant == START + timedelta(days=30)
