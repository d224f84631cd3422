"""The methods about the bot itself: its name, menu, descriptions, webhook, files."""

import re

from bot.rehearsal.standin.bots import Bot, Webhook
from bot.rehearsal.standin.chats import Chat
from bot.rehearsal.standin.events import EventKind
from bot.rehearsal.standin.files import DOWNLOAD_BYTES
from bot.rehearsal.standin.methods_change import leave
from bot.rehearsal.standin.methods_send import Uploads
from bot.rehearsal.standin.refusals import bad_request, conflict
from bot.rehearsal.standin.requests_bot import (
    BotCommandScopeChat,
    DeleteMyCommands,
    DeleteWebhook,
    GetChat,
    GetFile,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyShortDescription,
    GetUpdates,
    GetWebhookInfo,
    LeaveChat,
    MenuPlace,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    SetWebhook,
)

MOST_COMMANDS = 100
DESCRIPTION_LENGTH = 512
SHORT_DESCRIPTION_LENGTH = 120
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMAND_DESCRIPTION_LENGTH = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def get_me(bot: Bot, _asked: GetMe, _: Uploads) -> dict[str, object]:
    """Do `getMe`."""
    return {
        **bot.sender.to_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(bot: Bot, asked: GetUpdates) -> list[dict[str, object]]:
    """Do `getUpdates`: waits up to its timeout (real seconds) for something to hand out."""
    if bot.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    bot.updates.allow(asked.allowed_updates)
    found = await bot.updates.poll(
        offset=asked.offset, limit=asked.limit, timeout_s=asked.timeout or 0
    )
    return [update.to_json() for update in found]


def set_webhook(bot: Bot, asked: SetWebhook, _: Uploads) -> bool:
    """Do `setWebhook`; plain HTTP is allowed too, since everything here is local."""
    if asked.drop_pending_updates:
        bot.updates.drop()
    bot.updates.allow(asked.allowed_updates)
    if not asked.url:
        bot.webhook = None
        return True
    if not asked.url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if asked.secret_token and not _SECRET.fullmatch(asked.secret_token):
        raise bad_request("secret token contains unallowed characters")
    bot.webhook = Webhook(
        url=asked.url,
        secret_token=asked.secret_token,
        max_connections=asked.max_connections or 40,
    )
    bot.updates.arrived.notify()
    return True


def delete_webhook(bot: Bot, asked: DeleteWebhook, _: Uploads) -> bool:
    """Do `deleteWebhook`."""
    bot.webhook = None
    if asked.drop_pending_updates:
        bot.updates.drop()
    return True


def get_webhook_info(bot: Bot, _asked: GetWebhookInfo, _: Uploads) -> dict[str, object]:
    """Do `getWebhookInfo`."""
    hook = bot.webhook
    found: dict[str, object] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }
    if hook:
        found["max_connections"] = hook.max_connections
    if hook and hook.failed_at:
        found["last_error_date"] = int(hook.failed_at.timestamp())
        found["last_error_message"] = hook.failure
    if bot.updates.allowed:
        found["allowed_updates"] = bot.updates.allowed
    return found


def set_my_commands(bot: Bot, asked: SetMyCommands, _: Uploads) -> bool:
    """Do `setMyCommands`."""
    if len(asked.commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in asked.commands:
        if not _COMMAND.fullmatch(command.command.removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description) <= _COMMAND_DESCRIPTION_LENGTH:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    bot.commands[_place(bot, asked)] = list(asked.commands)
    _menu_changed(bot)
    return True


def delete_my_commands(bot: Bot, asked: DeleteMyCommands, _: Uploads) -> bool:
    """Do `deleteMyCommands`."""
    bot.commands.pop(_place(bot, asked), None)
    _menu_changed(bot)
    return True


def get_my_commands(bot: Bot, asked: GetMyCommands, _: Uploads) -> list[dict[str, str]]:
    """Do `getMyCommands`: what is set for exactly that place and language."""
    return [c.model_dump() for c in bot.commands.get(_place(bot, asked), [])]


def _place(bot: Bot, asked: MenuPlace) -> tuple[str, str]:
    scope: str = asked.scope.type if asked.scope else "default"
    if isinstance(asked.scope, BotCommandScopeChat):
        scope = f"chat {bot.chat(asked.scope.chat_id).id}"
    return scope, asked.language_code or ""


def _menu_changed(bot: Bot) -> None:
    bot.world.events.add(EventKind.MENU, {"bot": bot.account.id})


def menu_for(bot: Bot, chat: Chat, language: str = "en") -> list[dict[str, str]]:
    """Return the commands a person sees in a chat: the closest place, the closest language."""
    for scope in (f"chat {chat.id}", f"all_{chat.kind.value}_chats", "default"):
        for code in (language, ""):
            if commands := bot.commands.get((scope, code)):
                return [command.model_dump() for command in commands]
    return []


def set_my_description(bot: Bot, asked: SetMyDescription, _: Uploads) -> bool:
    """Do `setMyDescription`."""
    if len(asked.description or "") > DESCRIPTION_LENGTH:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    bot.descriptions[asked.language_code or ""] = asked.description or ""
    return True


def get_my_description(bot: Bot, asked: GetMyDescription, _: Uploads) -> dict[str, str]:
    """Do `getMyDescription`."""
    return {"description": _in_language(bot.descriptions, asked.language_code)}


def set_my_short_description(bot: Bot, asked: SetMyShortDescription, _: Uploads) -> bool:
    """Do `setMyShortDescription`."""
    if len(asked.short_description or "") > SHORT_DESCRIPTION_LENGTH:
        raise bad_request("BOT_SHORT_DESCRIPTION_TOO_LONG")
    bot.short_descriptions[asked.language_code or ""] = asked.short_description or ""
    return True


def get_my_short_description(bot: Bot, asked: GetMyShortDescription, _: Uploads) -> dict[str, str]:
    """Do `getMyShortDescription`."""
    return {"short_description": _in_language(bot.short_descriptions, asked.language_code)}


def _in_language(texts: dict[str, str], language: str | None) -> str:
    return texts.get(language or "") or texts.get("", "")


def set_chat_menu_button(bot: Bot, asked: SetChatMenuButton, _: Uploads) -> bool:
    """Do `setChatMenuButton`; both kinds it takes open the command menu."""
    if asked.chat_id is not None:
        bot.chat(asked.chat_id)
    return True


def get_file(bot: Bot, asked: GetFile, _: Uploads) -> dict[str, object]:
    """Do `getFile`."""
    stored = bot.world.files.get(asked.file_id)
    if len(stored.upload.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**stored.to_json(), "file_path": stored.path}


def get_chat(bot: Bot, asked: GetChat, _: Uploads) -> dict[str, object]:
    """Do `getChat`."""
    chat = bot.chat(asked.chat_id)
    pinned = [message for message in chat.visible if message.pinned]
    return {
        **chat.description,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
        **({"pinned_message": pinned[-1].to_json()} if pinned else {}),
    }


def leave_chat(bot: Bot, asked: LeaveChat, _: Uploads) -> bool:
    """Do `leaveChat`."""
    return leave(bot, bot.chat(asked.chat_id))
