"""The stand-in's wall clock: real time, moved by as much as one likes."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Gives UTC instants; `move_to` jumps, and time then runs on from there."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC) + self._ahead

    def move_to(self, instant: datetime) -> None:
        """Make it `instant` now."""
        self._ahead = instant - datetime.now(UTC)
