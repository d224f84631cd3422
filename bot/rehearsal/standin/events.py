"""What happens, for those who watch live: the page of phones, and tests that wait."""

import secrets
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rehearsal.standin.signals import Signal

KEPT = 5000


class EventKind(StrEnum):
    """What can be watched."""

    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"
    KEYBOARD = "keyboard"
    TOAST = "toast"
    ACTION = "action"
    STATUS = "status"
    MENU = "menu"
    CALL = "call"
    RESET = "reset"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened; `number` rises by one from 1."""

    number: int
    kind: EventKind
    content: Mapping[str, object]


class Events:
    """The newest events; `run` tells one run of the stand-in from another."""

    def __init__(self) -> None:
        self.run = secrets.token_hex(4)
        self.happened = Signal()
        self._kept: deque[Event] = deque(maxlen=KEPT)
        self._count = 0

    def add(self, kind: EventKind, content: Mapping[str, object]) -> None:
        """Keep an event and wake the watchers."""
        self._count += 1
        self._kept.append(Event(number=self._count, kind=kind, content=content))
        self.happened.notify()

    @property
    def newest(self) -> int:
        """The number of the newest event, 0 before the first."""
        return self._count

    def after(self, number: int) -> list[Event] | None:
        """Return what happened after event `number`; None where some of it is forgotten."""
        if number > self._count or self._count - number > len(self._kept):
            return None
        missing = self._count - number
        return list(self._kept)[len(self._kept) - missing :] if missing else []
