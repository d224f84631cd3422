"""What a partner sees of answers: those who join late, leave, or sleep."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from bot.people.model import Member, Role
from bot.reflection.planning import plan_member
from tests.programmes import ONE_WORKSHOP, a_prompt, write_programme
from tests.world import Phone, World

EVENING = datetime(2027, 3, 4, 18, 31, tzinfo=UTC)


def pair(world: World, folder: Path, **keys: object) -> tuple[Phone, Phone]:
    """Return a pair with one prompt planned."""
    programme = write_programme(folder, a_prompt("trust", **keys))
    return world.joined_pair(plan=True, programme=programme, workshops=ONE_WORKSHOP)


def change(world: World, phone: Phone, **values: object) -> None:
    """Change a member's row."""

    def work(session: Session) -> None:
        member = session.query(Member).filter_by(chat_id=phone.id).one()
        for name, value in values.items():
            setattr(member, name, value)

    world.app.store.write(work)


async def at(world: World, instant: datetime) -> None:
    """Let the bot wake up at an instant."""
    world.jumps_to(instant)
    await world.settles()


async def test_a_partner_answer_arrives_after_two_minutes(world: World, tmp_path: Path) -> None:
    """Said before it is written, and sent protected under a spoiler."""
    asha, tom = pair(world, tmp_path, visibility="partner")
    await at(world, EVENING)
    asha.sees("Tom will see this.")
    await asha.sends("To wait <b>")
    await world.moves(minutes=1)
    tom.never_received("To wait")
    await world.moves(minutes=1)
    relayed = tom.sees("Asha has answered “Trust”")
    assert "To wait <b>" in relayed.body.text
    assert relayed.protect_content


async def test_it_waits_for_the_morning(world: World, tmp_path: Path) -> None:
    """What is shared at night arrives when the partner is awake."""
    asha, tom = pair(world, tmp_path, visibility="partner")
    await at(world, EVENING)
    await at(world, datetime(2027, 3, 4, 23, 30, tzinfo=UTC))
    await asha.sends("To wait", reply_to=asha.sees("Tom will see this"))
    await asha.taps("Send now")
    await world.moves(hours=7)
    tom.never_received("To wait")
    await world.moves(minutes=31)
    tom.sees("To wait")


async def test_while_no_partner_is_there(world: World, tmp_path: Path) -> None:
    """Only you for now; a later partner sees it only if its writer shares it."""
    asha, tom = pair(world, tmp_path, visibility="sealed")
    change(world, tom, joined_at=None)
    await at(world, EVENING)
    asha.sees("Only you for now")
    change(world, tom, joined_at=EVENING)
    await asha.sends("To wait")
    asha.sees("Kept as your answer. Only you can see it.")

    tom_card = next(m for m in tom.person.received if "Trust" in m.body.text)
    await tom.sends("To listen", reply_to=tom_card)
    await tom.taps("Send now")
    asha.sees("Tom has answered “Trust” too. Your answer is only with you.")
    tom.never_received("To wait")
    await asha.taps("Share mine")
    tom.never_received("To wait")
    await asha.taps("Send now")
    tom.sees("To wait")
    asha.sees("To listen")


async def test_a_partner_who_left_sees_nothing(world: World, tmp_path: Path) -> None:
    """After one leaves, an answer stays with its writer."""
    asha, tom = pair(world, tmp_path, visibility="partner")
    await at(world, EVENING)
    await asha.sends("To wait")
    change(world, tom, left_at=EVENING)
    await world.moves(minutes=3)
    tom.never_received("To wait")
    asha.sees("Your partner is not here just now")


async def test_who_comes_after_opens_nothing_of_before(world: World, tmp_path: Path) -> None:
    """A sealed answer written for one partner is not opened by the next."""
    asha, tom = pair(world, tmp_path, visibility="sealed")
    await at(world, EVENING)
    await asha.sends("About Tom")
    await asha.taps("Send now")
    change(world, tom, left_at=world.clock.now())

    def join(session: Session) -> None:
        newcomer = Member(
            pair_id=1, role=Role.PROFESSIONAL, place=2, name="Nia", chat_id=1003,
            notice_version="1", consented_at=world.clock.now(), joined_at=world.clock.now(),
        )  # fmt: skip
        session.add(newcomer)
        session.flush()
        plan_member(session, now=world.clock.now(), member=newcomer)

    nia = world.phone(1003, "Nia")
    nia.person._require_usable()
    world.app.store.write(join)
    await at(world, EVENING + timedelta(days=1))
    nia.sees("Opens to you both")
    await nia.sends("About Asha")
    await nia.taps("Send now")
    await world.moves(days=1)
    nia.never_received("About Tom")
    asha.never_received("About Asha")


async def test_a_deleted_answer_opens_nothing(world: World, tmp_path: Path) -> None:
    """An answer that its writer deletes is gone, and the prompt can be answered anew."""
    asha, tom = pair(world, tmp_path, visibility="sealed")
    await at(world, EVENING)
    mine = await asha.sends("About Tom")
    await asha.taps("Send now")
    await asha.sends("/reflect")
    await asha.taps("My answers")
    await asha.taps("Trust")
    asha.sees("Opens to you both when both have answered.")
    await asha.taps("Delete it")
    await asha.taps("Delete it")
    assert mine.deleted
    await tom.sends("About Asha", reply_to=tom.sees("Opens to you both"))
    await tom.taps("Send now")
    await world.moves(days=1)
    tom.never_received("About Tom")
    asha.never_received("About Asha")


async def test_answering_anew_replaces_the_answer(world: World, tmp_path: Path) -> None:
    """From /reflect, until somebody has seen it."""
    asha, tom = pair(world, tmp_path, visibility="sealed")
    await at(world, EVENING)
    await asha.sends("First thought")
    await asha.taps("Send now")
    await asha.sends("/reflect")
    await asha.taps("My answers")
    await asha.taps("Trust")
    await asha.taps("Answer anew")
    await asha.sends("Second thought")
    await asha.taps("Send now")
    await tom.sends("Mine", reply_to=tom.sees("Opens to you both"))
    await tom.taps("Send now")
    tom.sees("Second thought")
    tom.never_received("First thought")


async def test_a_long_answer_arrives_whole(world: World, tmp_path: Path) -> None:
    """More than a message holds comes in several."""
    asha, tom = pair(world, tmp_path, visibility="partner")
    await at(world, EVENING)
    await asha.sends("beginning " + "words " * 650)
    await asha.sends("more " * 700 + "the very end")
    await asha.taps("Send now")
    tom.sees("beginning words")
    tom.sees("the very end")
    assert all(m.protect_content for m in tom.person.received if "words words" in m.body.text)
