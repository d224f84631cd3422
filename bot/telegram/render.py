"""Turns an outbox row into one call of the Bot API."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.post.content import AlbumItem, Args, Content, Keyboard
from bot.post.door import Letter
from bot.post.model import Act
from bot.telegram.call import Call
from bot.telegram.copy import Copy

METHODS = {
    Act.SEND: "sendMessage",
    Act.EDIT: "editMessageText",
    Act.EDIT_CAPTION: "editMessageCaption",
    Act.EDIT_BUTTONS: "editMessageReplyMarkup",
    Act.DELETE: "deleteMessage",
    Act.PHOTO: "sendPhoto",
    Act.PICTURE: "sendPhoto",
    Act.VOICE: "sendVoice",
    Act.DOCUMENT: "sendDocument",
    Act.ALBUM: "sendMediaGroup",
}
FILE_FIELDS = {Act.PHOTO: "photo", Act.VOICE: "voice", Act.DOCUMENT: "document"}
TEXT_ACTS = (Act.SEND, Act.EDIT)
FILE_ACTS = (Act.PHOTO, Act.PICTURE, Act.VOICE, Act.DOCUMENT)
CAPTION_ACTS = (*FILE_ACTS, Act.EDIT_CAPTION)
SENDING_ACTS = (Act.SEND, *FILE_ACTS, Act.ALBUM)


Draw = Callable[[dict[str, Any]], bytes]
Attachment = tuple[str, bytes]
"""A file to send along: its name and what is in it."""


def render(letter: Letter, *, copy: Copy, draw: Draw, attachment: Attachment | None = None) -> Call:
    """Return the call that carries `letter`; drawing a picture makes this slow."""
    params: dict[str, Any] = {"chat_id": letter.chat_id}
    files: dict[str, tuple[str, bytes]] = {}
    if letter.target_message_id is not None:
        params["message_id"] = letter.target_message_id
    if letter.copy is not None and letter.act in TEXT_ACTS + CAPTION_ACTS:
        field_name = "text" if letter.act in TEXT_ACTS else "caption"
        params[field_name] = copy.html(letter.copy, _args(letter.content))
        params["parse_mode"] = "HTML"
    if letter.act in TEXT_ACTS:
        params["link_preview_options"] = {"is_disabled": True}
    if letter.act in FILE_FIELDS and attachment is not None:
        files[FILE_FIELDS[letter.act]] = attachment
    elif letter.act in FILE_FIELDS:
        params[FILE_FIELDS[letter.act]] = letter.content.file_id
    if letter.act is Act.ALBUM:
        params["media"] = [_media(item) for item in letter.content.album]
    if letter.act is Act.PICTURE:
        files["photo"] = ("picture.png", draw(letter.content.picture or {}))
    if letter.act in SENDING_ACTS:
        params |= _manner(letter)
    markup = _markup(letter.content, copy=copy)
    if markup is not None:
        params["reply_markup"] = markup
    return Call(method=METHODS[letter.act], params=params, files=files)


def _args(content: Content) -> Args:
    """Return the arguments of the copy; somebody's own formatting is not escaped again."""
    return content.args if content.html is None else {**content.args, "body": Markup(content.html)}  # noqa: S704 - made by Telegram's library from entities, which escapes


def _media(item: AlbumItem) -> dict[str, str]:
    return {"type": item.kind, "media": item.file_id, "caption": item.html, "parse_mode": "HTML"}


def _manner(letter: Letter) -> dict[str, bool]:
    manner = {"disable_notification": letter.silent, "protect_content": letter.protected}
    if letter.act is Act.PHOTO and letter.protected:
        manner["has_spoiler"] = True  # somebody else's photo: not for a lock screen
    return manner


def _markup(content: Content, *, copy: Copy) -> dict[str, Any] | None:
    if content.rows:
        return {
            "inline_keyboard": [
                [
                    {"text": copy.label(label, args), "callback_data": data}
                    for label, data, args in row
                ]
                for row in content.rows
            ]
        }
    match content.keyboard:
        case Keyboard.STANDING:
            key = {"text": copy.label("standing-key")}
            return {"keyboard": [[key]], "is_persistent": True, "resize_keyboard": True}
        case Keyboard.NONE:
            return {"remove_keyboard": True}
        case Keyboard.REPLY:
            return {"force_reply": True}
        case None:
            return None


def as_plain_text(call: Call, *, plain: str) -> Call:
    """Return the same call without markup, for a text whose HTML Telegram refused."""
    name = "text" if "text" in call.params else "caption"
    params = {key: value for key, value in call.params.items() if key != "parse_mode"}
    return Call(method=call.method, params={**params, name: plain}, files=call.files)
