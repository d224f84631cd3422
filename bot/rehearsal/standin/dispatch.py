"""Which methods there are, and how their parameters are checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.rehearsal.standin import methods_bot as about
from bot.rehearsal.standin import methods_change as change
from bot.rehearsal.standin import methods_send as send
from bot.rehearsal.standin import requests as r
from bot.rehearsal.standin import requests_bot as rb
from bot.rehearsal.standin.bots import Bot
from bot.rehearsal.standin.fields import Upload
from bot.rehearsal.standin.refusals import Refusal, bad_request, not_found

# A table of functions that each take their own request cannot name them all in its type.
Act = Callable[[Bot, Any, Mapping[str, Upload]], object]

_ALL: dict[str, tuple[type[r.Request], Act]] = {
    "getMe": (rb.GetMe, about.get_me),
    "setWebhook": (rb.SetWebhook, about.set_webhook),
    "deleteWebhook": (rb.DeleteWebhook, about.delete_webhook),
    "getWebhookInfo": (rb.GetWebhookInfo, about.get_webhook_info),
    "sendMessage": (r.SendMessage, send.send_message),
    "sendPhoto": (r.SendPhoto, send.send_photo),
    "sendDocument": (r.SendDocument, send.send_document),
    "sendVoice": (r.SendVoice, send.send_voice),
    "sendMediaGroup": (r.SendMediaGroup, send.send_media_group),
    "copyMessage": (r.CopyMessage, send.copy_message),
    "editMessageText": (r.EditMessageText, change.edit_message_text),
    "editMessageCaption": (r.EditMessageCaption, change.edit_message_caption),
    "editMessageReplyMarkup": (r.EditMessageReplyMarkup, change.edit_message_reply_markup),
    "deleteMessage": (r.DeleteMessage, change.delete_message),
    "deleteMessages": (r.DeleteMessages, change.delete_messages),
    "pinChatMessage": (r.PinChatMessage, change.pin_chat_message),
    "unpinChatMessage": (r.UnpinChatMessage, change.unpin_chat_message),
    "sendChatAction": (r.SendChatAction, change.send_chat_action),
    "answerCallbackQuery": (r.AnswerCallbackQuery, change.answer_callback_query),
    "setMyCommands": (rb.SetMyCommands, about.set_my_commands),
    "deleteMyCommands": (rb.DeleteMyCommands, about.delete_my_commands),
    "getMyCommands": (rb.GetMyCommands, about.get_my_commands),
    "setMyDescription": (rb.SetMyDescription, about.set_my_description),
    "getMyDescription": (rb.GetMyDescription, about.get_my_description),
    "setMyShortDescription": (rb.SetMyShortDescription, about.set_my_short_description),
    "getMyShortDescription": (rb.GetMyShortDescription, about.get_my_short_description),
    "setChatMenuButton": (rb.SetChatMenuButton, about.set_chat_menu_button),
    "getFile": (rb.GetFile, about.get_file),
    "getChat": (rb.GetChat, about.get_chat),
    "leaveChat": (rb.LeaveChat, about.leave_chat),
}

REQUESTS: Mapping[str, type[r.Request]] = {
    "getUpdates": rb.GetUpdates,
    **{name: model for name, (model, _) in _ALL.items()},
}
"""The request model of every method, `getUpdates` included."""

_BY_LOWER = {name.lower(): name for name in REQUESTS}

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A call whose parameters are checked."""

    method: str
    request: r.Request
    uploads: Mapping[str, Upload]


def method_name(given: str) -> str:
    """Return a method's name as the documentation writes it, or refuse an unknown one."""
    if name := _BY_LOWER.get(given.lower()):
        return name
    raise not_found()


def check(method: str, parameters: Mapping[str, object]) -> Asked:
    """Check the parameters of `method`, or refuse with what is wrong with the first bad one.

    Files may stand in their own parameter or under a name that `attach://name` refers to.
    """
    model = REQUESTS[method]
    attached = {
        name: value
        for name, value in parameters.items()
        if isinstance(value, Upload) and name not in model.model_fields
    }
    unused = [name for name in attached if not _refers(parameters, name)]
    if unused:
        raise bad_request(f'unknown parameter "{unused[0]}" of {method}')
    own = {name: value for name, value in parameters.items() if name not in attached}
    try:
        request = model.model_validate(own)
    except ValidationError as error:
        raise _refusal(method, error.errors()[0]) from None
    return Asked(method=method, request=request, uploads=attached)


def act(bot: Bot, asked: Asked) -> object:
    """Do what was asked (everything but `getUpdates`) and return its result."""
    return _ALL[asked.method][1](bot, asked.request, asked.uploads)


def _refers(parameters: Mapping[str, object], name: str) -> bool:
    return any(f"attach://{name}" in str(value) for value in parameters.values())


def _refusal(method: str, error: ErrorDetails) -> Refusal:
    place = [str(part) for part in error["loc"]]
    top = place[0] if place else ""
    where = ".".join(place)
    if error["type"] == "extra_forbidden":
        return bad_request(f'unknown parameter "{where}" of {method}')
    if error["type"] == "missing" and len(place) == 1:
        return bad_request(_MISSING.get(top, f'parameter "{top}" is required'))
    if top == "reply_markup":
        return bad_request(f"can't parse reply keyboard markup JSON object: {where}")
    return bad_request(f"can't parse parameter {where}: {error['msg']}")
