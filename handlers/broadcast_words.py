"""A facilitator's words that nobody waited for: kept, and given the place they choose."""

from bot.access import joined_facilitator, own_broadcast, received_note
from bot.broadcast import answering, drafts
from bot.broadcast.audience import Audience
from bot.broadcast.model import Broadcast, Stage
from bot.broadcast.talks import HavingDraft
from bot.broadcast.taps import (
    AskWhoseAnswer,
    ChooseWho,
    ForgetWords,
    UseAsAnswer,
    UseWords,
)
from bot.people.model import Facilitator
from bot.post.content import Button
from bot.sharing.said import Said
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.broadcast_writing import item_of, show_as_received
from handlers.desk_messages import check_answer

conversation = Conversation()


def keep_words(turn: Turn, facilitator: Facilitator) -> None:
    """Keep what was sent as a draft of its own, and ask what it is for.

    Raises `RefusalError` for what could not go to anybody.
    """
    talk = turn.talk if isinstance(turn.talk, HavingDraft) else HavingDraft(broadcast=0)
    item = item_of(turn)
    before = _own_draft(turn, facilitator, talk.held)
    if before is not None and item.album is not None and _album(before) == item.album:
        drafts.write(before, item)
        return
    held = drafts.make(turn.session, now=turn.now, facilitator=facilitator, audience=Audience())
    drafts.write(held, item)
    turn.wait_for(HavingDraft(broadcast=talk.broadcast, held=held.id))
    rows = []
    if _own_draft(turn, facilitator, talk.broadcast) is not None:
        use = UseWords(held=held.id, broadcast=talk.broadcast)
        rows.append([Button("broadcast-words-use", use)])
    if answering.messages_for(turn.session, facilitator):
        rows.append([Button("broadcast-words-answer", AskWhoseAnswer(held=held.id))])
    rows.append([Button("broadcast-words-new", ChooseWho(broadcast=held.id))])
    turn.say("broadcast-words-kept", buttons=[*rows, [_forget(held)]])


def _album(held: Broadcast) -> str | None:
    return drafts.message_of(held).items[-1].album


def _forget(held: Broadcast) -> Button:
    return Button("broadcast-words-forget", ForgetWords(held=held.id))


def _own_draft(turn: Turn, facilitator: Facilitator, number: int) -> Broadcast | None:
    found = turn.session.get(Broadcast, number) if number else None
    if found is None or found.facilitator_id != facilitator.id or found.stage is not Stage.DRAFT:
        return None
    return found


@conversation.tap(UseWords)
def use_words(turn: Turn, tap: UseWords) -> None:
    """Take them as the new words of the draft that was open."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    held = own_broadcast(turn.session, facilitator, tap.held)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    drafts.require_draft(held)
    for item in drafts.message_of(held).items:
        drafts.write(broadcast, item)
    drafts.discard(held)
    turn.take_buttons_away()
    show_as_received(turn, facilitator, broadcast)


@conversation.tap(AskWhoseAnswer)
def ask_whose_answer(turn: Turn, tap: AskWhoseAnswer) -> None:
    """List the members' newest messages."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    held = own_broadcast(turn.session, facilitator, tap.held)
    drafts.require_draft(held)
    rows = [
        [
            Button(
                "desk-message-line",
                UseAsAnswer(held=held.id, note=note.id),
                {"name": member.name, "day": note.written_at.date().isoformat(), "answered": False},
            )
        ]
        for note, member in answering.messages_for(turn.session, facilitator)
    ]
    turn.change("broadcast-words-whose", buttons=[*rows, [_forget(held)]])


@conversation.tap(UseAsAnswer)
def use_as_answer(turn: Turn, tap: UseAsAnswer) -> None:
    """Show them as the answer to a member, before it goes."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    held = own_broadcast(turn.session, facilitator, tap.held)
    note = received_note(turn.session, facilitator, tap.note)
    drafts.require_draft(held)
    message = drafts.message_of(held)
    first = message.items[0]
    said = Said(message_id=0, text=message.plain, file_kind=first.file_kind, file_id=first.file_id)
    check_answer(turn, facilitator, note, said)
    drafts.discard(held)
    turn.take_buttons_away()


@conversation.tap(ForgetWords)
def forget_words(turn: Turn, tap: ForgetWords) -> None:
    """Forget them at once."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    held = own_broadcast(turn.session, facilitator, tap.held)
    drafts.require_draft(held)
    drafts.discard(held)
    turn.change("broadcast-words-forgotten")
