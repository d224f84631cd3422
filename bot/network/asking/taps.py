"""What can be tapped about an ask: by who writes it, their partner, and a facilitator."""

from enum import StrEnum

from bot.network.asking.model import Help
from bot.post.taps import Slug, Tap


class StartAsk(Tap, code="ask"):
    """Ask other pairs."""


class StartAfresh(Tap, code="ask-new"):
    """Forget what is half written, and begin a new ask."""

    ask: int


class SkipBackground(Tap, code="ask-skip"):
    """There is no background to tell."""

    ask: int
    changing: bool


class ToggleTopic(Tap, code="ask-top"):
    """What it is about, or not."""

    ask: int
    topic: Slug
    changing: bool


class TopicsDone(Tap, code="ask-tops"):
    """These topics are right."""

    ask: int
    changing: bool


class ChooseHelp(Tap, code="ask-help"):
    """What kind of help is wanted."""

    ask: int
    help: Help
    changing: bool


class OpenFor(Tap, code="ask-days"):
    """How many days it stays open."""

    ask: int
    days: int
    changing: bool


class AskAs(Tap, code="ask-as"):
    """As the pair, or without names."""

    ask: int
    named: bool


class AskPart(StrEnum):
    """What of an ask can be changed."""

    QUESTION = "question"
    BACKGROUND = "background"
    TOPICS = "topics"
    HELP = "help"
    DAYS = "days"
    WHO = "who"


class ShowPreview(Tap, code="ask-see"):
    """Back to what others will see."""

    ask: int


class ChangeAsk(Tap, code="ask-ch"):
    """Choose what to change."""

    ask: int


class ChangePart(Tap, code="ask-part"):
    """Change one part."""

    ask: int
    part: AskPart


class SendAsk(Tap, code="ask-send"):
    """It is right, as it stood at `at`: check it, and ask the partner."""

    ask: int
    at: int


class WordsAreFine(Tap, code="ask-fine"):
    """What the check found gives nobody away; `at` names the words that it was."""

    ask: int
    at: int


class CancelAsk(Tap, code="ask-x"):
    """Take it back before anybody outside the pair saw it."""

    ask: int


class AgreeToAsk(Tap, code="ask-yes"):
    """The partner: it may go, as it stood at `at`."""

    ask: int
    at: int


class RatherNotNamed(Tap, code="ask-noname"):
    """The partner: not with our names."""

    ask: int
    at: int


class WaitWithAsk(Tap, code="ask-wait"):
    """The partner: wait."""

    ask: int
    at: int


class ShowOurAsk(Tap, code="ask-show"):
    """How an ask of our pair stands, with what can be done."""

    ask: int


class CloseAsk(Tap, code="ask-close"):
    """Enough: no more pairs are asked."""

    ask: int


class AskAgain(Tap, code="ask-again"):
    """Begin a new ask with the words of one that is over."""

    ask: int


class HearFacilitator(Tap, code="ask-fac"):
    """Nobody answered: let the facilitators have a look."""

    ask: int


class AnswerAsk(Tap, code="ask-ans"):
    """The facilitator: write to the pair that asks."""

    ask: int


class SendAskAnswer(Tap, code="ask-ans-yes"):
    """The facilitator: what was written may go."""

    ask: int


class DropAskAnswer(Tap, code="ask-ans-no"):
    """The facilitator: leave it."""

    ask: int


class ChoosePeers(Tap, code="ask-peers"):
    """The facilitator: show the pairs that it can be pointed at, from this one on."""

    ask: int
    start: int


class PointAtPair(Tap, code="ask-point"):
    """The facilitator: bring it to this pair."""

    ask: int
    pair: int
