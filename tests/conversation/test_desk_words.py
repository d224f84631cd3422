"""Words that a facilitator types where none were waited for are kept and given a place."""

from bot.broadcast.model import Broadcast, Stage
from tests.conversation.test_broadcast import sent, written
from tests.conversation.test_cohorts_moving import asks_to_move
from tests.conversation.test_desk import replied
from tests.desk import a_facilitator
from tests.facilitating import facilitator
from tests.world import World


async def test_words_below_a_preview_become_the_new_words(world: World) -> None:
    """One tap puts them in the message, and only they are sent."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    await fiona.sends("See you on <Tuesday>")
    fiona.sees("I have kept that")
    await fiona.taps("New words for the message above")
    fiona.sees("See you on <Tuesday>")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    assert [m.text for m in asha.person.received] == ["See you on <Tuesday>"]


async def test_words_before_write_it_become_the_words_too(world: World) -> None:
    """While the audience is shown, an album that is typed is kept whole."""
    world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/broadcast")
    await fiona.sends_photo("Cake", album="a1")
    await fiona.sends_photo("and tea", album="a1")
    assert fiona.screen.count("I have kept that") == 1
    await fiona.taps("New words for the message above")
    fiona.sees("That is how it looks")
    kept = world.rows(Broadcast)[0].message
    assert kept is not None
    assert len(kept["items"]) == 2


async def test_words_below_a_reminder_are_forgotten_when_asked(world: World) -> None:
    """Forgotten ones leave the reminder as it was, and nothing of them stays."""
    world.joined_pair()
    fiona = facilitator(world)
    await written(fiona)
    await fiona.taps("Answer buttons")
    await fiona.taps("Yes / No")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    await fiona.taps("Remind who has not answered")
    await fiona.sends("Please do answer")
    await fiona.taps("Forget it")
    fiona.sees("I have forgotten it")
    await fiona.sends("Please, please")  # the reminder is still known
    await fiona.taps("New words for the message above")
    fiona.sees("Please, please")
    stages = [(b.stage, b.message is None) for b in world.rows(Broadcast)]
    assert (Stage.CANCELLED, True) in stages


async def test_words_become_an_answer_to_a_member(world: World) -> None:
    """It is shown once more before it goes."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await replied(world, fiona, asha)
    await world.moves(minutes=3)
    await written(fiona, "For all")
    await fiona.sends("There is one at the back")
    await fiona.taps("An answer to a member")
    await fiona.taps("Asha, 15 Feb")
    fiona.sees("This goes to Asha, and nobody else")
    asha.never_received("at the back")
    await fiona.taps("Send it")
    asha.sees("There is one at the back")


async def test_words_with_nothing_open_can_go_to_many(world: World) -> None:
    """They are kept as a draft, whose audience is chosen first."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    await sent(world, fiona, "First")
    await fiona.sends("Second")
    await fiona.taps("A message to many")
    fiona.sees("Who is it for?")
    await fiona.taps("Back")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    asha.sees("Second")


async def test_another_date_below_the_preview_of_a_move_is_taken(world: World) -> None:
    """The newest one is shown and done."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await asks_to_move(fiona, 2, "14 April 2027")
    await fiona.sends("21 April 2027")
    fiona.sees("to Wednesday 21 April 2027")
    await fiona.taps("Move it and tell them")
    fiona.sees("is on Wednesday 21 April 2027 now")
