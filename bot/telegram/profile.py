"""What Telegram shows about the bot: its descriptions and command menus."""

from http import HTTPStatus

import structlog

from bot.telegram.call import Call
from bot.telegram.copy import Copy
from bot.telegram.line import Line, NeverSentError, UnknownFateError

log = structlog.get_logger(__name__)
MENU = ("home", "reflect", "progress", "pair", "help")
"""The five commands a member needs most; the rest is behind buttons."""


async def introduce(line: Line, copy: Copy) -> None:
    """Set descriptions and menu; a failure is logged, since nobody's messages depend on it."""
    for call in _calls(copy):
        try:
            answer = await line.call(call)
            fault = None if answer.status == HTTPStatus.OK else answer.description
        except (NeverSentError, UnknownFateError) as error:
            fault = str(error)
        if fault is not None:
            log.warning("the menu could not be set", fault=fault)
            return


def _calls(copy: Copy) -> tuple[Call, ...]:
    commands = [{"command": name, "description": copy.label(f"menu-{name}")} for name in MENU]
    menu = {"commands": commands, "scope": {"type": "all_private_chats"}}
    long, short = copy.label("bot-description"), copy.label("bot-short-description")
    return (
        Call(method="setMyCommands", params=menu),
        Call(method="setMyDescription", params={"description": long}),
        Call(method="setMyShortDescription", params={"short_description": short}),
    )
