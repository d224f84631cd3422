"""What Telegram shows about the bot: its descriptions and command menus."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.telegram.copy import Copy

log = structlog.get_logger(__name__)
MENU = ("home", "reflect", "progress", "pair", "help")
"""The five commands a member needs most; the rest is behind buttons."""


async def introduce(bot: Bot, copy: Copy) -> None:
    """Set descriptions and menu; a failure is logged, since nobody's messages depend on it."""
    commands = [BotCommand(name, copy.label(f"menu-{name}")) for name in MENU]
    try:
        await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
        await bot.set_my_description(copy.label("bot-description"))
        await bot.set_my_short_description(copy.label("bot-short-description"))
    except TelegramError as error:
        log.warning("the menu could not be set", fault=type(error).__name__)
