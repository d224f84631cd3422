"""The methods that put messages in a chat."""

import itertools
from collections.abc import Mapping, Sequence

from bot.rehearsal.standin.bots import Bot
from bot.rehearsal.standin.chats import Chat
from bot.rehearsal.standin.detection import with_detected
from bot.rehearsal.standin.events import EventKind
from bot.rehearsal.standin.fields import Upload
from bot.rehearsal.standin.files import StoredFile
from bot.rehearsal.standin.formatting import (
    Entity,
    EntityType,
    Formatted,
    in_order,
    tidy,
    utf16_length,
)
from bot.rehearsal.standin.html_parser import parse_html
from bot.rehearsal.standin.keyboards import checked, inline
from bot.rehearsal.standin.messages import Media, MediaKind, Message, Version
from bot.rehearsal.standin.refusals import bad_request
from bot.rehearsal.standin.requests import (
    Captioned,
    CopyMessage,
    Delivery,
    MessageEntity,
    SendDocument,
    Sending,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVoice,
)

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
_ALBUM = range(2, 11)
_album_ids = itertools.count(13_000_000_000_000_001)

Uploads = Mapping[str, Upload]


def formatted(
    text: str, parse_mode: str | None, entities: Sequence[MessageEntity] | None
) -> Formatted:
    """Return a bot's text as Telegram stores it; `parse_mode` is HTML or none."""
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    if parse_mode:
        return with_detected(tidy(parse_html(text)))
    return with_detected(tidy(Formatted(text=text, entities=_given(entities or ()))))


def _given(entities: Sequence[MessageEntity]) -> tuple[Entity, ...]:
    known = set(EntityType)
    return in_order(
        Entity(
            type=EntityType(e.type),
            offset=e.offset,
            length=e.length,
            url=e.url,
            user_id=e.user.id if e.user else None,
            language=e.language,
            custom_emoji_id=e.custom_emoji_id,
        )
        for e in entities
        if e.type in known
    )


def checked_text(
    text: str, parse_mode: str | None, entities: Sequence[MessageEntity] | None
) -> Formatted:
    """Return the body of a text message, or refuse an empty or too long one."""
    if not text:
        raise bad_request("message text is empty")
    body = formatted(text, parse_mode, entities)
    if not body.text:
        raise bad_request("text must be non-empty")
    if utf16_length(body.text) > TEXT_UNITS:
        raise bad_request("message is too long")
    return body


