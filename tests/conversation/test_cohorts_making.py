"""A facilitator makes a cohort and fills it, from a phone."""

import csv
import io
from datetime import date

import segno
import sqlalchemy as sa

from bot.pairs.model import Cohort, CohortDraft, CohortFile, Pair, Workshop
from bot.people.model import Facilitator, Invitation, Member
from bot.post.model import OutboxMessage
from bot.privacy.model import AuditEntry
from bot.rehearsal.standin.messages import Message
from bot.settings import Nation
from tests.desk import PEOPLE, a_facilitator
from tests.scanning import Squares, codes_in
from tests.world import Phone, World


async def makes_cohort(phone: Phone, name: str = "Reading 2027") -> None:
    """Answer every question, by tapping where that is possible."""
    await phone.sends("/cohorts")
    await phone.taps("New cohort")
    await phone.sends(name)
    await phone.taps("Leading Together (3 workshops)")
    for day in ("3 March 2027", "7 April 2027", "5 May 2027"):
        await phone.sends(day)
        await phone.taps("Not known yet")
    await phone.taps("England")
    await phone.taps("London")
    await phone.taps("Make it")


def documents(phone: Phone) -> dict[str, bytes]:
    """Return the files that the phone got, by name."""
    return {
        message.media.file.upload.name: message.media.file.upload.data
        for message in phone.person.received
        if message.media is not None
    }


def texts(phone: Phone, words: str) -> list[Message]:
    """Return all messages of the bot that hold these words."""
    return [m for m in phone.person.received if words in m.body.text and not m.deleted]


async def test_a_cohort_is_made_step_by_step(world: World) -> None:
    """Name, programme, days with places, nation and clock; nothing is there before the yes."""
    fiona = a_facilitator(world, cohort_ids=())
    await fiona.sends("/desk")
    await fiona.taps("Cohorts")
    await fiona.taps("New cohort")
    await fiona.sends("Reading 2027")
    await fiona.taps("Leading Together (3 workshops)")
    await fiona.sends("3 March 2027")
    await fiona.sends("Town Hall, Blagrave Street")
    await fiona.sends("1 March 2027")
    fiona.sees("comes after the one before")
    await fiona.sends("7 April 2027")
    await fiona.taps("Not known yet")
    await fiona.sends("5 May 2027")
    await fiona.sends("Town Hall")
    await fiona.taps("Wales")
    await fiona.sends("Cardiff")
    check = fiona.sees("Shall I make it?")
    assert "Town Hall, Blagrave Street" in check.text
    assert "place not known yet" in check.text
    assert world.rows(Cohort) == []
    await fiona.taps("Make it")
    (cohort,) = world.rows(Cohort)
    assert (cohort.name, cohort.programme) == ("Reading 2027", "leading-together")
    assert (cohort.nation, cohort.timezone) == (Nation.WALES, "Europe/London")
    days = {(w.day, w.venue) for w in world.rows(Workshop)}
    assert (date(2027, 3, 3), "Town Hall, Blagrave Street") in days
    assert (date(2027, 4, 7), None) in days
    assert world.rows(CohortDraft) == []
    assert [entry.act for entry in world.rows(AuditEntry)] == ["cohort-made"]


async def test_a_second_tap_on_make_it_makes_nothing(world: World) -> None:
    """One cohort, whatever the thumb does."""
    fiona = a_facilitator(world)
    await makes_cohort(fiona)
    made = fiona.sees("Reading 2027 is there now")
    await fiona.taps_on(made, "Make it")
    assert "settled already" in fiona.toast
    assert len(world.rows(Cohort)) == 1
    await fiona.sends("/cohorts")
    await fiona.taps("New cohort")
    await fiona.sends("reading 2027")
    fiona.sees("There is a cohort called reading 2027 already")


async def test_an_unfinished_cohort_is_gone_on_with(world: World) -> None:
    """Other things may come between two answers."""
    fiona = a_facilitator(world)
    await fiona.sends("/cohorts")
    await fiona.taps("New cohort")
    await fiona.sends("Reading 2027")
    await fiona.sends("/desk")
    await fiona.sends("/cohorts")
    await fiona.taps("New cohort")
    fiona.sees("Which programme will they follow?")
    await fiona.taps("Go on later")
    await fiona.taps("New cohort")
    await fiona.taps("Leading Together (3 workshops)")
    await fiona.taps("Start again")
    fiona.sees("What is the new cohort called?")


