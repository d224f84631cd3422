"""How it goes: the picture, pairs that may like a hand, and what a tap does for them."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort, ProgressUpdate
from bot.pairs.states import ProgressState
from bot.people.model import Member
from bot.post.model import Chat
from bot.privacy.model import AuditEntry
from bot.reflection.model import Due, DueState, Visibility
from tests.facilitating import FIONA, cohort_called, facilitator, members, remove
from tests.world import Phone, World


def prompted(world: World, phone: Phone, *, days_ago: float, answered: bool = False) -> None:
    """Let a member have got a prompt so many days ago, and answered it at once or not."""

    def work(session: Session) -> None:
        member = session.scalars(sa.select(Member).where(Member.chat_id == phone.id)).one()
        at = world.clock.now() - timedelta(days=days_ago)
        count = session.scalar(sa.select(sa.func.count(Due.id))) or 0
        session.add(
            Due(
                member_id=member.id, prompt_id=f"p{count}", state=DueState.CLOSED,
                visibility=Visibility.PRIVATE, due_at=at, opens_at=at, closes_at=at, sent_at=at,
                answered_at=at if answered else None,
            )
        )  # fmt: skip

    world.app.store.write(work)


def progress(world: World, phone: Phone, state: ProgressState, *, days_ago: float) -> None:
    """Let a member have said how it goes."""

    def work(session: Session) -> None:
        member = session.scalars(sa.select(Member).where(Member.chat_id == phone.id)).one()
        session.add(
            ProgressUpdate(
                pair_id=member.pair_id, member_id=member.id, state=state,
                happened="The ward sister said no", obstacle="She is afraid",
                said_at=world.clock.now() - timedelta(days=days_ago),
            )
        )  # fmt: skip

    world.app.store.write(work)


def joined_long_ago(world: World) -> None:
    """Let everybody have joined ten weeks ago."""

    def work(session: Session) -> None:
        before = world.clock.now() - timedelta(weeks=10)
        session.execute(sa.update(Member).values(joined_at=before))
        session.execute(sa.update(Cohort).values(created_at=before))

    world.app.store.write(work)


def audit(world: World) -> list[tuple[str, str]]:
    """Return what was done to what."""
    return [(entry.act, entry.subject) for entry in world.rows(AuditEntry)]


async def test_the_picture_comes_with_its_words_and_never_with_anybodys_own(world: World) -> None:
    """Weeks are counted in words for those who cannot see them; who said what stays away."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    joined_long_ago(world)
    prompted(world, asha, days_ago=30, answered=True)
    prompted(world, tom, days_ago=30, answered=True)
    prompted(world, asha, days_ago=20, answered=True)
    prompted(world, tom, days_ago=20)
    prompted(world, tom, days_ago=10)
    progress(world, tom, ProgressState.MOVING, days_ago=20)
    await fiona.sends("/report")
    picture = fiona.sees("week by week")
    assert "A (Asha & Tom): both 1, one 1, none 1; progress 1, stuck 0" in picture.text
    assert "Workshops: 1" in picture.text
    assert picture.media is not None
    image = Image.open(BytesIO(picture.media.file.upload.data))
    assert image.format == "PNG"
    assert image.width == 1080
    fiona.never_received("ward sister")


@pytest.mark.parametrize("count", [6, 11, 12])
async def test_the_words_under_the_picture_fit_or_follow_it(world: World, count: int) -> None:
    """Telegram takes 1024 characters under a picture; of more pairs a message tells."""
    for number in range(count):
        lay, professional = (1001 + 2 * number, "A" * 40), (1002 + 2 * number, "B" * 40)
        world.joined_pair(label=f"Memory clinic {number}", lay=lay, professional=professional)
    fiona = facilitator(world)
    await fiona.sends("/report")
    caption = fiona.sees("week by week").text
    assert len(caption) <= 1024
    assert ("Memory clin…" in caption) is (count <= 11)
    assert ("AAAA" in caption) is (count <= 6)
    assert fiona.screen.count("Memory clin…") >= count


