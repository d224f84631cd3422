"""The parameters of each method about messages: names, what is required, types, limits."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field

from bot.rehearsal.standin.fields import ChatId, InputFile, Nested, Strict
from bot.rehearsal.standin.keyboards import InlineKeyboardMarkup, ReplyMarkup


class User(Strict):
    """A person in a text mention; only the id counts."""

    id: int
    is_bot: bool
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class MessageEntity(Strict):
    """A span of a text that was formatted by the bot itself."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: User | None = None
    language: str | None = None
    custom_emoji_id: str | None = None


class ReplyParameters(Strict):
    """The message that is answered."""

    message_id: int
    chat_id: ChatId | None = None
    allow_sending_without_reply: bool | None = None
    quote: str | None = None
    quote_parse_mode: str | None = None
    quote_position: int | None = None


class LinkPreviewOptions(Strict):
    """How the preview of a link looks; accepted, without effect here."""

    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class Request(Strict):
    """The parameters of one call."""


class Delivery(Request):
    """What every method that sends something takes."""

    chat_id: ChatId
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False
    allow_paid_broadcast: bool = False
    message_effect_id: str | None = None
    reply_parameters: Nested[ReplyParameters] | None = None


class Sending(Delivery):
    """What the methods that send one message take besides."""

    reply_markup: Nested[ReplyMarkup] | None = None


class SendMessage(Sending):
    """`sendMessage`."""

    text: str
    parse_mode: str | None = None
    entities: Nested[list[MessageEntity]] | None = None
    link_preview_options: Nested[LinkPreviewOptions] | None = None


class Captioned(Strict):
    """What goes with a file."""

    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: Nested[list[MessageEntity]] | None = None


class SendPhoto(Sending, Captioned):
    """`sendPhoto`."""

    photo: InputFile
    show_caption_above_media: bool | None = None
    has_spoiler: bool = False


class SendDocument(Sending, Captioned):
    """`sendDocument`."""

    document: InputFile
    disable_content_type_detection: bool | None = None


class SendVoice(Sending, Captioned):
    """`sendVoice`; `duration` in seconds."""

    voice: InputFile
    duration: int | None = None


class InputMediaPhoto(Captioned):
    """One picture of an album."""

    type: Literal["photo"]
    media: str
    show_caption_above_media: bool | None = None
    has_spoiler: bool = False


class InputMediaDocument(Captioned):
    """One file of an album."""

    type: Literal["document"]
    media: str
    disable_content_type_detection: bool | None = None


AlbumPart = Annotated[InputMediaPhoto | InputMediaDocument, Discriminator("type")]


class SendMediaGroup(Delivery):
    """`sendMediaGroup`: an album of 2 to 10."""

    media: Nested[list[AlbumPart]]


class CopyMessage(Delivery, Captioned):
    """`copyMessage`."""

    from_chat_id: ChatId
    message_id: int
    show_caption_above_media: bool | None = None
    reply_markup: Nested[ReplyMarkup] | None = None


class Edit(Request):
    """Which message an edit is about, and its buttons afterwards."""

    chat_id: ChatId | None = None
    message_id: int | None = None
    reply_markup: Nested[InlineKeyboardMarkup] | None = None


class EditMessageText(Edit):
    """`editMessageText`."""

    text: str
    parse_mode: str | None = None
    entities: Nested[list[MessageEntity]] | None = None
    link_preview_options: Nested[LinkPreviewOptions] | None = None


class EditMessageCaption(Edit, Captioned):
    """`editMessageCaption`."""

    show_caption_above_media: bool | None = None


class EditMessageReplyMarkup(Edit):
    """`editMessageReplyMarkup`."""


class DeleteMessage(Request):
    """`deleteMessage`."""

    chat_id: ChatId
    message_id: int


class DeleteMessages(Request):
    """`deleteMessages`: 1 to 100 at once; those not found are passed over."""

    chat_id: ChatId
    message_ids: Nested[list[int]]


class PinChatMessage(DeleteMessage):
    """`pinChatMessage`."""

    disable_notification: bool = False


class UnpinChatMessage(Request):
    """`unpinChatMessage`; without a message the newest pinned one."""

    chat_id: ChatId
    message_id: int | None = None


class SendChatAction(Request):
    """`sendChatAction`: what the bot seems to be doing."""

    chat_id: ChatId
    message_thread_id: int | None = None
    action: Annotated[str, Field(min_length=1)]


class AnswerCallbackQuery(Request):
    """`answerCallbackQuery`; `text` becomes a toast, or an alert."""

    callback_query_id: str
    text: str | None = None
    show_alert: bool = False
    url: str | None = None
    cache_time: int | None = None
