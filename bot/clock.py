"""What time it is: the one door through which time reaches Tandem.

Everything that belongs to people's lives (prompts, expiry, the 48-hour limit) asks a
`Clock`. Pacing, leases and time-outs use the event loop's monotonic time instead, so
that moving a rehearsal's clock never floods Telegram.
"""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the current instant."""

    def now(self) -> datetime:
        """Return the current instant, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's instant in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """The machine's clock moved forward by an amount kept in a file.

    A rehearsal's page writes the file with `move`; the bot, another process, reads it
    at each call. The file holds one JSON number, seconds. A missing file means zero.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def offset(self) -> timedelta:
        """Return how far this clock stands from the machine's."""
        try:
            return timedelta(seconds=float(json.loads(self._path.read_text())))
        except FileNotFoundError:
            return timedelta()

    def now(self) -> datetime:
        """Return the moved instant in UTC."""
        return datetime.now(UTC) + self.offset()

    def move_to(self, instant: datetime) -> None:
        """Set the clock to `instant`; it runs on from there."""
        offset = (instant - datetime.now(UTC)).total_seconds()
        draft = self._path.with_suffix(f".{time.monotonic_ns()}")
        draft.write_text(json.dumps(offset))
        draft.replace(self._path)
