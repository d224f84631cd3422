"""Prompts as they are answered: by tapping, by words, photos and voice, later, or not at all."""

from datetime import datetime

from bot.access import joined_member, member_of, own_due
from bot.errors import RefusalError
from bot.people.model import Member
from bot.post import outbox
from bot.reflection import choosing, keep, recording
from bot.reflection.answers import open_dues, title_of
from bot.reflection.asking import read_about
from bot.reflection.circle import circle_of
from bot.reflection.model import Answer, Due, Visibility
from bot.reflection.putting import ask_next
from bot.reflection.talks import Answering
from bot.reflection.taps import (
    ChooseWho,
    LaterToday,
    LeaveBlank,
    NextQuestion,
    NotAnAnswer,
    Pick,
    Skip,
    Tomorrow,
)
from bot.sharing.model import Piece
from bot.sharing.pieces import ONE_ANSWER, newest_piece, piece_at
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import notes

conversation = Conversation()


@conversation.tap(Pick)
def pick(turn: Turn, tap: Pick) -> None:
    """Take a tap for an answer."""
    member, due = _own(turn, tap.due)
    if not recording.pick(
        turn.session,
        now=turn.now,
        member=member,
        due=due,
        place=tap.place,
        choice=tap.choice,
    ):
        turn.toast("reflection-said-already")


@conversation.tap(LaterToday)
def later_today(turn: Turn, tap: LaterToday) -> None:
    """Bring the prompt back in some hours."""
    _put_off(turn, tap.due, until_tomorrow=False)


@conversation.tap(Tomorrow)
def tomorrow(turn: Turn, tap: Tomorrow) -> None:
    """Bring the prompt back tomorrow."""
    _put_off(turn, tap.due, until_tomorrow=True)


def _put_off(turn: Turn, due_id: int, *, until_tomorrow: bool) -> None:
    member, due = _own(turn, due_id)
    back_at = choosing.put_off(
        turn.session, now=turn.now, member=member, due=due, until_tomorrow=until_tomorrow
    )
    if back_at is None:
        turn.toast("reflection-put-off-already")
        return
    circle = circle_of(turn.session, member)
    local, here = back_at.astimezone(circle.zone), turn.now.astimezone(circle.zone)
    args: dict[str, str | bool] = {
        "title": title_of(circle, due),
        "clock": f"{local:%H:%M}",
        "today": local.date() == here.date(),
    }
    turn.change("reflection-put-off", args)


@conversation.tap(Skip)
def skip(turn: Turn, tap: Skip) -> None:
    """Let the prompt pass."""
    member, due = _own(turn, tap.due)
    if not choosing.skip(turn.session, now=turn.now, member=member, due=due):
        turn.toast("reflection-skipped-already")
        return
    circle = circle_of(turn.session, member)
    until = due.closes_at.astimezone(circle.zone).date().isoformat()
    turn.change("reflection-skipped", {"title": title_of(circle, due), "until": until})


@conversation.tap(LeaveBlank)
def leave_blank(turn: Turn, tap: LeaveBlank) -> None:
    """Go past the question that is asked now."""
    member, due = _own(turn, tap.due)
    if not recording.leave_blank(
        turn.session, now=turn.now, member=member, due=due, place=tap.place
    ):
        turn.wait_for(None)
        turn.take_buttons_away()
        turn.toast("reflection-left-as-it-was")


@conversation.tap(ChooseWho)
def choose_who(turn: Turn, tap: ChooseWho) -> None:
    """Say who will see the answer."""
    member, due = _own(turn, tap.due)
    chosen = choosing.choose_who(
        turn.session, now=turn.now, member=member, due=due, partner=tap.partner
    )
    if not chosen:
        turn.toast("reflection-chosen-already")
    elif due.visibility is Visibility.PRIVATE:
        turn.toast("reflection-only-you")


@conversation.tap(NextQuestion)
def next_question(turn: Turn, tap: NextQuestion) -> None:
    """Ask the next question of the prompt."""
    member, due = _own(turn, tap.due)
    recording.check_answerable(due, now=turn.now)
    circle = circle_of(turn.session, member)
    if not ask_next(turn.session, now=turn.now, circle=circle, due=due):
        turn.toast("reflection-asked-already")


@conversation.tap(NotAnAnswer)
def not_an_answer(turn: Turn, tap: NotAnAnswer) -> None:
    """Take words out of an answer again, and ask where they belong."""
    member = joined_member(turn.session, turn.chat_id)
    note = choosing.not_an_answer(turn.session, now=turn.now, member=member, answer_id=tap.answer)
    if note is None:
        turn.take_buttons_away()
        turn.toast("reflection-moved-already")
        return
    notes.offer_places(turn, member, note)


