"""What the control API shows: chats and messages as a page of phones needs them."""

from bot.rehearsal.standin.chats import Chat
from bot.rehearsal.standin.messages import Message
from bot.rehearsal.standin.person import Person


def message_view(message: Message) -> dict[str, object]:
    """Return one message as a phone shows it."""
    media = message.media
    return {
        "message_id": message.message_id,
        "from_bot": message.from_bot,
        "from": message.sender.first_name,
        "date": message.date.isoformat(),
        "edited": message.edited_at.isoformat() if message.edited_at else None,
        "deleted": message.deleted,
        "text": message.text,
        "html": message.html,
        "entities": [entity.to_json() for entity in message.body.entities],
        "buttons": [
            [button.model_dump(exclude_none=True) for button in row] for row in message.buttons
        ],
        "reply_to": message.reply_to,
        "media_group_id": message.media_group_id,
        "protect_content": message.protect_content,
        "silent": message.silent,
        "has_spoiler": message.has_spoiler,
        "pinned": message.pinned,
        "media": {
            "kind": media.kind.value,
            "file_id": media.file.file_id,
            "name": media.file.upload.name,
            "content_type": media.file.upload.content_type,
            "bytes": len(media.file.upload.data),
            "duration": media.duration,
        }
        if media
        else None,
    }


def chat_view(person: Person, *, deleted: bool = False) -> dict[str, object]:
    """Return a person's whole chat; `deleted` includes messages that are gone."""
    chat: Chat = person.chat
    shown = chat.messages if deleted else chat.visible
    return {
        "person": person.sender.to_json(),
        "bot": person.bot.sender.to_json(),
        "status": chat.status.value,
        "messages": [message_view(message) for message in shown],
        "keyboard": chat.keyboard.model_dump(exclude_none=True) if chat.keyboard else None,
        "force_reply": chat.force_reply,
        "action": chat.action,
        "menu": person.menu,
        "toasts": [{"text": t.text, "alert": t.alert, "at": t.at.isoformat()} for t in chat.toasts],
        "waiting_taps": [query.query_id for query in person.waiting_taps],
        "description": person.bot.descriptions.get("", ""),
    }
