"""The one door out, as the sender sees it."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from bot.post.content import Content
from bot.post.model import Act


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One claimed outbox row, ready to be carried."""

    id: int
    chat_id: int
    act: Act
    copy: str | None
    content: Content
    priority: int
    silent: bool
    protected: bool
    doubts: int
    target_message_id: int | None


class Verdict(Enum):
    """What became of one try."""

    SENT = auto()
    WAIT = auto()
    """Telegram asked for a pause (429)."""
    NOT_SENT = auto()
    """It certainly did not get there: try again later."""
    IN_DOUBT = auto()
    """It may have got there: a time-out, a cut line, a 5xx."""
    UNREACHABLE = auto()
    """The person blocked us, is gone, or never started the chat."""
    UNMADE = auto()
    """It could not be made here; a newer process beside this one may know how."""
    REFUSED = auto()
    """Telegram will never take this message."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of one try; `wait` is in seconds."""

    verdict: Verdict
    message_id: int | None = None
    more_ids: tuple[int, ...] = ()
    """Of the further messages of an album."""
    wait: float = 0.0
    fault: str | None = None


class Door(Protocol):
    """Carries letters to Telegram."""

    async def deliver(self, letter: Letter) -> Outcome:
        """Carry one letter; never raises for what Telegram or the line does."""
        ...

    async def is_open(self) -> bool:
        """Tell whether Telegram answers at all."""
        ...
