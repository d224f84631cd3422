"""A broadcast from the first tap to the last answer."""

from tests.facilitating import cohort_called, facilitator, members
from tests.world import Phone, World


async def written(fiona: Phone, text: str = "See you on <b>Monday</b>, {name}") -> None:
    """Write a broadcast to everybody and look at it."""
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends(text)


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
