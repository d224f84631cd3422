"""`tandem run` that logs everything, as `python -m tests.chaos.debugged`."""

import functools
import logging

import bot.logs
from bot.cli.running import run

if __name__ == "__main__":
    bot.logs.configure_logging = functools.partial(bot.logs.configure_logging, level=logging.DEBUG)
    run()
