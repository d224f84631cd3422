"""One's own data: the notice, everything held, one answer deleted, everything deleted, leaving."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.broadcast.model import DeskAnswer
from bot.pairs.importing import renew_place
from bot.pairs.model import Note, NoteKind
from bot.people.model import Facilitator, Member, Role
from bot.post.model import Chat, InboxUpdate, OutboxMessage
from bot.privacy.model import AuditEntry
from bot.privacy.taps import DeleteAnswer
from bot.reflection.model import Answer, Due
from bot.sharing.model import Piece
from tests.world import START, Phone, World

SECRET = "Violet elephants waltz"


def on_disk(world: World) -> bytes:
    """Return every byte of the database after the checkpoint that the bot makes."""
    world.app.store.checkpoint()
    path = Path(world.app.settings.database_url.removeprefix("sqlite:///"))
    log = path.with_name(path.name + "-wal")
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def assert_forgotten(world: World, *texts: str) -> None:
    """Fail if the database file holds any of these."""
    disk = on_disk(world)
    assert [text for text in texts if text.encode() in disk] == []


def member_called(world: World, name: str) -> Member:
    """Return a member by name."""
    return next(member for member in world.rows(Member) if member.name == name)


def a_facilitator(world: World) -> Phone:
    """Return the phone of the organiser."""
    world.writes(Facilitator(name="Fay", chat_id=900, organiser=True, joined_at=START))
    fay = world.phone(900, "Fay")
    fay.person._require_usable()
    return fay


async def asha_answers(world: World, text: str) -> tuple[Phone, Phone]:
    """Let Asha answer her first prompt; return her phone and Tom's."""
    asha, tom = world.joined_pair(plan=True)
    evening = START + timedelta(hours=10)
    while not asha.person.received:
        evening += timedelta(days=1)
        world.jumps_to(evening)
        await world.settles()
    await asha.sends(text)
    await world.moves(minutes=3)
    assert text.encode() in on_disk(world)
    return asha, tom


async def test_what_a_stranger_writes_is_nowhere(world: World) -> None:
    """Handled and erased in one transaction, down to the bytes of the file."""
    stranger = world.phone(5, "Sam")
    await stranger.sends(SECRET)
    assert_forgotten(world, SECRET)


async def test_a_stranger_is_forgotten_altogether(world: World) -> None:
    """After a day not even their number is left."""
    stranger = world.phone(5, "Sam")
    await stranger.sends("hello")
    await world.moves(hours=25)
    await world.app.forget()
    assert world.rows(Chat) == []
    assert world.rows(OutboxMessage) == []
    assert [row.chat_id for row in world.rows(InboxUpdate)] == [None]


async def test_sent_messages_keep_no_words(world: World) -> None:
    """The body of a message is gone from the file once it was sent."""
    asha, _ = world.joined_pair(lay=(1001, "Asha"), challenge="Zebra crossings for letters")
    await asha.sends("/home")
    asha.sees("Zebra crossings")
    assert on_disk(world).count(b"Zebra crossings") == 1  # the challenge itself


async def test_the_notice_can_be_read_again(world: World) -> None:
    """All four parts, and then what one can do."""
    asha, _ = world.joined_pair()
    await asha.sends("/privacy")
    for words in ("run by", "Keep patients safe", "Who sees what", "How long"):
        asha.sees(words)
    assert asha.last_buttons == [
        "Send me my data", "Delete something", "Leave Tandem", "I no longer agree", "Home"
    ]  # fmt: skip


async def test_a_stranger_can_read_the_notice_too(world: World) -> None:
    """There is nothing to take back for somebody who has not joined."""
    stranger = world.phone(5, "Sam")
    await stranger.sends("/privacy")
    stranger.sees("You have not joined")


async def test_consent_can_be_taken_back(world: World) -> None:
    """It ends in leaving or in deleting; each is one tap away."""
    asha, tom = world.joined_pair()
    await asha.sends("/privacy")
    await asha.taps("I no longer agree")
    asha.sees("Without your agreement we may not go on")
    await asha.taps("Leave")
    asha.sees("You have left")
    tom.sees("Asha has left")


async def test_my_data_comes_as_two_files(world: World) -> None:
    """At once: one to read, one for a computer; both with everything, nothing of the partner."""
    asha, tom = await asha_answers(world, SECRET)
    await asha.sends("/mydata")
    files = [message.media.file.upload for message in asha.news if message.media]
    assert [file.name for file in files] == ["tandem-my-data.txt", "tandem-my-data.json"]
    text, data = files[0].data.decode(), json.loads(files[1].data)
    assert SECRET in text
    assert "Telegram number: 1001" in text
    assert "Days of questions: Monday, Tuesday" in text
    assert data["member"][0]["name"] == "Asha"
    assert SECRET in [answer["words"] for answer in data["answer"]]
    assert len(data["due"]) > 10
    assert str(tom.id) not in files[1].data.decode()
    assert not any(phrase in text for phrase in ("mydata-", "{", "None"))


