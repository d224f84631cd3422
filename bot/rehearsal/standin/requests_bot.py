"""The parameters of each method about the bot itself: updates, menu, descriptions, files."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field

from bot.rehearsal.standin.fields import ChatId, Nested, Strict, Upload
from bot.rehearsal.standin.requests import Request


class GetMe(Request):
    """`getMe`."""


class GetUpdates(Request):
    """`getUpdates`; `timeout` in seconds, 0 to answer at once."""

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: Nested[list[str]] | None = None


class SetWebhook(Request):
    """`setWebhook`; an empty address removes it."""

    url: str
    certificate: Upload | None = None
    ip_address: str | None = None
    max_connections: Annotated[int, Field(ge=1, le=100)] | None = None
    allowed_updates: Nested[list[str]] | None = None
    drop_pending_updates: bool = False
    secret_token: str | None = None


class DeleteWebhook(Request):
    """`deleteWebhook`."""

    drop_pending_updates: bool = False


class GetWebhookInfo(Request):
    """`getWebhookInfo`."""


class BotCommand(Strict):
    """One line of the command menu."""

    command: str
    description: str


class BotCommandScopeDefault(Strict):
    """Everywhere where nothing closer is set."""

    type: Literal["default"]


class BotCommandScopeAllPrivateChats(Strict):
    """In all private chats."""

    type: Literal["all_private_chats"]


class BotCommandScopeAllGroupChats(Strict):
    """In all groups."""

    type: Literal["all_group_chats"]


class BotCommandScopeChat(Strict):
    """In one chat."""

    type: Literal["chat"]
    chat_id: ChatId


BotCommandScope = Annotated[
    BotCommandScopeDefault
    | BotCommandScopeAllPrivateChats
    | BotCommandScopeAllGroupChats
    | BotCommandScopeChat,
    Discriminator("type"),
]


class MenuPlace(Request):
    """Where and in which language a command menu is meant."""

    scope: Nested[BotCommandScope] | None = None
    language_code: str | None = None


class SetMyCommands(MenuPlace):
    """`setMyCommands`."""

    commands: Nested[list[BotCommand]]


class DeleteMyCommands(MenuPlace):
    """`deleteMyCommands`."""


class GetMyCommands(MenuPlace):
    """`getMyCommands`."""


class SetMyDescription(Request):
    """`setMyDescription`: shown in an empty chat."""

    description: str | None = None
    language_code: str | None = None


class GetMyDescription(Request):
    """`getMyDescription`."""

    language_code: str | None = None


class SetMyShortDescription(Request):
    """`setMyShortDescription`: shown on the bot's profile."""

    short_description: str | None = None
    language_code: str | None = None


class GetMyShortDescription(Request):
    """`getMyShortDescription`."""

    language_code: str | None = None


class MenuButtonCommands(Strict):
    """A menu button that opens the commands."""

    type: Literal["commands"]


class MenuButtonDefault(Strict):
    """Telegram's own choice of menu button."""

    type: Literal["default"]


MenuButton = Annotated[MenuButtonCommands | MenuButtonDefault, Discriminator("type")]


class SetChatMenuButton(Request):
    """`setChatMenuButton`."""

    chat_id: int | None = None
    menu_button: Nested[MenuButton] | None = None


class GetFile(Request):
    """`getFile`."""

    file_id: str


class GetChat(Request):
    """`getChat`."""

    chat_id: ChatId


class LeaveChat(Request):
    """`leaveChat`."""

    chat_id: ChatId
