"""Finds in a log what must never be in one: what people wrote, and the token."""

import re
from collections.abc import Collection

TOKEN_SECRET = "AAabcdefghijklmnopqrstuvwxyz0123456"
SHORTEST = 10
"""Characters of a text that cannot stand in a log by chance."""
_ESCAPED = re.compile(r"[\n\r\t\"'\\]")
"""What a log may write differently."""


def betrayals(log: str, typed: Collection[str]) -> list[str]:
    """Return the lines of a log that hold the token, or something that was typed."""
    secrets = [TOKEN_SECRET, *(part for text in typed for part in _telling(text))]
    present = [secret for secret in secrets if secret in log]
    return [line for line in log.splitlines() if any(secret in line for secret in present)]


def _telling(text: str) -> list[str]:
    """Return the parts of a text that would betray it; a command alone says nothing."""
    if text.startswith("/") and " " not in text:
        return []
    return [part for piece in _ESCAPED.split(text) if len(part := piece.strip()) >= SHORTEST]