async def test_figures_over_fewer_than_five_people_are_withheld(world: World) -> None:
    """With the fifth person they are shown."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    crowd = members(world, world.rows(Cohort)[0].id, ["Ben", "Cy", "Di"])
    for phone in (asha, tom, *crowd[:2]):
        prompted(world, phone, days_ago=3, answered=True)
    await fiona.sends("/report")
    fiona.sees("too few for a figure")
    prompted(world, crowd[2], days_ago=3)
    await fiona.sends("/report")
    fiona.sees("4 of the 5 people I asked have answered")


async def test_quiet_stuck_and_lost_pairs_are_named_in_the_order_of_their_labels(
    world: World,
) -> None:
    """A pair that is well, or that was asked nothing, is not among them."""
    quiet, _ = world.joined_pair(label="2")
    stuck, _ = world.joined_pair(label="10", lay=(1003, "Ida"), professional=(1004, "Jo"))
    well, _ = world.joined_pair(label="3", lay=(1005, "Ken"), professional=(1006, "Lou"))
    lost, _ = world.joined_pair(label="1", lay=(1007, "Mia"), professional=(1008, "Ned"))
    fiona = facilitator(world)
    joined_long_ago(world)
    prompted(world, quiet, days_ago=40, answered=True)
    prompted(world, quiet, days_ago=10)
    prompted(world, well, days_ago=10, answered=True)
    progress(world, stuck, ProgressState.MOVING, days_ago=9)
    progress(world, stuck, ProgressState.STUCK, days_ago=8)
    world.writes(Chat(id=lost.id, unreachable_since=world.clock.now()))
    await fiona.sends("/report")
    lines = fiona.sees("may like a hand").text.split("\n")[1:]
    assert [line.split(" (")[0] for line in lines] == ["• Pair 1", "• Pair 2", "• Pair 10"]
    assert "I cannot reach Mia any more" in lines[0]
    assert "quiet since 6 January" in lines[1]
    assert "Stuck, they said on 7 February" in lines[2]


async def test_a_nudge_goes_after_a_minute_and_only_once_a_week(world: World) -> None:
    """The facilitator sees the words, and a second tap sends nothing more."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    progress(world, tom, ProgressState.STUCK, days_ago=1)
    await fiona.sends("/report")
    needs = fiona.sees("may like a hand")
    await fiona.taps_on(needs, "Nudge A")
    fiona.sees("Hello Asha. Fiona is thinking of you two")
    await fiona.taps_on(needs, "Nudge A")
    assert "this week" in fiona.toast
    asha.sees_not("thinking of you")
    await world.moves(minutes=1.1)
    asha.sees("Hello Asha. Fiona is thinking of you two")
    tom.sees("Hello Tom. Fiona is thinking of you two")
    await tom.taps("Say how it is going")
    tom.sees("How is it going")
    assert audit(world) == [("nudged", "pair:1")]
    await fiona.taps("Stop")
    assert "left already" in fiona.toast
    await fiona.sends("/desk")
    await fiona.taps("Audit log")
    fiona.sees("nudged the pair · A")


