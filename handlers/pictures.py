"""Draws the pictures that outbox rows ask for."""

from typing import Any

from bot.learning import grid
from bot.pairs.painter import draw_apart


def draw(picture: dict[str, Any]) -> bytes:
    """Return the PNG for a row's picture data."""
    if picture.get("kind") == grid.KIND:
        return draw_apart(picture, by="bot.learning.painter")
    return draw_apart(picture)
