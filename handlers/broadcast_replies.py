"""What members do with a broadcast: tap an answer, or reply to its sender."""

from bot.access import (
    facilitator_for,
    facilitator_of,
    joined_member,
    member_of,
    own_note,
    received_broadcast,
)
from bot.broadcast import answering
from bot.broadcast.model import Broadcast, DeskAnswer
from bot.broadcast.taps import AnswerBroadcast, ReplyToSender
from bot.pairs import notes
from bot.pairs.taps import MorePlaces
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Button
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()
SENDERS = {"broadcast": Broadcast, "broadcast-asks": Broadcast, "desk-answer": DeskAnswer}
"""What came from a facilitator, by what its outbox rows are about."""


@conversation.tap(AnswerBroadcast)
def answer(turn: Turn, tap: AnswerBroadcast) -> None:
    """Note a member's answer; a facilitator only looks at a preview."""
    if member_of(turn.session, turn.chat_id) is None and facilitator_of(turn.session, turn.chat_id):
        turn.toast("broadcast-preview-toast")
        return
    member = joined_member(turn.session, turn.chat_id)
    broadcast = received_broadcast(turn.session, member, tap.broadcast)
    label = answering.answer(
        turn.session, now=turn.now, broadcast=broadcast, member=member, option=tap.option
    )
    sender = turn.session.get_one(Facilitator, broadcast.facilitator_id)
    turn.toast("broadcast-answered", {"sender": sender.name, "label": label})


@conversation.replied
def replied(turn: Turn) -> bool:
    """Keep a reply to a facilitator's message, and offer to send it to them alone."""
    member = member_of(turn.session, turn.chat_id)
    sender = _sender_of(turn)
    if member is None or member.joined_at is None or sender is None:
        return False
    said = turn.said
    if not said.text and said.file_id is None:
        return False
    kept = notes.keep_unplaced(turn.session, now=turn.now, member=member, said=said)
    send = Button(
        "broadcast-reply-send",
        ReplyToSender(note=kept.note.id, facilitator=sender.id),
        {"sender": sender.name},
    )
    other = Button("notes-more", MorePlaces(note=kept.note.id))
    turn.say("broadcast-reply-to", {"sender": sender.name}, buttons=[[send], [other]])
    return True


def _sender_of(turn: Turn) -> Facilitator | None:
    """Return the facilitator whose message is replied to."""
    row = outbox.find(turn.session, chat_id=turn.chat_id, message_id=turn.heard.reply_to or 0)
    kind, _, number = (row.about or "").partition(":") if row else ("", "", "")
    table = SENDERS.get(kind)
    found = turn.session.get(table, int(number)) if table is not None else None
    if not isinstance(found, Broadcast | DeskAnswer):
        return None
    return turn.session.get(Facilitator, found.facilitator_id)


@conversation.tap(ReplyToSender)
def reply_to_sender(turn: Turn, tap: ReplyToSender) -> None:
    """Send a kept reply to the facilitator who wrote, after the wait that everything has."""
    member = joined_member(turn.session, turn.chat_id)
    note = own_note(turn.session, member, tap.note)
    facilitator = facilitator_for(turn.session, member, tap.facilitator)
    there = answering.reply_to_sender(
        turn.session, now=turn.now, member=member, note=note, facilitator=facilitator
    )
    if there:
        turn.take_buttons_away()
    else:
        turn.change("notes-no-facilitator")
