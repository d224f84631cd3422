"""`python -m bot.rehearsal.standin --token 123:abc [--port N]`: the stand-in as a process."""

import argparse
import re

from bot.rehearsal.standin.bots import BotAccount
from bot.rehearsal.standin.running import listening_socket, server_of
from bot.rehearsal.standin.standin import Standin


def main() -> None:
    """Serve until stopped; the one line printed is the URL, once it can be used."""
    parser = argparse.ArgumentParser(prog="python -m bot.rehearsal.standin")
    parser.add_argument("--token", action="append", required=True, type=_token)
    parser.add_argument("--username", default="rehearsal_bot", help="of the first bot")
    parser.add_argument("--name", default="Rehearsal", help="of the first bot")
    parser.add_argument("--port", type=int, default=0, help="0 takes any that is free")
    given = parser.parse_args()
    accounts = [
        BotAccount(
            token=token,
            first_name=given.name if number == 0 else f"{given.name} {number + 1}",
            username=given.username if number == 0 else f"rehearsal{number + 1}_bot",
        )
        for number, token in enumerate(given.token)
    ]
    listening = listening_socket(given.port)
    # The socket listens already: who reads this line may connect at once.
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    server_of(Standin(accounts)).run(sockets=[listening])


def _token(text: str) -> str:
    if not re.fullmatch(r"\d{1,19}:[A-Za-z0-9_-]{3,}", text):
        raise argparse.ArgumentTypeError("a token looks like 123456:ABC-def")
    return text


if __name__ == "__main__":
    main()
