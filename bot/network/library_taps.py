"""What can be tapped about the library."""

from bot.post.taps import Tap


class ReadEntry(Tap, code="lib"):
    """Read an entry."""

    entry: int
