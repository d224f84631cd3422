"""The `tandem` command, and how its faults are told."""

import sys
from typing import NoReturn

from bot.errors import ExpectedError, RefusalError, SettingsError

WRONG = 1
WRONG_SETTINGS = 2
RUN = ["run"]


def main() -> None:
    """Run the command line; a fault that a person can put right is told in plain lines."""
    try:
        _obey(sys.argv[1:])
    except SettingsError as error:
        _tell(str(error), WRONG_SETTINGS)
    except RefusalError as error:
        _tell(f"refused: {error.copy_key}", WRONG)
    except ExpectedError as error:
        _tell(str(error), WRONG)
    except KeyboardInterrupt:
        sys.exit(130)  # what a shell gives a command that Ctrl-C ended


def _obey(words: list[str]) -> None:
    if words == RUN:  # for weeks on a small server: without the library of the command line
        from bot.cli.running import run

        run()
    else:
        from bot.cli.commands import app

        app(prog_name="tandem")


def _tell(text: str, code: int) -> NoReturn:
    print(text, file=sys.stderr)
    sys.exit(code)
