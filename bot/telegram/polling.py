"""The request for updates. It loads little, since the first goes out while the bot is loaded."""

from bot.telegram.call import Call
from bot.telegram.line import Answer, Line

KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The updates that we ask Telegram for."""
POLL_SECONDS = 20
MARGIN_SECONDS = 5
"""A poll that hangs is given up after both: with the pause that follows, in less than 30 s."""


async def ask(line: Line, *, offset: int = 0, wait: int = POLL_SECONDS) -> Answer:
    """Ask for updates from `offset` on, which confirms those before it; 0 confirms none.

    Waits for at most so many seconds; raises what the line raises.
    """
    params = {"offset": offset, "timeout": wait, "allowed_updates": KINDS}
    return await line.call(Call(method="getUpdates", params=params), seconds=wait + MARGIN_SECONDS)
