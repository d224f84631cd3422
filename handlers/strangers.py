"""People whom nobody has invited yet, and words that fit nothing."""

from bot.telegram.turn import Turn


def fallback(turn: Turn) -> None:
    """Answer kindly and keep nothing."""
    turn.say("refused-not-joined")
