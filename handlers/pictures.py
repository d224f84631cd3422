"""Draws the pictures that outbox rows ask for; Pillow is loaded at the first one."""

from typing import Any


def draw(picture: dict[str, Any]) -> bytes:
    """Return the PNG for a row's picture data."""
    from bot.pairs.way import draw_from

    return draw_from(picture)
