"""Everything deleted, from the phone, and what comes after."""

from bot.pairs.importing import renew_place
from bot.people.model import Role
from bot.post.model import Chat, InboxUpdate, OutboxMessage
from bot.privacy.model import AuditEntry
from tests.facilitating import facilitator
from tests.forgetting import asha_answers, assert_forgotten
from tests.invited import member_called
from tests.world import World

SECRET = "Violet elephants waltz"


async def test_everything_is_deleted_to_the_last_byte(world: World) -> None:
    """What goes and what stays is said first; the partner and the facilitator hear it kindly."""
    asha, tom = await asha_answers(world, SECRET)
    fay = facilitator(world, chat_id=900, name="Fay")
    await asha.sends("/delete")
    await asha.taps("Everything")
    asha.sees("This stays")
    assert member_called(world, "Asha").left_at is None
    await asha.taps("Delete everything")
    asha.sees("Everything is deleted")
    tom.sees("Your partner has left Tandem")
    fay.sees("pair A (Oxford 2027)")
    tom.never_received(SECRET)
    assert_forgotten(world, SECRET, "Asha")
    for screen in ("/home", "/pair"):
        await tom.sends(screen)
        tom.sees("Your partner has left and has deleted their words")
    assert [entry.act for entry in world.rows(AuditEntry)][-1] == "erased"


async def test_after_a_day_not_even_the_number_is_left(world: World) -> None:
    """The last words had to be sent to it; then it goes as a stranger's does."""
    asha, _ = await asha_answers(world, SECRET)
    await asha.sends("/delete")
    await asha.taps("Everything")
    await asha.taps("Delete everything")
    await world.moves(hours=25)
    await world.app.forget()
    assert asha.id not in {row.chat_id for row in world.rows(OutboxMessage)}
    assert asha.id not in {row.chat_id for row in world.rows(InboxUpdate)}
    assert asha.id not in {row.id for row in world.rows(Chat)}


async def test_an_old_button_after_everything_was_deleted(world: World) -> None:
    """A double tap, or any button that is still on the screen, finds nobody."""
    asha, _ = world.joined_pair()
    await asha.sends("/delete")
    await asha.taps("Everything")
    question = asha.sees("This stays")
    await asha.taps("Delete everything")
    assert question.labels == []
    await asha.taps_on(question, "Delete everything")
    assert "nothing of yours" in asha.toast


async def test_what_is_written_after_everything_was_deleted_is_a_strangers(world: World) -> None:
    """The bot keeps nothing of it and says what to do."""
    asha, _ = world.joined_pair()
    await asha.sends("/delete")
    await asha.taps("Everything")
    await asha.taps("Delete everything")
    await asha.sends(SECRET)
    asha.sees("I do not know you yet")
    assert_forgotten(world, SECRET)


async def test_who_has_left_is_not_a_stranger(world: World) -> None:
    """Whoever left is never told that nothing of theirs is held, and learns how to come back."""
    asha, _ = world.joined_pair()
    await asha.sends("/leave")
    await asha.taps("Leave")
    for sent in ("hello?", "/start", "/home", "/help"):
        await asha.sends(sent)
        said = " ".join(message.body.text for message in asha.news)
        assert "You have left" in said
        assert "/mydata shows what we still hold" in said
    asha.sees_not("I do not know you yet")


async def test_keep_everything_keeps_everything(world: World) -> None:
    """The last question has a way out too."""
    asha, tom = world.joined_pair()
    await asha.sends("/delete")
    await asha.taps("Everything")
    await asha.taps("Keep everything")
    asha.sees("Nothing was deleted")
    assert member_called(world, "Asha").left_at is None
    assert tom.person.received == []


async def test_the_place_of_somebody_who_deleted_everything_can_be_filled(world: World) -> None:
    """A renewed invitation opens it for somebody new, who sees nothing of the first."""
    asha, tom = await asha_answers(world, SECRET)
    await asha.sends("/delete")
    await asha.taps("Everything")
    await asha.taps("Delete everything")
    place = world.app.store.write(
        lambda s: renew_place(
            s, now=world.clock.now(), cohort="Oxford 2027", pair="A", role=Role.LAY, name="Bea"
        )
    )
    assert place.secrets
    bea = world.phone(1003, "Bea")
    await bea.sends(place.secrets.code)
    await bea.taps("I agree")
    await bea.taps("Bea")
    await bea.taps("Morning: 8 am")
    bea.never_received(SECRET)
    tom.sees("Bea has joined")