async def test_my_data_of_a_stranger_is_nearly_nothing(world: World) -> None:
    """Only what hangs on the number of the chat."""
    stranger = world.phone(5, "Sam")
    await stranger.sends("/mydata")
    data = json.loads([m.media.file.upload.data for m in stranger.news if m.media][1])
    assert {name for name, rows in data.items() if rows} <= {"day", "chat", "outbox", "inbox"}


async def test_one_answer_is_deleted_to_the_last_byte(world: World) -> None:
    """Asked once more first; then it is gone from the file and from the chat."""
    asha, _ = await asha_answers(world, SECRET)
    await asha.sends("/delete")
    await asha.taps("One answer")
    title = asha.last_buttons[0]
    await asha.taps(title)
    asha.sees(f"Delete your answer to “{title}”?")
    assert world.rows(Answer)
    await asha.taps("Delete it")
    asha.sees(f"Your answer to “{title}” is deleted")
    assert (world.rows(Answer), world.rows(Piece)) == ([], [])
    assert_forgotten(world, SECRET)
    assert not [message for message in asha.person.messages if SECRET in message.text]


async def test_a_second_tap_on_delete_says_that_it_is_gone(world: World) -> None:
    """Nothing is deleted twice, and an old button of another's answer does nothing."""
    asha, _ = await asha_answers(world, SECRET)
    await asha.sends("/delete")
    await asha.taps("One answer")
    await asha.taps(asha.last_buttons[0])
    question = asha.sees("Delete your answer")
    await asha.taps("Delete it")
    await asha.taps_on(question, "Delete it")
    assert "gone already" in asha.toast
    await asha.sends("/delete")
    await asha.taps("One answer")
    asha.sees("no answer of yours")


async def test_somebody_elses_answer_cannot_be_deleted(world: World) -> None:
    """Authorisation is decided at the tap, whatever a button says."""
    _, tom = await asha_answers(world, SECRET)
    await tom.sends("/home")
    due = next(row.id for row in world.rows(Due) if row.answered_at is not None)
    tom.person.forges(tom.person.received[-1].message_id, DeleteAnswer(due=due).pack())
    await world.settles()
    assert "not yours" in tom.toast
    assert world.rows(Answer)


async def test_nothing_deletes_nothing(world: World) -> None:
    """Every screen has a way out."""
    asha, _ = await asha_answers(world, SECRET)
    await asha.sends("/delete")
    await asha.taps("Nothing")
    asha.sees("Nothing was deleted")
    assert world.rows(Answer)


async def test_everything_is_deleted_to_the_last_byte(world: World) -> None:
    """What goes and what stays is said first; the partner and the facilitator hear it kindly."""
    asha, tom = await asha_answers(world, SECRET)
    fay = a_facilitator(world)
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


async def test_leaving_is_asked_once_and_told_without_a_reason(world: World) -> None:
    """The partner and the facilitator hear the name and no more; what was written is kept."""
    asha, tom = await asha_answers(world, SECRET)
    fay = a_facilitator(world)
    await asha.sends("/leave")
    asha.sees("We keep it until")
    await asha.taps("Stay")
    asha.sees("Nothing has changed")
    await asha.sends("/leave")
    question = asha.sees("Leave Tandem?")
    await asha.taps("Leave")
    asha.sees("You have left")
    tom.sees("Asha has left Tandem")
    fay.sees("Asha of pair A (Oxford 2027) has left")
    tom.never_received(SECRET)
    assert SECRET in [answer.words for answer in world.rows(Answer)]
    await asha.taps_on(question, "Leave")
    assert "left already" in asha.toast
    assert len([m for m in tom.person.received if "has left" in m.text]) == 1


async def test_after_leaving_nothing_more_comes(world: World) -> None:
    """Not in the three months of the programme; and the standing key is gone."""
    asha, _ = await asha_answers(world, "Something short")
    await asha.sends("/home")
    assert asha.person.keys
    await asha.sends("/leave")
    await asha.taps("Leave")
    before = len(asha.person.received)
    await world.moves_to(world.clock.instant + timedelta(days=90), step=timedelta(days=1))
    assert len(asha.person.received) == before
    assert asha.person.keys == []


