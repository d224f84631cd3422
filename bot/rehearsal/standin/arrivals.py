"""What people do, on its way to a bot: messages in a chat and the updates that tell of them."""

from bot.rehearsal.standin.bots import Bot
from bot.rehearsal.standin.chats import Chat, ChatStatus
from bot.rehearsal.standin.detection import with_detected
from bot.rehearsal.standin.formatting import Formatted, tidy
from bot.rehearsal.standin.messages import Media, Message, Sender, Version


class PhoneError(Exception):
    """Something that cannot be done on this phone now; says what could be."""


def post(
    bot: Bot,
    chat: Chat,
    sender: Sender,
    body: Formatted,
    *,
    media: Media | None = None,
    reply_to: int | None = None,
    media_group_id: str | None = None,
) -> Message:
    """Put a person's message in a chat and queue its update."""
    body = with_detected(tidy(body))
    if not body.text and media is None:
        raise PhoneError("there is nothing to send")
    replied = chat.find(reply_to) if reply_to else None
    message = Message(
        message_id=bot.next_message_id(),
        chat=chat.description,
        sender=sender,
        versions=[Version(at=bot.world.now(), body=body, markup=None)],
        media=media,
        reply_to=replied.message_id if replied else None,
        replied=replied,
        media_group_id=media_group_id,
    )
    bot.deliver(chat, message)
    if chat.status is ChatStatus.OPEN:
        bot.updates.put("message", message.to_json())
    return message


def member_change(bot: Bot, chat: Chat, by: Sender, old: str, new: str) -> dict[str, object]:
    """Return the Bot API's ChatMemberUpdated object about the bot itself."""
    until = {"until_date": 0}
    user = bot.sender.to_json()
    return {
        "chat": dict(chat.description),
        "from": by.to_json(),
        "date": int(bot.world.now().timestamp()),
        "old_chat_member": {"user": user, "status": old, **(until if old == "kicked" else {})},
        "new_chat_member": {"user": user, "status": new, **(until if new == "kicked" else {})},
    }
