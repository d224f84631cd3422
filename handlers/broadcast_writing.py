"""What a broadcast says: the facilitator's own message, seen as everybody will get it."""

from bot.access import facilitator_of, joined_facilitator, own_broadcast
from bot.broadcast import drafts
from bot.broadcast.audience import reach
from bot.broadcast.content import Item, Message, edit_item, parts_for, read_options
from bot.broadcast.drafts import audience_of, message_of
from bot.broadcast.model import Broadcast, Stage
from bot.broadcast.talks import HavingDraft, WritingBroadcast, WritingOptions
from bot.broadcast.taps import (
    AskOptions,
    AskWhen,
    CancelIt,
    ChooseOptions,
    ChooseWho,
    OpenBroadcast,
    Options,
    Preview,
    SendIt,
    WriteIt,
)
from bot.people.model import Facilitator
from bot.post.content import Button, Buttons
from bot.post.many import Outgoing, show_now
from bot.telegram.copy import load_copy
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.listening import listens_already

conversation = Conversation()
READY = {
    Options.COMING: ("broadcast-option-coming", "broadcast-option-not-coming"),
    Options.YES_NO: ("broadcast-option-yes", "broadcast-option-no"),
}


@conversation.tap(WriteIt)
def write_it(turn: Turn, tap: WriteIt) -> None:
    """Wait for the message."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    drafts.require_draft(broadcast)
    turn.take_buttons_away()
    talk = WritingBroadcast(broadcast=broadcast.id)
    if not listens_already(turn, talk, asked="broadcast-write-it"):
        turn.say("broadcast-write-it", buttons=[[_out_of(broadcast)]])


@conversation.when(WritingBroadcast)
def take_message(turn: Turn, talk: WritingBroadcast) -> None:
    """Take any message; an album's further ones join it."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, talk.broadcast)
    message = drafts.write(broadcast, item_of(turn))
    is_first = len(message.items) == 1
    if is_first:
        turn.take_question_away("broadcast-write-it")  # its Cancel would now throw words away
    if turn.heard.album is None:
        turn.wait_for(None)
        show_as_received(turn, facilitator, broadcast)
    elif is_first:
        look = Button("broadcast-look", Preview(broadcast=broadcast.id))
        turn.say("broadcast-album-kept", buttons=[[look], [_cancel(broadcast)]])


def item_of(turn: Turn) -> Item:
    """Return what was sent, with its formatting; raises `RefusalError` for what cannot go."""
    said = turn.said
    return Item(
        html=turn.heard.html,
        file_kind=said.file_kind,
        file_id=said.file_id,
        album=turn.heard.album,
        message_id=turn.heard.message_id or 0,
    )


@conversation.edited
def edited(turn: Turn) -> bool:
    """Take other words when a facilitator edits in Telegram what they sent for a draft."""
    facilitator = facilitator_of(turn.session, turn.chat_id)
    talk = turn.talk
    if facilitator is None or not isinstance(talk, HavingDraft | WritingBroadcast):
        return False
    broadcast = turn.session.get(Broadcast, talk.broadcast)
    if broadcast is None or broadcast.facilitator_id != facilitator.id or not broadcast.message:
        return False
    message = edit_item(message_of(broadcast), item_of(turn))
    if message is None:
        return False
    if broadcast.stage is not Stage.DRAFT:
        turn.say("broadcast-edit-late")
        return True
    broadcast.message = message.to_document()
    show_as_received(turn, facilitator, broadcast)
    return True


@conversation.tap(Preview)
def preview(turn: Turn, tap: Preview) -> None:
    """Show it as they will get it, and what can be done with it below."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    turn.wait_for(None)
    turn.take_buttons_away()
    show_as_received(turn, facilitator, broadcast)


def show_as_received(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> None:
    """Send the facilitator the message itself, and then the buttons to send it with."""
    show_message(turn, facilitator, broadcast, message_of(broadcast))
    args = {
        "count": count(turn, facilitator, broadcast),
        "named": message_of(broadcast).is_named,
    }
    turn.say("broadcast-ready", args, buttons=controls(broadcast))
    turn.wait_for(HavingDraft(broadcast=broadcast.id))


def show_message(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast, message: Message
) -> None:
    """Send the facilitator a message exactly as a member of their name would get it."""
    parts = parts_for(
        message, broadcast_id=broadcast.id, name=facilitator.name, sender=facilitator.name
    )
    for part in parts:
        outgoing = Outgoing(
            chat_id=turn.chat_id, act=part.act, copy=part.copy, content=part.content
        )
        show_now(turn.session, now=turn.now, outgoing=outgoing)


def count(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> int:
    """Return how many it goes to now."""
    return reach(turn.session, facilitator, audience_of(broadcast), turn.now).count


def controls(broadcast: Broadcast) -> Buttons:
    """Return what can be done with a written draft."""
    number = broadcast.id
    return (
        (
            Button("broadcast-send", SendIt(broadcast=number)),
            Button("broadcast-schedule", AskWhen(broadcast=number)),
        ),
        (
            Button("broadcast-edit", WriteIt(broadcast=number)),
            Button("broadcast-answers", AskOptions(broadcast=number)),
        ),
        (
            Button("broadcast-audience", ChooseWho(broadcast=number)),
            Button("broadcast-look", Preview(broadcast=number)),
        ),
        (_cancel(broadcast),),
    )


def _cancel(broadcast: Broadcast) -> Button:
    return Button("broadcast-cancel", CancelIt(broadcast=broadcast.id))


def _out_of(broadcast: Broadcast) -> Button:
    """Return the way out of a question: back to what is written, which is not lost by it."""
    if broadcast.message is None:
        return _cancel(broadcast)
    return Button("broadcast-back", OpenBroadcast(broadcast=broadcast.id))


# Answer buttons


@conversation.tap(AskOptions)
def ask_options(turn: Turn, tap: AskOptions) -> None:
    """Offer answer buttons."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    drafts.require_draft(broadcast)
    rows = [
        [
            Button(
                f"broadcast-answers-{each.value.replace('_', '-')}",
                ChooseOptions(broadcast=broadcast.id, options=each),
            )
        ]
        for each in Options
    ]
    turn.change("broadcast-which-answers", buttons=[*rows, [_out_of(broadcast)]])


@conversation.tap(ChooseOptions)
def choose_options(turn: Turn, tap: ChooseOptions) -> None:
    """Put ready answers under it, or wait for own ones."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    drafts.require_draft(broadcast)
    if tap.options is Options.OWN:
        turn.wait_for(WritingOptions(broadcast=broadcast.id))
        turn.change("broadcast-type-answers", buttons=[[_out_of(broadcast)]])
        return
    labels = [load_copy().label(key) for key in READY.get(tap.options, ())]
    drafts.offer_answers(broadcast, labels)
    turn.take_buttons_away()
    show_as_received(turn, facilitator, broadcast)


@conversation.when(WritingOptions)
def take_options(turn: Turn, talk: WritingOptions) -> None:
    """Take own answers, one a line."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, talk.broadcast)
    drafts.offer_answers(broadcast, read_options(turn.heard.text))
    turn.wait_for(None)
    show_as_received(turn, facilitator, broadcast)
