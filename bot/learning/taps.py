"""What can be tapped under a report, a digest, and what they lead to."""

from enum import StrEnum

from bot.post.taps import Tap


class ShowReports(Tap, code="rep-all"):
    """How every cohort goes."""


class ShowReport(Tap, code="rep"):
    """How one cohort goes."""

    cohort: int


class ShowNeeds(Tap, code="rep-need"):
    """Pairs that could do with a hand, from so many on."""

    cohort: int
    skip: int


class Nudge(Tap, code="rep-nudge"):
    """Send a pair a kind word that is ready."""

    pair: int


class StopNudge(Tap, code="rep-nudge-x"):
    """Not after all."""

    pair: int


class WritePair(Tap, code="rep-write"):
    """Write to a pair."""

    pair: int


class RestPair(Tap, code="rep-rest"):
    """Give a pair two weeks without prompts."""

    pair: int


class UndoRest(Tap, code="rep-rest-x"):
    """Not after all."""

    pair: int


class AskDigest(Tap, code="rep-dig"):
    """On which morning?"""


class ChooseDigest(Tap, code="rep-dig-day"):
    """On this one; Monday is 0, and 7 is never."""

    weekday: int


class AskExport(Tap, code="rep-exp"):
    """Which kind of file?"""


class Form(StrEnum):
    """The two kinds of file."""

    XLSX = "xlsx"
    CSV = "csv"


class Export(Tap, code="rep-file"):
    """Send the files."""

    form: Form
