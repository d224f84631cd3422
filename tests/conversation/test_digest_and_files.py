"""The weekly digest, and tables as files."""

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from bot.learning.digest import next_morning
from bot.pairs.model import ProgressUpdate
from bot.pairs.states import ProgressState
from bot.people.model import Member
from bot.privacy.model import AuditEntry
from tests.facilitating import FIONA, facilitator, remove
from tests.world import Phone, World

LONDON = ZoneInfo("Europe/London")


def stuck(world: World) -> None:
    """Let a pair be stuck since today."""
    member = world.rows(Member)[0]
    world.writes(
        ProgressUpdate(
            pair_id=member.pair_id,
            member_id=member.id,
            state=ProgressState.STUCK,
            obstacle="She is afraid",
            said_at=world.clock.now(),
        )
    )


def files(phone: Phone) -> dict[str, bytes]:
    """Return the files that a phone got."""
    return {
        message.media.file.upload.name: message.media.file.upload.data
        for message in phone.person.received
        if message.media is not None
    }


async def test_the_digest_comes_every_week_on_the_chosen_morning(world: World) -> None:
    """It says how each cohort goes and which workshop is next."""
    world.joined_pair()
    fiona = facilitator(world)
    stuck(world)
    await fiona.sends("/report")
    await fiona.taps("Weekly digest")
    await fiona.taps("Thu")
    fiona.sees("on Thursdays at 8 am")
    await world.moves_to(datetime(2027, 2, 18, 7, 59, tzinfo=UTC))
    fiona.sees_not("Good morning Fiona")
    await world.moves_to(datetime(2027, 2, 18, 8, 0, tzinfo=UTC))
    digest = fiona.sees("Good morning Fiona")
    assert "Oxford 2027, 1 pair. Stuck: A. Workshop 1 is on 3 March." in digest.text
    assert "afraid" not in digest.text
    await world.moves(days=7)
    texts = [message.text for message in fiona.person.received]
    assert sum("Good morning" in text for text in texts) == 2
    await fiona.taps("How it goes")
    fiona.sees("week by week")


async def test_a_digest_can_be_ended_and_ends_with_the_facilitators_rights(world: World) -> None:
    """Nothing comes to somebody who was removed."""
    world.joined_pair()
    fiona = facilitator(world)
    olive = facilitator(world, chat_id=9002, name="Olive")
    for phone in (fiona, olive):
        await phone.sends("/report")
        await phone.taps("Weekly digest")
        await phone.taps("Thu")
    await olive.taps("Desk")
    await olive.sends("/report")
    await olive.taps("Weekly digest")
    await olive.taps("No digest")
    remove(world, FIONA)
    await world.moves(days=8)
    fiona.never_received("Good morning")
    olive.never_received("Good morning")


async def test_a_digest_that_was_missed_by_days_is_left_out(world: World) -> None:
    """The next one comes when it is due."""
    world.joined_pair()
    fiona = facilitator(world)
    await fiona.sends("/report")
    await fiona.taps("Weekly digest")
    await fiona.taps("Thu")
    world.jumps_to(datetime(2027, 3, 6, 12, tzinfo=UTC))
    await world.settles()
    fiona.never_received("Good morning")
    await world.moves_to(datetime(2027, 3, 11, 9, tzinfo=UTC))
    fiona.sees("Good morning")


def test_the_digest_comes_at_eight_whatever_the_clocks_do() -> None:
    """Across both changes of 2027 it is eight in the morning in London."""
    now = datetime(2027, 3, 20, 12, tzinfo=UTC)
    for _ in range(40):
        now = next_morning(now, 6, LONDON)
        local = now.astimezone(LONDON)
        assert (local.weekday(), local.hour, local.minute) == (6, 8, 0)
    assert now - datetime(2027, 3, 20, 12, tzinfo=UTC) > timedelta(weeks=39)


async def test_the_workbook_holds_who_answered_and_no_words(world: World) -> None:
    """One file with three tables; a name that looks like a formula stays a name."""
    world.joined_pair(lay=(1001, "=1+1"))
    fiona = facilitator(world)
    stuck(world)
    await fiona.sends("/report")
    await fiona.taps("Files")
    await fiona.taps("One spreadsheet")
    book = zipfile.ZipFile(BytesIO(files(fiona)["tandem.xlsx"]))
    everything = "".join(book.read(name).decode() for name in book.namelist())
    assert "<f>" not in everything
    assert "=1+1" in everything
    assert "not joined" not in everything
    assert "afraid" not in everything
    assert "discharge letters" not in everything
    assert [entry.act for entry in world.rows(AuditEntry)] == ["exported"]


async def test_answers_to_a_broadcast_are_in_its_senders_files_alone(world: World) -> None:
    """People were told that the sender sees what they tap, and nobody else."""
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    olive = facilitator(world, chat_id=9002, name="Olive")
    await fiona.sends("/broadcast")
    await fiona.taps("Write it")
    await fiona.sends("Can you come on Monday?")
    await fiona.taps("Answer buttons")
    await fiona.taps("Yes / No")
    await fiona.taps("Send now")
    await world.moves(minutes=2)
    await asha.taps("No")
    for phone in (fiona, olive):
        await phone.sends("/report")
        await phone.taps("Files")
        await phone.taps("Three CSV files")
    own = files(fiona)["broadcast_answers.csv"].decode("utf-8-sig").splitlines()
    assert own[1] == "1,2027-02-15,Oxford 2027,A,lay,Asha,delivered,No"
    assert own[2].endswith("Tom,delivered,")
    assert len(files(olive)["broadcast_answers.csv"].splitlines()) == 1
    assert "Monday" not in "".join(map(str, own))
    assert set(files(olive)) >= {"engagement.csv", "progress.csv", "broadcast_answers.csv"}
