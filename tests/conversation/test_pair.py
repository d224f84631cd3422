"""The pair's screen: challenge, updates, steps and the picture of its way."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Challenge, Note, NoteKind
from bot.people.model import Member, Role
from tests.world import Phone, World

CLEARER = "Clearer discharge letters"
SHORTER = "Shorter discharge letters that patients help to write."


async def rewrites(phone: Phone, wording: str) -> None:
    """Ask for the challenge and type it anew."""
    await phone.sends("/pair")
    await phone.taps("Change the challenge")
    await phone.sends(wording)


async def test_pair_shows_challenge_updates_steps_and_a_picture_once(world: World) -> None:
    """One screen and one picture, whose caption says in words what it shows."""
    asha, tom = world.joined_pair()
    await asha.sends("/progress")
    await asha.taps("Slow")
    await asha.sends("The meeting fell through.")
    await asha.taps("Send now")
    await asha.taps("Next step")
    await asha.sends("Ask for a new room")
    await asha.taps("No date")
    await asha.taps("Both of us")
    await asha.taps("Send now")
    await tom.sends("/pair")
    screen, picture = tom.news
    assert CLEARER in screen.text
    assert "Slow. The meeting fell through." in screen.text
    assert "Both of you: Ask for a new room" in screen.text
    assert screen.protect_content
    assert "<tg-spoiler>Ask for a new room</tg-spoiler>" in screen.html
    assert picture.media is not None
    assert picture.media.file.upload.data.startswith(b"\x89PNG")
    for words in ("Challenge: Clearer discharge letters", "Workshop 1 is on 3 March", "Slow"):
        assert words in picture.text
    assert len(picture.text) <= 1024
    await world.moves(hours=2)
    assert len([m for m in tom.person.received if m.media]) == 1


async def test_a_new_wording_counts_after_two_minutes_and_the_partner_is_told(
    world: World,
) -> None:
    """Until then the old one stands on both phones."""
    asha, tom = world.joined_pair()
    await rewrites(tom, SHORTER)
    await asha.sends("/home")
    asha.sees(CLEARER)
    await world.moves(minutes=3)
    told = asha.sees("Tom has put your shared challenge in new words")
    assert SHORTER in told.text
    await asha.sends("/home")
    assert SHORTER in asha.sees("Your challenge:").text


async def test_an_earlier_wording_can_be_brought_back(world: World) -> None:
    """Who and when stand with each; either may use it again, once."""
    asha, tom = world.joined_pair()
    await rewrites(tom, SHORTER)
    await tom.taps("Send now")
    await asha.sends("/pair")
    await asha.taps("Earlier wordings")
    earlier = asha.sees("from your programme team")
    assert CLEARER in earlier.text
    await asha.taps("Use this again")
    asha.sees("That is your challenge again")
    tom.sees("Asha has put your challenge back as it was before")
    await asha.taps_on(earlier, "Use this again")
    assert "your challenge already" in asha.toast
    assert [c.wording for c in world.rows(Challenge)] == [CLEARER, SHORTER, CLEARER]
    await tom.sends("/pair")
    await tom.taps("Earlier wordings")
    tom.sees("by Tom")


async def test_a_wording_kept_to_oneself_changes_nothing(world: World) -> None:
    """The challenge stays; the words become a note to oneself."""
    asha, tom = world.joined_pair()
    await rewrites(tom, SHORTER)
    await tom.taps("Keep to myself")
    await world.moves(minutes=5)
    asha.never_received("Shorter")
    (note,) = world.rows(Note)
    assert (note.kind, note.words) == (NoteKind.SELF, SHORTER)
    await tom.sends("/home")
    tom.sees(CLEARER)


async def test_a_wording_taken_back_is_written_anew(world: World) -> None:
    """Change erases it here and in the chat and asks again."""
    asha, tom = world.joined_pair()
    await rewrites(tom, "Bad words")
    await tom.taps("Change")
    await tom.sends(SHORTER)
    await world.moves(minutes=3)
    asha.sees(SHORTER)
    asha.never_received("Bad words")
    assert "Bad words" not in [c.wording for c in world.rows(Challenge)]


async def test_wrong_wordings_are_refused_kindly(world: World) -> None:
    """A photo or an essay is no challenge; the question stays open."""
    _, tom = world.joined_pair()
    await tom.sends("/pair")
    await tom.taps("Change the challenge")
    await tom.sends_photo()
    tom.sees("needs words")
    await tom.sends("x" * 501)
    tom.sees("more than 500 letters")
    await tom.sends(SHORTER)
    tom.sees("will be your shared challenge")


async def test_a_wording_is_checked_for_patients(world: World) -> None:
    """What could be an NHS number waits for its writer's decision."""
    asha, tom = world.joined_pair()
    await rewrites(tom, "Help 943 476 5919 sooner")
    tom.sees("an NHS number")
    await world.moves(hours=1)
    asha.never_received("943")


async def test_an_edit_changes_a_wording_that_still_waits(world: World) -> None:
    """After it counts an edit in Telegram changes nothing any more."""
    asha, tom = world.joined_pair()
    await tom.sends("/pair")
    await tom.taps("Change the challenge")
    message = await tom.sends("Shorter leters")
    await tom.edits(message, "Shorter letters")
    await world.moves(minutes=3)
    asha.sees("Shorter letters")
    await tom.edits(message, "No letters")
    tom.sees("has that already")
    asha.never_received("No letters")


async def test_nobody_reaches_into_another_pair(world: World) -> None:
    """A forged button for another pair's wording is refused."""
    world.joined_pair()
    mina, _ = world.joined_pair(label="B", lay=(2001, "Mina"), professional=(2002, "Leo"))
    await rewrites(mina, "Something else")
    await mina.taps("Send now")
    await mina.sends("/pair")
    await mina.taps("Earlier wordings")
    own = world.app.store.read(
        lambda s: s.scalar(sa.select(Challenge.id).where(Challenge.pair_id == 1))
    )
    mina.person.forges(mina.sees("from your programme team").message_id, f"qu:{own}")
    await world.settles()
    assert "not yours" in mina.toast


async def test_after_the_partner_left_screens_say_so(world: World) -> None:
    """What they wrote stays theirs: it is not shown any more, to nobody who comes later."""
    asha, tom = world.joined_pair()
    await tom.sends("/progress")
    await tom.taps("Stuck")
    await tom.sends("My boss says no.")
    await tom.taps("Send now")
    asha.sees("My boss says no.")

    def leave(session: Session) -> None:
        session.get_one(Member, 2).left_at = world.clock.now()

    world.app.store.write(leave)
    await asha.sends("/pair")
    screen, _ = asha.news
    assert "Tom has left" in screen.text
    assert "boss" not in screen.text
    world.writes(
        Member(
            pair_id=1, role=Role.PROFESSIONAL, place=2, name="Ruth", chat_id=3003,
            consented_at=world.clock.now(), joined_at=world.clock.now(), notice_version="1",
        )
    )  # fmt: skip
    ruth = world.phone(3003, "Ruth")
    ruth.person._require_usable()
    await ruth.sends("/pair")
    ruth.never_received("boss")