async def test_who_makes_a_cohort_runs_it_and_others_do_not_see_it(world: World) -> None:
    """An organiser sees all; a facilitator of other cohorts does not."""
    world.joined_pair()
    fiona = a_facilitator(world, cohort_ids=(1,))
    gareth = a_facilitator(world, person=(9002, "Gareth"), cohort_ids=(1,))
    await makes_cohort(fiona)
    await fiona.sends("/cohorts")
    fiona.sees("Reading 2027: 0 of 0")
    await gareth.sends("/cohorts")
    gareth.sees_not("Reading 2027")
    tapped = gareth.sees("Oxford 2027")
    gareth.person.forges(tapped.message_id, "co:2")
    await world.settles()
    assert "not yours" in gareth.toast


def code_of(link: str) -> Squares:
    """Return the code that a phone's camera reads as this link."""
    code = segno.make(link, error="m", micro=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


async def test_a_file_brings_the_people_and_returns_their_invitations(world: World) -> None:
    """As a table, as cards and as a text for each; the links open Tandem."""
    fiona = a_facilitator(world)
    await makes_cohort(fiona)
    await fiona.taps("Send a file of people")
    assert documents(fiona)["people.csv"].startswith("\ufeffpair,name".encode())
    await fiona.sends_document("pairs.csv", PEOPLE)
    fiona.sees("2 people are new")
    assert {member.name for member in world.rows(Member)} == {"Asha", "Tom"}
    files = documents(fiona)
    table = list(csv.DictReader(io.StringIO(files["invitations.csv"].decode("utf-8-sig"))))
    assert [row["name"] for row in table] == ["Asha", "Tom"]
    assert codes_in(files["invitation-cards.pdf"]) == [code_of(row["link"]) for row in table]
    mail = texts(fiona, "Hello Asha, you are invited")[0]
    assert table[0]["link"] in mail.body.text
    assert table[0]["code"] in mail.body.text
    assert len(mail.body.text) < 350
    assert table[0]["link"].startswith("https://t.me/")
    asha = world.phone(1001, "Asha")
    await asha.opens(table[0]["link"].partition("start=")[2])
    asha.sees("This is Tandem")
    # Secrets and bytes are gone once they are sent.
    assert world.rows(CohortFile) == []
    assert all(row.content is None for row in world.rows(OutboxMessage))


async def test_a_slip_is_mended_with_one_step_back(world: World) -> None:
    """Only the last answer is asked for again; tapping twice takes no second one."""
    fiona = a_facilitator(world)
    await fiona.sends("/cohorts")
    await fiona.taps("New cohort")
    await fiona.sends("Reading 2027")
    await fiona.taps("Leading Together (3 workshops)")
    await fiona.sends("3 March 2027")
    await fiona.sends("Town Hal")
    slip = fiona.sees("Reading 2027: when is workshop 2 of 3?")
    await fiona.taps("One step back")
    await fiona.taps_on(slip, "One step back")
    assert "settled already" in fiona.toast
    fiona.sees("Reading 2027: where is workshop 1")
    await fiona.sends("Town Hall")
    for _ in range(2):
        await fiona.taps("One step back")
    fiona.sees("when is workshop 1 of 3?")
    for _ in range(2):
        await fiona.taps("One step back")
    fiona.sees("What is the new cohort called?")
    await makes_cohort(fiona)
    assert [cohort.name for cohort in world.rows(Cohort)] == ["Reading 2027"]


async def test_a_file_that_comes_first_waits_for_its_cohort(world: World) -> None:
    """Whose it is, is asked; for a new cohort it is read once that is made."""
    fiona = a_facilitator(world)
    await fiona.sends_document("pairs.csv", PEOPLE)
    fiona.sees("which cohort it is for")
    await fiona.taps("A new cohort")
    await fiona.sends("Reading 2027")
    await fiona.taps("Leading Together (3 workshops)")
    for day in ("3 March 2027", "7 April 2027", "5 May 2027"):
        await fiona.sends(day)
        await fiona.taps("Not known yet")
    await fiona.taps("Scotland")
    await fiona.taps("London")
    await fiona.taps("Make it")
    fiona.sees("2 people are new")
    assert len(world.rows(Pair)) == 1


async def test_a_faulty_file_adds_nobody_and_says_everything_at_once(world: World) -> None:
    """Every fault in one message, and the same file back with what to change."""
    fiona = a_facilitator(world)
    await makes_cohort(fiona)
    await fiona.taps("Send a file of people")
    wrong = PEOPLE.replace(b"professional", b"doctor").replace(b"asha@example.org", b"=asha")
    await fiona.sends_document("pairs.csv", wrong)
    told = fiona.sees("things are not right yet")
    assert "“doctor” is not a role. Write lay or professional." in told.text
    assert "is not an e-mail address" in told.text
    assert world.rows(Member) == []
    theirs = list(csv.DictReader(io.StringIO(documents(fiona)["people.csv"].decode("utf-8-sig"))))
    assert theirs[1]["name"] == "Tom"
    assert "“doctor” is not a role" in theirs[1]["to change"]
    assert theirs[0]["email"] == "'=asha"
    # Still at it: the file that came back, once it is mended, needs no button.
    mended = documents(fiona)["people.csv"].replace(b"'=asha", b"asha@example.org")
    await fiona.sends_document("people.csv", mended.replace(b",doctor,", b",professional,"))
    fiona.sees("2 people are new")
    assert [member.name for member in world.rows(Member)] == ["Asha", "Tom"]


async def test_what_is_no_table_is_refused_kindly(world: World) -> None:
    """A photo, a spreadsheet, a giant and plain words."""
    fiona = a_facilitator(world)
    await makes_cohort(fiona)
    await fiona.taps("Send a file of people")
    await fiona.sends_photo()
    fiona.sees("send the file itself, as a document")
    await fiona.sends_document("pairs.xlsx", b"PK")
    fiona.sees("CSV UTF-8")
    await fiona.sends_document("pairs.csv", b"x" * 300_000)
    fiona.sees("larger than 200 kB")
    many = "".join(f"{n},L{n},lay\n{n},P{n},professional\n" for n in range(101))
    await fiona.sends_document("pairs.csv", f"pair,name,role\n{many}".encode())
    fiona.sees("That file has 202 people")
    await fiona.sends_document("pairs.csv", b"\xff\xfe\x00")
    fiona.sees("not right yet")
    assert world.rows(Member) == []


async def test_the_same_file_again_invites_nobody_twice(world: World) -> None:
    """What differs is said, and what is there stays."""
    fiona = a_facilitator(world)
    await makes_cohort(fiona)
    await fiona.taps("Send a file of people")
    await fiona.sends_document("pairs.csv", PEOPLE)
    await fiona.sends_document("pairs.csv", PEOPLE.replace(b"Riverside Carers", b"Hilltop"))
    fiona.sees("nobody is new")
    fiona.sees("organisation stays Riverside Carers")
    assert len(world.rows(Invitation)) == 2


async def test_a_file_is_fetched_again_while_telegram_is_away(world: World) -> None:
    """It is tried for some minutes, then asked for anew; nothing is lost in between."""
    fiona = a_facilitator(world)
    await makes_cohort(fiona)
    await fiona.taps("Send a file of people")
    download = world.app.line.download

    async def broken(file_path: str, *, most: int, seconds: float = 0) -> bytes:
        return await download("documents/nowhere", most=most)

    world.app.line.download = broken  # type: ignore[method-assign]
    await fiona.sends_document("pairs.csv", PEOPLE)
    (row,) = world.rows(CohortFile)
    assert row.tries == 1
    world.app.line.download = download  # type: ignore[method-assign]
    await world.moves(minutes=2)
    fiona.sees("2 people are new")

    world.app.line.download = broken  # type: ignore[method-assign]
    await fiona.sends_document("pairs.csv", PEOPLE)
    for _ in range(10):
        await world.moves(minutes=2)
    fiona.sees("could not get that file from Telegram")
    assert world.rows(CohortFile) == []


async def test_a_removed_facilitator_can_do_nothing_with_old_buttons(world: World) -> None:
    """Neither a tap nor a file that was on its way."""
    fiona = a_facilitator(world)
    await makes_cohort(fiona)
    await fiona.taps("Send a file of people")
    step = world.app.fetcher.step

    async def nothing() -> int:
        return 0

    world.app.fetcher.step = nothing  # type: ignore[method-assign]
    await fiona.sends_document("pairs.csv", PEOPLE)
    world.app.fetcher.step = step  # type: ignore[method-assign]
    world.app.store.write(
        lambda s: s.execute(sa.update(Facilitator).values(removed_at=world.clock.now()))
    )
    await world.settles()
    assert world.rows(Member) == []
    assert world.rows(CohortFile) == []
    for message in fiona.person.messages:
        for label in message.labels:
            await fiona.taps_on(message, label)
            assert "That is for facilitators" in fiona.toast
    assert len(world.rows(Cohort)) == 1


async def test_a_workshop_on_a_bank_holiday_is_named_before_it_is_made(world: World) -> None:
    """The nation decides: Easter Monday is one in England."""
    fiona = a_facilitator(world, cohort_ids=())
    await fiona.sends("/cohorts")
    await fiona.taps("New cohort")
    await fiona.sends("Reading 2027")
    await fiona.taps("Leading Together (3 workshops)")
    for day in ("3 March 2027", "29 March 2027", "5 May 2027"):
        await fiona.sends(day)
        await fiona.taps("Not known yet")
    await fiona.taps("England")
    await fiona.taps("London")
    fiona.sees("Monday 29 March 2027 is Easter Monday")
    fiona.sees("Shall I make it all the same?")
    await fiona.taps("Make it")
    assert world.rows(Cohort)[0].name == "Reading 2027"