async def test_somebody_who_comes_back_gets_the_standing_key_again(world: World) -> None:
    """In the same chat, into a place of their own; the old place stays left."""
    asha, _ = world.joined_pair()
    await asha.sends("/home")
    await asha.sends("/leave")
    await asha.taps("Leave")
    place = world.app.store.write(
        lambda s: renew_place(
            s, now=world.clock.now(), cohort="Oxford 2027", pair="A", role=Role.LAY, name="Asha"
        )
    )
    assert place.secrets
    await asha.sends(place.secrets.code)
    await asha.taps("I agree")
    await asha.taps("Asha")
    await asha.taps("Morning: 8 am")
    assert asha.person.keys
    assert [member.left_at is None for member in world.rows(Member)] == [False, True, True]


async def test_after_leaving_one_can_still_have_and_delete_ones_data(world: World) -> None:
    """What was written stays theirs."""
    asha, tom = await asha_answers(world, SECRET)
    await asha.sends("/leave")
    await asha.taps("Leave")
    await asha.sends("/leave")
    asha.sees("You have left already")
    await asha.sends("/mydata")
    assert len([message for message in asha.news if message.media]) == 2
    await asha.sends("/delete")
    await asha.taps("Everything")
    told = len(tom.person.received)
    await asha.taps("Delete everything")
    assert_forgotten(world, SECRET, "Asha")
    assert len(tom.person.received) == told  # they know already


async def test_the_partner_is_not_woken(world: World) -> None:
    """Somebody who leaves at night is told of in the morning."""
    asha, tom = world.joined_pair()
    await world.moves_to(START + timedelta(hours=14))
    await asha.sends("/leave")
    await asha.taps("Leave")
    assert tom.person.received == []
    await world.moves(hours=9)
    tom.sees("Asha has left")


async def test_everything_deleted_at_night_leaves_no_name_in_a_queue(world: World) -> None:
    """What the partner will read in the morning names nobody."""
    asha, tom = world.joined_pair()
    await world.moves_to(START + timedelta(hours=14))
    await asha.sends("/delete")
    await asha.taps("Everything")
    await asha.taps("Delete everything")
    assert_forgotten(world, "Asha")
    await world.moves(hours=9)
    tom.sees("Your partner has left Tandem")


async def test_a_facilitator_is_sent_to_the_operator(world: World) -> None:
    """Others depend on that place; their data can be had all the same."""
    fay = a_facilitator(world)
    await fay.sends("/delete")
    fay.sees("ask your programme team")
    await fay.sends("/mydata")
    text = next(m.media.file.upload.data.decode() for m in fay.news if m.media)
    assert "Name: Fay" in text


async def test_a_facilitator_sees_all_that_is_held_of_their_desk(world: World) -> None:
    """What they wrote to many and to one, what they began, and what they did; not the members'."""
    world.joined_pair(challenge="Kinder letters")
    fay = a_facilitator(world)
    key = world.rows(Facilitator)[0].id
    note = world.writes(
        Note(member_id=1, kind=NoteKind.FACILITATOR, words=SECRET, written_at=START)
    )
    world.writes(
        DeskAnswer(
            member_id=1, facilitator_id=key, note_id=note.id, written_at=START,
            content={"text": "Try B12", "file_kind": None, "file_id": None},
        )
    )  # fmt: skip
    await fay.sends("/broadcast")
    await fay.taps("Write it")
    await fay.sends("See you on Monday")
    await fay.sends("/cohorts")
    await fay.taps("New cohort")
    await fay.sends("York 2028")
    await fay.sends("/desk")
    await fay.sends("/mydata")
    text, data = (m.media.file.upload.data.decode() for m in fay.news if m.media)
    assert "Broadcasts you wrote: 1" in text
    assert "Answers you wrote to members: 1" in text
    assert "Answers of facilitators to you: 0" in text
    for own in ("See you on Monday", "Try B12", "York 2028", '"facilitator_cohort"'):
        assert own in data
    for others in (SECRET, "Kinder letters", "Asha"):
        assert others not in data


@pytest.mark.parametrize("command", ["/leave", "/delete"])
async def test_a_stranger_has_nothing_to_end(world: World, command: str) -> None:
    """Kindly told, and nothing happens."""
    stranger = world.phone(5, "Sam")
    await stranger.sends(command)
    assert len(stranger.news) == 1
    assert stranger.news[0].labels == []


async def test_retention_erases_a_whole_programme(world: World) -> None:
    """Six months after the last follow-up closes nothing of anybody is left in the file."""
    await asha_answers(world, SECRET)
    world.jumps_to(START + timedelta(days=800))
    await world.app.forget()
    assert_forgotten(world, SECRET, "Asha", "Clearer discharge letters")
    assert world.rows(Member) == []
