"""One's own data: the notice, everything held, one answer deleted, and what time erases."""

import json
from datetime import timedelta

from bot.broadcast.model import DeskAnswer
from bot.pairs.model import Note, NoteKind
from bot.people.model import Facilitator, Member
from bot.post.model import Chat, InboxUpdate, OutboxMessage
from bot.privacy.taps import DeleteAnswer
from bot.reflection.model import Answer, Due
from bot.sharing.model import Piece
from tests.facilitating import facilitator
from tests.forgetting import asha_answers, assert_forgotten, on_disk
from tests.world import START, World

SECRET = "Violet elephants waltz"


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


async def test_a_facilitator_is_sent_to_the_operator(world: World) -> None:
    """Others depend on that place; their data can be had all the same."""
    fay = facilitator(world, chat_id=900, name="Fay")
    await fay.sends("/delete")
    fay.sees("ask your programme team")
    await fay.sends("/mydata")
    text = next(m.media.file.upload.data.decode() for m in fay.news if m.media)
    assert "Name: Fay" in text


async def test_a_facilitator_sees_all_that_is_held_of_their_desk(world: World) -> None:
    """What they wrote to many and to one, what they began, and what they did; not the members'."""
    world.joined_pair(challenge="Kinder letters")
    fay = facilitator(world, chat_id=900, name="Fay")
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


async def test_retention_erases_a_whole_programme(world: World) -> None:
    """Six months after the last follow-up closes nothing of anybody is left in the file."""
    await asha_answers(world, SECRET)
    world.jumps_to(START + timedelta(days=800))
    await world.app.forget()
    assert_forgotten(world, SECRET, "Asha", "Clearer discharge letters")
    assert world.rows(Member) == []
