"""Tandem's own way through, with one conversation: keep what was said, and say it back.

python -m benchmarks.echo API_URL TOKEN DATABASE
"""

import sys

from pydantic import SecretStr

from bot.app import App
from bot.cli.running import run_app
from bot.logs import configure_logging
from bot.settings import LogFormat, Settings
from bot.telegram.router import Conversation, Router
from bot.telegram.turn import Turn

FASTEST = 1000
conversation = Conversation()


@conversation.guess
def keep(turn: Turn) -> bool:
    """Keep the words where any conversation keeps them, and answer."""
    turn.chat.talk = {"said": turn.heard.text}
    turn.say("old-button")
    return True


def main() -> None:
    """Run until stopped."""
    url, token, database = sys.argv[1:4]
    configure_logging(log_format=LogFormat.TEXT)
    settings = Settings(
        bot_token=SecretStr(token),
        database_url=f"sqlite:///{database}",
        telegram_api_url=url,
        send_rate=FASTEST,
        listen=None,
    )
    router = Router(
        [conversation],
        before=lambda _: False,
        unknown_tap=lambda _: None,
        fallback=lambda _: None,
    )
    run_app(settings, lambda: App(settings, router=router))


if __name__ == "__main__":
    main()
