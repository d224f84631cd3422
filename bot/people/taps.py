"""What can be tapped while joining and in the settings."""

from datetime import time
from enum import StrEnum

from bot.post.taps import Tap


class Agree(Tap, code="join-yes"):
    """Agree to the notice."""


class TellMeMore(Tap, code="join-more"):
    """Say more before I agree."""


class NoThanks(Tap, code="join-no"):
    """Do not join."""


class KeepName(Tap, code="join-name"):
    """Be called as the programme team wrote it."""


class Energy(StrEnum):
    """Times of day that are offered for prompts."""

    MORNING = "morning"
    MIDDAY = "midday"
    EVENING = "evening"

    @property
    def clock(self) -> time:
        """The time of day that is meant."""
        return _CLOCKS[self]


_CLOCKS = {Energy.MORNING: time(8), Energy.MIDDAY: time(12, 30), Energy.EVENING: time(18, 30)}


class JoinAt(Tap, code="join-at"):
    """The time of prompts, chosen while joining."""

    at: Energy


class AgreeToDesk(Tap, code="desk-yes"):
    """A facilitator agrees."""


class DeclineDesk(Tap, code="desk-no"):
    """A facilitator does not join."""


class ShowSettings(Tap, code="set"):
    """All settings."""


class AskTime(Tap, code="set-when"):
    """Ask for another time of prompts."""


class ChooseTime(Tap, code="set-at"):
    """Another time of prompts."""

    at: Energy


class ShowDays(Tap, code="set-days"):
    """Show the days on which prompts may come."""


class ToggleDay(Tap, code="set-day"):
    """Choose or drop a weekday; Monday is 0."""

    weekday: int


class AskName(Tap, code="set-name"):
    """Ask for another name."""


class AskZone(Tap, code="set-zone"):
    """Ask where the member is."""


class NearZone(StrEnum):
    """Zones that are offered; others are typed."""

    LONDON = "Europe/London"
    DUBLIN = "Europe/Dublin"
    PARIS = "Europe/Paris"


class ChooseZone(Tap, code="set-in"):
    """Another zone."""

    zone: NearZone


class AskPause(Tap, code="pause"):
    """Ask for how long prompts shall rest."""


class PauseLength(StrEnum):
    """Pauses that are offered; other days are typed."""

    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"


class PauseFor(Tap, code="pause-for"):
    """Let prompts rest so long from today."""

    length: PauseLength


class PauseUntilDay(Tap, code="pause-day"):
    """Ask for the day on which prompts come again."""


class EndPause(Tap, code="pause-end"):
    """Let prompts come again now."""