def checked_caption(given: Captioned) -> Formatted:
    """Return a caption, which may be empty, or refuse a too long one."""
    body = formatted(given.caption or "", given.parse_mode, given.caption_entities)
    if utf16_length(body.text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return body


def send_message(bot: Bot, asked: SendMessage, _: Uploads) -> dict[str, object]:
    """Do `sendMessage`."""
    chat = bot.chat(asked.chat_id)
    body = checked_text(asked.text, asked.parse_mode, asked.entities)
    return _send(bot, chat, asked, body, None)


def send_photo(bot: Bot, asked: SendPhoto, uploads: Uploads) -> dict[str, object]:
    """Do `sendPhoto`."""
    chat = bot.chat(asked.chat_id)
    media = Media(kind=MediaKind.PHOTO, file=_file(bot, asked.photo, uploads, "photos"))
    return _send(bot, chat, asked, checked_caption(asked), media, has_spoiler=asked.has_spoiler)


def send_document(bot: Bot, asked: SendDocument, uploads: Uploads) -> dict[str, object]:
    """Do `sendDocument`."""
    chat = bot.chat(asked.chat_id)
    file = _file(bot, asked.document, uploads, "documents")
    media = Media(kind=MediaKind.DOCUMENT, file=file)
    return _send(bot, chat, asked, checked_caption(asked), media)


def send_voice(bot: Bot, asked: SendVoice, uploads: Uploads) -> dict[str, object]:
    """Do `sendVoice`."""
    chat = bot.chat(asked.chat_id)
    file = _file(bot, asked.voice, uploads, "voice")
    media = Media(kind=MediaKind.VOICE, file=file, duration=asked.duration or 0)
    return _send(bot, chat, asked, checked_caption(asked), media)


def send_media_group(bot: Bot, asked: SendMediaGroup, uploads: Uploads) -> list[dict[str, object]]:
    """Do `sendMediaGroup`."""
    chat = bot.chat(asked.chat_id)
    if len(asked.media) not in _ALBUM:
        raise bad_request("media group must contain 2-10 items")
    album = str(next(_album_ids))
    parts: list[tuple[Formatted, Media, bool]] = []
    for part in asked.media:
        kind = MediaKind(part.type)
        file = _file(bot, part.media, uploads, f"{kind.value}s")
        spoiler = getattr(part, "has_spoiler", False)
        parts.append((checked_caption(part), Media(kind=kind, file=file), spoiler))
    replied = _before_sending(bot, chat, asked, messages=len(parts))
    sent: list[dict[str, object]] = []
    for body, media, spoiler in parts:
        message = _message(bot, chat, asked, body, media)
        message.media_group_id, message.has_spoiler = album, spoiler
        _link(message, replied)
        bot.deliver(chat, message)
        sent.append(message.to_json())
    return sent


def copy_message(bot: Bot, asked: CopyMessage, _: Uploads) -> dict[str, object]:
    """Do `copyMessage`: the words or the file again, without their sender."""
    chat = bot.chat(asked.chat_id)
    original = bot.chat(asked.from_chat_id).find(asked.message_id)
    if original is None:
        raise bad_request("message to copy not found")
    if original.protect_content:
        raise bad_request("message can't be copied")
    body = original.body
    if original.media and asked.caption is not None:
        body = checked_caption(asked)
    copied = _send(bot, chat, asked, body, original.media)
    return {"message_id": copied["message_id"]}


def _send(
    bot: Bot,
    chat: Chat,
    asked: Sending | CopyMessage,
    body: Formatted,
    media: Media | None,
    *,
    has_spoiler: bool = False,
) -> dict[str, object]:
    markup = checked(asked.reply_markup)
    replied = _before_sending(bot, chat, asked, messages=1)
    message = _message(bot, chat, asked, body, media)
    message.has_spoiler = has_spoiler
    message.versions[0] = Version(at=message.date, body=body, markup=inline(markup))
    _link(message, replied)
    bot.deliver(chat, message)
    if chat.apply_markup(markup, message.message_id):
        bot.tell(EventKind.KEYBOARD, chat, {})
    return message.to_json()


def _before_sending(bot: Bot, chat: Chat, asked: Delivery, *, messages: int) -> Message | None:
    """Refuse what may not be sent; return the message that is answered."""
    chat.require_open()
    replied = _replied(chat, asked)
    bot.limiter.spend(chat.id, messages)
    chat.action = None
    return replied


def _replied(chat: Chat, asked: Delivery) -> Message | None:
    if asked.reply_parameters is None:
        return None
    found = chat.find(asked.reply_parameters.message_id)
    if found is None and not asked.reply_parameters.allow_sending_without_reply:
        raise bad_request("message to be replied not found")
    return found


def _message(
    bot: Bot, chat: Chat, asked: Delivery, body: Formatted, media: Media | None
) -> Message:
    return Message(
        message_id=bot.next_message_id(),
        chat=chat.description,
        sender=bot.sender,
        versions=[Version(at=bot.world.now(), body=body, markup=None)],
        media=media,
        protect_content=asked.protect_content,
        silent=asked.disable_notification,
    )


def _link(message: Message, replied: Message | None) -> None:
    if replied:
        message.replied, message.reply_to = replied, replied.message_id


def _file(bot: Bot, given: Upload | str, uploads: Uploads, folder: str) -> StoredFile:
    """Return the file a parameter means: an upload, `attach://name`, or an id."""
    if isinstance(given, Upload):
        return bot.world.files.add(given, folder)
    if given.startswith("attach://"):
        upload = uploads.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad_request("file not found in the request")
        return bot.world.files.add(upload, folder)
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return bot.world.files.get(given)
