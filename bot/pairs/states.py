"""How it is going."""

from enum import StrEnum


class ProgressState(StrEnum):
    """The four answers to "How is it going?"."""

    MOVING = "moving"
    SLOW = "slow"
    STUCK = "stuck"
    DONE = "done"