@conversation.replied
def replied(turn: Turn) -> bool:
    """Take a Telegram reply to a question for its answer."""
    if turn.heard.command is not None:
        return False
    row = outbox.find(turn.session, chat_id=turn.chat_id, message_id=turn.heard.reply_to or 0)
    asked = read_about(row.about if row else None)
    if asked is None:
        return False
    member, due = _own(turn, asked[0])
    _take(turn, member, due, question_id=asked[1])
    return True


@conversation.when(Answering)
def words(turn: Turn, talk: Answering) -> None:
    """Take words for the answer to what was asked last."""
    newest = outbox.newest(turn.session, chat_id=turn.chat_id)
    put_since = read_about(newest.about if newest else None)
    asked_other = put_since is not None and put_since[0] != talk.due
    if turn.heard.command is not None:
        notes.fallback(turn)
        return
    if asked_other or not talk.is_under_way(turn.now):
        turn.wait_for(None)
        if not guess(turn):
            notes.fallback(turn)
        return
    member, due = _own(turn, talk.due)
    since = datetime.fromisoformat(talk.since) if talk.anew else None
    _take(turn, member, due, question_id=talk.question, anew_since=since)


@conversation.guess
def guess(turn: Turn) -> bool:
    """Take words for more of the answer just given, or for the prompt that was just put."""
    member = member_of(turn.session, turn.chat_id)
    if member is None or member.joined_at is None or turn.heard.command is not None:
        return False
    due, question_id = _more_of_one(turn, member) or _just_put(turn, member) or (None, None)
    if due is None:
        return False
    try:
        return recording.record_words(
            turn.session,
            now=turn.now,
            member=member,
            due=due,
            said=turn.said,
            question_id=question_id,
        )
    except RefusalError:
        return False


def _more_of_one(turn: Turn, member: Member) -> tuple[Due, str | None] | None:
    """Within two minutes of the last message of an answer, more of it may come."""
    last = newest_piece(turn.session, chat_id=turn.chat_id)
    if last is None or last.kind != keep.PIECES or turn.now - last.sent_at > ONE_ANSWER:
        return None
    answer = turn.session.get(Answer, last.ref_id)
    if answer is None or last.member_id != member.id:
        return None
    return turn.session.get_one(Due, answer.due_id), answer.question_id


def _just_put(turn: Turn, member: Member) -> tuple[Due, str | None] | None:
    """The one open prompt, if it was the last thing that was said in this chat.

    With several open, only an answer that nobody else sees is guessed at.
    """
    newest = outbox.newest(turn.session, chat_id=turn.chat_id)
    asked = read_about(newest.about if newest else None)
    waiting = open_dues(turn.session, member)
    due = next((each for each in waiting if asked and each.id == asked[0]), None)
    if due is None or asked is None:
        return None
    sure = len(waiting) == 1 or due.visibility is Visibility.PRIVATE
    return (due, asked[1]) if sure else None


@conversation.edited
def edited(turn: Turn) -> bool:
    """Take over an edit of an answer, until somebody else has seen it."""
    piece = piece_at(turn.session, chat_id=turn.chat_id, message_id=turn.heard.message_id or 0)
    if piece is None or piece.kind != keep.PIECES:
        return False
    member = member_of(turn.session, turn.chat_id)
    if member is not None and piece.member_id == member.id:
        _change(turn, member, piece)
    return True


def _change(turn: Turn, member: Member, piece: Piece) -> None:
    said_before = outbox.newest(turn.session, chat_id=turn.chat_id)
    try:
        recording.change_words(
            turn.session, now=turn.now, member=member, piece=piece, said=turn.said
        )
    except RefusalError as refusal:
        turn.say(refusal.copy_key, refusal.copy_args)
        return
    if outbox.newest(turn.session, chat_id=turn.chat_id) is said_before:
        turn.say("reflection-edit-kept")


def _own(turn: Turn, due_id: int) -> tuple[Member, Due]:
    member = joined_member(turn.session, turn.chat_id)
    return member, own_due(turn.session, member, due_id)


def _take(
    turn: Turn,
    member: Member,
    due: Due,
    *,
    question_id: str | None,
    anew_since: datetime | None = None,
) -> None:
    """Record words that were meant for this prompt; what it cannot take is kept and asked about."""
    try:
        taken = recording.record_words(
            turn.session,
            now=turn.now,
            member=member,
            due=due,
            said=turn.said,
            question_id=question_id,
            anew_since=anew_since,
        )
        reason = None if taken else "reflection-please-tap"
    except RefusalError as refusal:
        if refusal.copy_key == "refused-file":
            raise
        reason = refusal.copy_key
    if reason is not None:
        turn.wait_for(None)
        turn.say(reason)
        notes.fallback(turn)
