"""Keyboards under messages and under the input field, with what Telegram refuses about them."""

import re
from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from bot.rehearsal.standin.fields import Strict
from bot.rehearsal.standin.refusals import bad_request

DATA_BYTES = 64
MOST_BUTTONS = 100
_URL = re.compile(r"(https?://[^\s/]+|tg://)\S*$", re.IGNORECASE)


class CopyTextButton(Strict):
    """What a button copies to the clipboard."""

    text: str


class InlineKeyboardButton(Strict):
    """A button under a message: exactly one of data, an address or a text to copy."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: CopyTextButton | None = None
    style: str | None = None
    icon_custom_emoji_id: str | None = None


class InlineKeyboardMarkup(Strict):
    """Rows of buttons under a message."""

    inline_keyboard: list[list[InlineKeyboardButton]]


class KeyboardButton(Strict):
    """A key under the input field that sends its own text."""

    text: str
    style: str | None = None
    icon_custom_emoji_id: str | None = None
    request_contact: bool | None = None
    request_location: bool | None = None


class ReplyKeyboardMarkup(Strict):
    """Rows of keys under the input field; a plain string is a key too."""

    keyboard: list[list[KeyboardButton | str]]
    is_persistent: bool | None = None
    resize_keyboard: bool | None = None
    one_time_keyboard: bool | None = None
    input_field_placeholder: str | None = None
    selective: bool | None = None

    @property
    def labels(self) -> list[list[str]]:
        """The words on the keys, row by row."""
        return [[k if isinstance(k, str) else k.text for k in row] for row in self.keyboard]


class ReplyKeyboardRemove(Strict):
    """Takes the keys away."""

    remove_keyboard: Literal[True]
    selective: bool | None = None


class ForceReply(Strict):
    """Makes the person's next text a reply to this message."""

    force_reply: Literal[True]
    input_field_placeholder: str | None = None
    selective: bool | None = None


def _kind(value: object) -> str:
    keys = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
    return next((k for k in keys if isinstance(value, dict) and k in value), "inline_keyboard")


ReplyMarkup = Annotated[
    Annotated[InlineKeyboardMarkup, Tag("inline_keyboard")]
    | Annotated[ReplyKeyboardMarkup, Tag("keyboard")]
    | Annotated[ReplyKeyboardRemove, Tag("remove_keyboard")]
    | Annotated[ForceReply, Tag("force_reply")],
    Discriminator(_kind),
]


def checked(markup: ReplyMarkup | None) -> ReplyMarkup | None:
    """Return `markup`, or raise the refusal Telegram has for it."""
    if isinstance(markup, InlineKeyboardMarkup):
        _check_inline(markup)
    elif isinstance(markup, ReplyKeyboardMarkup):
        if not any(markup.keyboard):
            raise bad_request("reply keyboard must contain at least one button")
        if any(not label for row in markup.labels for label in row):
            raise bad_request("keyboard button text must be non-empty")
    return markup


def inline(markup: ReplyMarkup | None) -> InlineKeyboardMarkup | None:
    """Return the buttons that stay with a message, None where there are none."""
    if isinstance(markup, InlineKeyboardMarkup) and any(markup.inline_keyboard):
        rows = [row for row in markup.inline_keyboard if row]
        return InlineKeyboardMarkup(inline_keyboard=rows)
    return None


def _check_inline(markup: InlineKeyboardMarkup) -> None:
    buttons = [button for row in markup.inline_keyboard for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        _check_button(button)


def _check_button(button: InlineKeyboardButton) -> None:
    if not button.text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    acts = (button.callback_data, button.url, button.copy_text)
    if sum(act is not None for act in acts) != 1:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    data = button.callback_data
    if data is not None and not 1 <= len(data.encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.url is not None and not _URL.match(button.url):
        raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
