"""The methods that change what is in a chat: edits, deletions, pins, answers to taps."""

from bot.rehearsal.standin.bots import Bot
from bot.rehearsal.standin.chats import QUERY_LIFE, Chat, ChatKind, ChatStatus, Toast
from bot.rehearsal.standin.events import EventKind
from bot.rehearsal.standin.formatting import Formatted, utf16_length
from bot.rehearsal.standin.keyboards import checked, inline
from bot.rehearsal.standin.messages import Message, Version
from bot.rehearsal.standin.methods_send import Uploads, checked_caption, checked_text
from bot.rehearsal.standin.refusals import bad_request
from bot.rehearsal.standin.requests import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteMessages,
    Edit,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    PinChatMessage,
    SendChatAction,
    UnpinChatMessage,
)

TOAST_UNITS = 200
MOST_DELETIONS = 100
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video",
        "upload_video",
        "record_video_note",
        "upload_video_note",
    }
)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def edit_message_text(bot: Bot, asked: EditMessageText, _: Uploads) -> dict[str, object]:
    """Do `editMessageText`."""
    chat, message = _editable(bot, asked)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    body = checked_text(asked.text, asked.parse_mode, asked.entities)
    return _edit(bot, chat, message, asked, body)


def edit_message_caption(bot: Bot, asked: EditMessageCaption, _: Uploads) -> dict[str, object]:
    """Do `editMessageCaption`."""
    chat, message = _editable(bot, asked)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    return _edit(bot, chat, message, asked, checked_caption(asked))


def edit_message_reply_markup(
    bot: Bot, asked: EditMessageReplyMarkup, _: Uploads
) -> dict[str, object]:
    """Do `editMessageReplyMarkup`."""
    chat, message = _editable(bot, asked)
    return _edit(bot, chat, message, asked, message.body)


def _editable(bot: Bot, asked: Edit) -> tuple[Chat, Message]:
    if asked.chat_id is None:
        raise bad_request("chat_id is empty")
    if not asked.message_id:
        raise bad_request("message identifier is not specified")
    chat = bot.chat(asked.chat_id)
    message = chat.find(asked.message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender.id != bot.account.id:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(
    bot: Bot, chat: Chat, message: Message, asked: Edit, body: Formatted
) -> dict[str, object]:
    markup = inline(checked(asked.reply_markup))
    chat.require_open()
    if (body, markup) == (message.body, message.markup):
        raise bad_request(_NOT_MODIFIED)
    bot.limiter.spend(chat.id)
    message.change(Version(at=bot.world.now(), body=body, markup=markup))
    bot.tell(EventKind.EDIT, chat, {"message_id": message.message_id})
    return message.to_json()


def delete_message(bot: Bot, asked: DeleteMessage, _: Uploads) -> bool:
    """Do `deleteMessage`."""
    chat = bot.chat(asked.chat_id)
    remove(bot, chat, chat.require_deletable(asked.message_id, bot.world.now))
    return True


def delete_messages(bot: Bot, asked: DeleteMessages, _: Uploads) -> bool:
    """Do `deleteMessages`."""
    chat = bot.chat(asked.chat_id)
    if not 1 <= len(asked.message_ids) <= MOST_DELETIONS:
        raise bad_request("number of messages to delete must be in 1-100")
    there = [number for number in asked.message_ids if chat.find(number)]
    for message in [chat.require_deletable(number, bot.world.now) for number in there]:
        remove(bot, chat, message)
    return True


def remove(bot: Bot, chat: Chat, message: Message) -> None:
    """Take a message out of the chat for everyone."""
    message.deleted_at = bot.world.now()
    if chat.force_reply == message.message_id:
        chat.force_reply = None
    bot.tell(EventKind.DELETE, chat, {"message_id": message.message_id})


def pin_chat_message(bot: Bot, asked: PinChatMessage, _: Uploads) -> bool:
    """Do `pinChatMessage`."""
    chat = bot.chat(asked.chat_id)
    message = chat.find(asked.message_id)
    if message is None:
        raise bad_request("message to pin not found")
    message.pinned = True
    bot.tell(EventKind.EDIT, chat, {"message_id": message.message_id})
    return True


def unpin_chat_message(bot: Bot, asked: UnpinChatMessage, _: Uploads) -> bool:
    """Do `unpinChatMessage`."""
    chat = bot.chat(asked.chat_id)
    pinned = [m for m in chat.visible if m.pinned and asked.message_id in (None, m.message_id)]
    if not pinned:
        raise bad_request("message to unpin not found")
    pinned[-1].pinned = False
    bot.tell(EventKind.EDIT, chat, {"message_id": pinned[-1].message_id})
    return True


def send_chat_action(bot: Bot, asked: SendChatAction, _: Uploads) -> bool:
    """Do `sendChatAction`."""
    chat = bot.chat(asked.chat_id)
    if asked.action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.require_open()
    chat.action = asked.action
    bot.tell(EventKind.ACTION, chat, {"action": asked.action})
    return True


def answer_callback_query(bot: Bot, asked: AnswerCallbackQuery, _: Uploads) -> bool:
    """Do `answerCallbackQuery`; a second answer to the same tap changes nothing."""
    query = bot.queries.get(asked.callback_query_id)
    if query is None or bot.world.now() - query.at > QUERY_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16_length(asked.text or "") > TOAST_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    first, query.answered = not query.answered, True
    if first and asked.text:
        toast = Toast(text=asked.text, alert=asked.show_alert, at=bot.world.now())
        query.chat.toasts.append(toast)
    if first:
        bot.tell(
            EventKind.TOAST,
            query.chat,
            {"text": asked.text or "", "alert": asked.show_alert, "query_id": query.query_id},
        )
    return True


def leave(bot: Bot, chat: Chat) -> bool:
    """Make the bot leave a group; private chats cannot be left."""
    if chat.kind is ChatKind.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    chat.require_open()
    chat.status = ChatStatus.LEFT
    bot.tell(EventKind.STATUS, chat, {"status": chat.status.value})
    return True