async def test_a_nudge_that_is_stopped_reaches_nobody(world: World) -> None:
    """And another may follow, for none was had."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    progress(world, tom, ProgressState.STUCK, days_ago=1)
    await fiona.sends("/report")
    needs = fiona.sees("may like a hand")
    await fiona.taps_on(needs, "Nudge A")
    await fiona.taps("Stop")
    await world.moves(hours=1)
    asha.never_received("thinking of you")
    await fiona.taps_on(needs, "Nudge A")
    await world.moves(minutes=2)
    asha.sees("thinking of you")


async def test_words_to_one_pair_reach_that_pair_alone(world: World) -> None:
    """It is a broadcast like any other: seen before it goes, with a minute to stop it."""
    asha, tom = world.joined_pair()
    ida, _ = world.joined_pair(label="B", lay=(1003, "Ida"), professional=(1004, "Jo"))
    fiona = facilitator(world)
    progress(world, tom, ProgressState.STUCK, days_ago=1)
    await fiona.sends("/report")
    await fiona.taps("Write to A")
    fiona.sees("Send me the message for Asha & Tom")
    await fiona.sends("Shall we talk, {name}?")
    fiona.sees("It goes to 2 people")
    await fiona.taps("Who gets it")
    fiona.sees("One pair: 2 people")
    assert "Lay" not in fiona.last_buttons
    await fiona.taps("Back")
    await fiona.taps("Send now")
    await world.moves(minutes=1.1)
    asha.sees("Shall we talk, Asha?")
    tom.sees("Shall we talk, Tom?")
    ida.never_received("Shall we talk")


async def test_a_rest_is_told_after_a_minute_and_can_be_ended(world: World) -> None:
    """Nobody is left wondering why no prompt comes."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    progress(world, tom, ProgressState.STUCK, days_ago=1)
    await fiona.sends("/report")
    needs = fiona.sees("may like a hand")
    await fiona.taps_on(needs, "Rest A")
    fiona.sees("will have a rest from prompts until 1 March")
    await fiona.taps_on(needs, "Rest A")
    assert "resting already" in fiona.toast or "rest already" in fiona.toast
    asha.sees_not("rest")
    await world.moves(minutes=1.1)
    asha.sees("no prompts come until 1 March")
    await fiona.sends("/report")
    again = fiona.sees("having a rest until 1 March")
    assert "Write to A" in again.labels
    assert not {"Nudge A", "Rest A"} & set(again.labels)
    assert [member.paused_until is not None for member in world.rows(Member)] == [True, True]
    await asha.taps("End the pause")
    assert [member.paused_until is not None for member in world.rows(Member)] == [False, True]
    await fiona.taps("Undo")
    assert "left already" in fiona.toast


async def test_a_rest_taken_back_in_time_is_told_to_nobody(world: World) -> None:
    """Who rested before, by their own wish, goes on resting."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    await tom.sends("/pause")
    await tom.taps("A week")
    progress(world, asha, ProgressState.STUCK, days_ago=1)
    await fiona.sends("/report")
    await fiona.taps("Rest A")
    await fiona.taps("Undo")
    await world.moves(hours=1)
    asha.never_received("no prompts come")
    assert [member.paused_until is not None for member in world.rows(Member)] == [False, True]


@pytest.mark.parametrize("label", ["Nudge A", "Write to A", "Rest A", "Weekly digest", "Files"])
async def test_the_buttons_of_a_removed_facilitator_do_nothing(world: World, label: str) -> None:
    """Rights are asked at the tap."""
    asha, tom = world.joined_pair()
    fiona = facilitator(world)
    progress(world, tom, ProgressState.STUCK, days_ago=1)
    await fiona.sends("/report")
    remove(world, FIONA)
    before = len(fiona.person.received)
    await fiona.taps(label)
    await world.moves(hours=1)
    assert len(fiona.person.received) == before
    asha.never_received("")
    assert audit(world) == []


async def test_a_facilitator_sees_own_cohorts_only(world: World) -> None:
    """Also with the button of a pair that is somebody else's."""
    _, tom = world.joined_pair()
    other = cohort_called(world, "Leeds")
    members(world, other, ["Zed"])
    fiona = facilitator(world, cohorts=(other,))
    await fiona.sends("/report")
    fiona.sees("Leeds")
    fiona.sees_not("Oxford")
    olive = facilitator(world, chat_id=9002, name="Olive")
    progress(world, tom, ProgressState.STUCK, days_ago=1)
    await olive.sends("/report")
    data = next(
        button.callback_data or ""
        for message in olive.person.received
        for row in message.buttons
        for button in row
        if button.text == "Nudge A"
    )
    forged = fiona.sees("Nobody in Leeds")
    fiona.person.forges(forged.message_id, data)
    await world.settles()
    await world.moves(minutes=2)
    tom.never_received("thinking of you")


async def test_a_member_gets_no_report(world: World) -> None:
    """The command says why, and nothing is shown."""
    asha, _ = world.joined_pair()
    await asha.sends("/report")
    asha.never_received("week by week")
