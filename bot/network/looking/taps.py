"""What can be tapped on the network's own screens: looking round, and how to take part."""

from enum import StrEnum

from bot.network.model import Use
from bot.post.taps import Slug, Tap


class ShowNetwork(Tap, code="net"):
    """Who is there, and ways on."""


class LookUp(Tap, code="net-find"):
    """Ask what to look for."""


class ShowTopics(Tap, code="net-topics"):
    """Show the topics."""


class ShowTopic(Tap, code="net-topic"):
    """Show what there is on one topic, after so many."""

    topic: Slug
    first: int


class ShowOurs(Tap, code="net-ours"):
    """Show what our pair asked and answered, after so many."""

    first: int


class ReadAsk(Tap, code="net-ask"):
    """Read an open ask that one found."""

    ask: int


class HelpWith(Tap, code="net-help"):
    """Answer an open ask that one found."""

    ask: int


class ShowWishes(Tap, code="net-set"):
    """How I take part."""


class AskUse(Tap, code="net-use?"):
    """Say what may be compared, and ask."""


class ChooseUse(Tap, code="net-use"):
    """Let these of my words be compared with asks."""

    use: Use


class ChooseOften(Tap, code="net-often"):
    """So many asks a week."""

    number: int


class Rest(StrEnum):
    """How long the network may rest."""

    WEEK = "week"
    MONTH = "month"
    UNTIL_I_SAY = "until"


class AskMute(Tap, code="net-mute?"):
    """Ask how long it shall rest."""


class Mute(Tap, code="net-mute"):
    """Let it rest so long."""

    rest: Rest


class Unmute(Tap, code="net-unmute"):
    """Let asks come again."""


class BlockPair(Tap, code="net-block"):
    """Never meet the pair at the other side of this exchange again; `sure` once confirmed."""

    exchange: int
    sure: bool


class ShowBlocked(Tap, code="net-blocked"):
    """Show whom we do not meet."""


class Unblock(Tap, code="net-unblock"):
    """Let the pair at the other side of this exchange meet us again."""

    exchange: int
