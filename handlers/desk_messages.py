"""What members chose to send their facilitators, and the answers to it."""

import sqlalchemy as sa

from bot.access import joined_facilitator, own_desk_answer, received_note
from bot.broadcast import answering
from bot.broadcast.model import DeskAnswer
from bot.broadcast.talks import AnsweringMember
from bot.broadcast.taps import DropAnswer, SendAnswer, ShowDesk, ShowMessage, ShowMessages
from bot.errors import RefusalError
from bot.pairs.model import Note, Pair
from bot.pairs.notes import NOTE
from bot.pairs.relay import News, pass_on
from bot.pairs.taps import AnswerNote
from bot.people.model import Facilitator, Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons
from bot.post.outbox import Posting
from bot.sharing import pieces
from bot.sharing.said import Said
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down

conversation = Conversation()
LONGEST_ANSWER = 3000
ONWARDS: Buttons = (
    (Button("desk-messages", ShowMessages(before=0)), Button("desk-back", ShowDesk())),
)


@conversation.tap(ShowMessages)
def show_messages(turn: Turn, tap: ShowMessages) -> None:
    """List what members chose to send, the newest first."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    found = answering.messages_for(turn.session, facilitator, before=tap.before)
    rows = [[_in_list(turn, note, member)] for note, member in found]
    more = [Button("desk-back", ShowDesk())]
    if len(found) == answering.AT_ONCE:
        more.insert(0, Button("desk-older", ShowMessages(before=found[-1][0].id)))
    turn.change("desk-messages-list", {"count": len(found)}, buttons=[*rows, more])


def _in_list(turn: Turn, note: Note, member: Member) -> Button:
    answered = turn.session.scalar(
        sa.select(DeskAnswer.id)
        .where(DeskAnswer.note_id == note.id, DeskAnswer.sent_at.is_not(None))
        .limit(1)
    )
    args: Args = {
        "name": member.name,
        "day": note.written_at.date().isoformat(),
        "answered": answered is not None,
    }
    return Button("desk-message-line", ShowMessage(note=note.id), args)


@conversation.tap(ShowMessage)
def show_message(turn: Turn, tap: ShowMessage) -> None:
    """Show one of them again."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    note = received_note(turn.session, facilitator, tap.note)
    member = turn.session.get_one(Member, note.member_id)
    pair = turn.session.get_one(Pair, member.pair_id)
    found = pieces.pieces_of(turn.session, kind=NOTE, ref_id=note.id)
    news = News(
        copy="notes-from-member",
        args={"name": member.name, "pair": pair.label},
        words=note.words or "",
        files=pieces.files_of(found),
        buttons=((Button("notes-answer", AnswerNote(note=note.id)),),),
    )
    how = Posting(about=f"note:{note.id}", protected=True)
    pass_on(turn.session, now=turn.now, chat_id=turn.chat_id, news=news, how=how)


@conversation.tap(AnswerNote)
def answer_note(turn: Turn, tap: AnswerNote) -> None:
    """Wait for an answer."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    note = received_note(turn.session, facilitator, tap.note)
    member = turn.session.get_one(Member, note.member_id)
    turn.wait_for(AnsweringMember(note=note.id))
    back = [Button("desk-back", ShowDesk())]
    turn.say("desk-write-answer", {"name": member.name}, buttons=[back])


@conversation.when(AnsweringMember)
def take_answer(turn: Turn, talk: AnsweringMember) -> None:
    """Show the answer before it goes."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    check_answer(turn, facilitator, received_note(turn.session, facilitator, talk.note), turn.said)


@conversation.replied
def replied(turn: Turn) -> bool:
    """Take a facilitator's reply to what a member sent as an answer to it."""
    row = outbox.find(turn.session, chat_id=turn.chat_id, message_id=turn.heard.reply_to or 0)
    kind, _, number = (row.about or "").partition(":") if row else ("", "", "")
    if kind != NOTE:
        return False
    found = turn.session.scalar(
        sa.select(Facilitator.id).where(Facilitator.chat_id == turn.chat_id)
    )
    if found is None:
        return False
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    check_answer(
        turn, facilitator, received_note(turn.session, facilitator, int(number)), turn.said
    )
    return True


def check_answer(turn: Turn, facilitator: Facilitator, note: Note, said: Said) -> None:
    """Show an answer before it goes; raises `RefusalError` for what cannot go."""
    if not said.text and said.file_id is None:
        raise RefusalError("desk-answer-empty")
    if len(said.text) > LONGEST_ANSWER:
        raise RefusalError("desk-answer-too-long", most=LONGEST_ANSWER)
    written = answering.write_answer(
        turn.session, now=turn.now, facilitator=facilitator, note=note, said=said
    )
    turn.wait_for(None)
    member = turn.session.get_one(Member, note.member_id)
    args: Args = {"name": member.name, "words": said.text, "has_words": bool(said.text)}
    send = Button("desk-answer-send", SendAnswer(answer=written.id))
    drop = Button("desk-answer-drop", DropAnswer(answer=written.id))
    turn.say("desk-answer-check", args, buttons=[[send], [drop]])


@conversation.tap(SendAnswer)
def send_answer(turn: Turn, tap: SendAnswer) -> None:
    """Bring an answer to its member."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    written = own_desk_answer(turn.session, facilitator, tap.answer)
    member = answering.send_answer(
        turn.session, now=turn.now, facilitator=facilitator, written=written
    )
    write_down(turn, facilitator, "answered", f"member:{member.id}")
    turn.change("desk-answer-sent", {"name": member.name}, buttons=ONWARDS)


@conversation.tap(DropAnswer)
def drop_answer(turn: Turn, tap: DropAnswer) -> None:
    """Forget an answer that was not sent."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    written = own_desk_answer(turn.session, facilitator, tap.answer)
    if written.sent_at is not None:
        raise RefusalError("desk-answer-sent-already")
    turn.session.delete(written)
    turn.change("desk-answer-dropped", buttons=ONWARDS)
