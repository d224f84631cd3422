"""What can be tapped about the library."""

from bot.post.taps import Tap


class ReadEntry(Tap, code="lib"):
    """Read an entry."""

    entry: int


class KeepForOthers(Tap, code="lib-keep"):
    """Make an entry of an ask that is over."""

    ask: int


class ToggleAnswer(Tap, code="lib-part"):
    """Leave an answer out of the draft, or put it back."""

    entry: int
    response: int


class RewordQuestion(Tap, code="lib-word"):
    """Write the question of the draft anew."""

    entry: int


class OfferEntry(Tap, code="lib-offer"):
    """Check it, and ask everybody who wrote; `fine`: what the check found gives nobody away."""

    entry: int
    fine: bool


class DropEntry(Tap, code="lib-drop"):
    """Make no entry of it after all."""

    entry: int


class AgreeToEntry(Tap, code="lib-yes"):
    """Yes, keep it."""

    entry: int


class RefuseEntry(Tap, code="lib-no"):
    """Rather not; or no more, once it is in the library."""

    entry: int
