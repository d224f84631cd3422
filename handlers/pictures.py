"""Draws the pictures that outbox rows ask for."""

from typing import Any

from bot.pairs.painter import draw_apart


def draw(picture: dict[str, Any]) -> bytes:
    """Return the PNG for a row's picture data."""
    return draw_apart(picture)
