"""`tandem run` on a machine whose clock is put: `python -m tests.chaos.moved FILE`.

FILE holds the seconds by which the wall clock is off, for everything in the process that
asks for it; how time passes (the monotonic clock) stays as it is, as on a real machine.
"""

import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from bot.cli.running import run
from bot.clock import SystemClock

LOOK_SECONDS = 0.05


def main() -> None:
    """Run the bot, and follow the file."""
    with time_machine.travel(datetime.now(UTC), tick=True) as traveller:
        threading.Thread(target=_follow, args=(traveller, Path(sys.argv[1])), daemon=True).start()
        run()


def _follow(traveller: time_machine.Traveller, file: Path) -> None:
    off = 0.0
    while True:
        time.sleep(LOOK_SECONDS)
        with suppress(OSError, ValueError):
            wanted = float(file.read_text())
            if wanted != off:
                traveller.move_to(SystemClock().now() + timedelta(seconds=wanted - off), tick=True)
                off = wanted


if __name__ == "__main__":
    main()
