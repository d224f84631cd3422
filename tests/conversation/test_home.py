"""Home: what it says, and where it stands in the chat."""

from datetime import date

from sqlalchemy.orm import Session

from bot.people.model import Member
from tests.world import World


async def test_home_shows_partner_challenge_workshop_and_what_waits(world: World) -> None:
    """Everything one needs stands on one screen."""
    asha, _ = world.joined_pair()
    await asha.sends("/home")
    home = asha.sees("Asha and Tom")
    assert "Clearer discharge letters" in home.body.text
    assert "Workshop 1 is in 16 days" in home.body.text
    assert "Nothing is waiting" in home.body.text
    assert "Write to Tom" in home.labels


async def test_home_stays_one_message(world: World) -> None:
    """While it is the last message it is edited; further up it loses its buttons."""
    asha, _ = world.joined_pair()
    await asha.sends("/home")
    first = asha.sees("Asha and Tom")
    await asha.sends("/home")
    again = asha.sees("Asha and Tom")
    assert again.message_id != first.message_id
    assert not first.labels
    assert again.labels


async def test_home_is_edited_in_place_while_it_is_last(world: World) -> None:
    """Home tapped on an earlier message changes the one at the bottom."""
    asha, _ = world.joined_pair()
    await asha.sends("/progress")
    asked = asha.sees("How is it going")
    await asha.sends("/home")
    bottom = asha.sees("Asha and Tom")
    await asha.taps_on(asked, "Home")
    assert asha.sees("Asha and Tom").message_id == bottom.message_id
    assert asha.news == []


async def test_home_goes_to_the_bottom_when_something_came_after_it(world: World) -> None:
    """A message of the partner's pushed it up: it is sent afresh below."""
    asha, tom = world.joined_pair()
    await asha.sends("/home")
    first = asha.sees("Asha and Tom")
    await tom.sends("/home")
    await tom.taps("Write to Asha")
    await tom.sends("Hello")
    await tom.taps("Send now")
    asha.sees("Tom wrote to you")
    await asha.taps_on(first, "How is it going?")
    await asha.taps("Home")
    home = asha.person.received[-1]
    assert "Asha and Tom" in home.text
    assert home.message_id != first.message_id
    assert not first.labels


async def test_the_standing_key_is_given_once_and_starts_progress(world: World) -> None:
    """The key comes with a short line, once, and works in the middle of anything."""
    asha, _ = world.joined_pair()
    await asha.sends("/home")
    await asha.sends("/home")
    lines = [m for m in asha.person.received if "always here" in m.body.text]
    assert len(lines) == 1
    await asha.taps("Write to Tom")
    await asha.presses("How is it going?")
    asha.sees("How is it going with your challenge?")


async def test_home_says_how_the_partner_is(world: World) -> None:
    """Not joined, paused and left are said plainly."""
    asha, _ = world.joined_pair()

    def tom(**values: object) -> None:
        def work(session: Session) -> None:
            member = session.get_one(Member, 2)
            for name, value in values.items():
                setattr(member, name, value)

        world.app.store.write(work)

    tom(paused_until=date(2027, 3, 1))
    await asha.sends("/home")
    asha.sees("Tom is taking a break until Monday 1 March")
    tom(paused_until=None, joined_at=None)
    await asha.sends("/home")
    asha.sees("Tom has not joined yet")
    tom(left_at=world.clock.now())
    await asha.sends("/home")
    asha.sees("Tom has left")
    assert "Write to Tom" not in asha.last_buttons


async def test_home_says_that_one_is_resting(world: World) -> None:
    """An own pause stands there too, while it lasts."""
    asha, _ = world.joined_pair()

    def rest(session: Session) -> None:
        session.get_one(Member, 1).paused_until = date(2027, 3, 1)

    world.app.store.write(rest)
    await asha.sends("/home")
    asha.sees("You are taking a break until Monday 1 March")


async def test_home_without_challenge_invites_to_write_one(world: World) -> None:
    """No challenge yet is no fault: there is a button."""
    asha, _ = world.joined_pair(challenge=None)
    await asha.sends("/home")
    asha.sees("Would you like to write one?")
    await asha.taps("Write your challenge")
    asha.sees("What do the two of you want to change?")
