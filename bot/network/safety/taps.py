"""What a facilitator can tap about reports."""

from bot.network.safety.model import Ruling
from bot.post.taps import Tap


class ShowQueue(Tap, code="mod"):
    """What waits for a decision."""


class ShowReport(Tap, code="mod-one"):
    """Show what was reported."""

    report: int


class Rule(Tap, code="mod-rule"):
    """Decide."""

    report: int
    ruling: Ruling


class WhoWrote(Tap, code="mod-who"):
    """Show who wrote it: noted in the audit log."""

    report: int


class AnswerReporter(Tap, code="mod-ans"):
    """Write to who reported it."""

    report: int
