"""What can be tapped on an ask that came to a pair, and on what two pairs say about it."""

from bot.network.safety.model import Reported
from bot.post.taps import Tap


class ShareThought(Tap, code="xs"):
    """**Share a thought** on the ask of an exchange."""

    exchange: int


class BeenThere(Tap, code="xb"):
    """**We have been there**: what happened, and what helped."""

    exchange: int


class NotThisTime(Tap, code="xn"):
    """**Not this time**: no reason is asked."""

    exchange: int


class ReportIt(Tap, code="xr"):
    """**Report**: `ref` is the id of what is reported."""

    what: Reported
    ref: int


class ReplyToPair(Tap, code="xw"):
    """**Reply** to the other pair of an exchange."""

    exchange: int


class ThisHelped(Tap, code="xh"):
    """**This helped**, said of one response."""

    response: int


class SayThanks(Tap, code="xt"):
    """**Say thanks** for one response, in words."""

    response: int


class MoreAbout(Tap, code="xm"):
    """What else can be done about one response; `less` to fold it up again."""

    response: int
    less: bool


class SendVoice(Tap, code="xv"):
    """**Send as voice**, knowing that a voice can tell who one is."""

    response: int


class WriteInstead(Tap, code="xi"):
    """Rather write than send the voice note."""

    response: int


class ShowNames(Tap, code="xy"):
    """Show our names to the pair that asks; both partners have to wish so."""

    exchange: int


class HideNames(Tap, code="xz"):
    """Rather without our names."""

    exchange: int


class TellOutcome(Tap, code="xo"):
    """Tell what came of an ask."""

    ask: int


class TooEarly(Tap, code="xe"):
    """It is too early to say what came of an ask."""

    ask: int


class NothingCame(Tap, code="xx"):
    """Nothing came of it, thank you all the same."""

    ask: int


class ShowAnswers(Tap, code="xa"):
    """Show once more what was answered to an ask of ours, with what can be said to it."""

    ask: int
