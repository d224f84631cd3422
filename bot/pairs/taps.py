"""What can be tapped about a pair, its challenge, progress, next steps and notes."""

from enum import StrEnum

from bot.pairs.model import Owner
from bot.pairs.states import ProgressState
from bot.post.taps import Tap


class ShowHome(Tap, code="go-home"):
    """Back to where things are."""


class ShowPair(Tap, code="go-pair"):
    """The challenge, the last updates and the next steps."""


class ShowWay(Tap, code="go-way"):
    """The picture of the way so far."""


class AskProgress(Tap, code="go-how"):
    """How is it going?"""


class WriteToPartner(Tap, code="go-write"):
    """A message to the partner."""


class SayState(Tap, code="ps"):
    """How it is going; `due` is the prompt that asked, 0 when nobody did."""

    state: ProgressState
    due: int


class TellMore(Tap, code="pm"):
    """Tell what happened."""

    update: int


class DoneForNow(Tap, code="pd"):
    """That is all about this update."""

    update: int


class AddStep(Tap, code="pn"):
    """Write a next step."""

    update: int


class StepDay(StrEnum):
    """Days for a next step that need no typing."""

    TOMORROW = "1"
    WEEK = "7"
    TWO_WEEKS = "14"
    WORKSHOP = "w"
    """The day before the next workshop."""
    NONE = "n"


class StepBy(Tap, code="pb"):
    """By when a step that is being written is to be done."""

    step: int
    by: StepDay


class StepWho(Tap, code="pw"):
    """Who does a step that is being written."""

    step: int
    who: Owner


class TakeStep(Tap, code="pt"):
    """I'll do it."""

    step: int


class DeclineStep(Tap, code="px"):
    """Not me."""

    step: int


class StepDone(Tap, code="po"):
    """The step is done."""

    step: int


class MoveStep(Tap, code="pv"):
    """Ask for another day."""

    step: int


class MoveTo(Tap, code="py"):
    """The step's new day."""

    step: int
    by: StepDay


class DropStep(Tap, code="pl"):
    """The step is no longer wanted."""

    step: int


class MySteps(Tap, code="pz"):
    """The open steps that are mine, one by one."""


class ChangeChallenge(Tap, code="qc"):
    """Write the challenge anew."""


class EarlierWordings(Tap, code="qe"):
    """The wordings that the challenge has had."""


class UseWording(Tap, code="qu"):
    """Use an earlier wording again."""

    challenge: int


class NotePlace(StrEnum):
    """Where words that fit nothing may go."""

    PROGRESS = "p"
    ANSWER = "a"
    PARTNER = "m"
    FACILITATOR = "f"
    SELF = "s"
    FORGET = "x"


class PutNote(Tap, code="np"):
    """Put a note in its place."""

    note: int
    place: NotePlace


class MorePlaces(Tap, code="nm"):
    """Show every place for a note."""

    note: int


class NoteState(Tap, code="ns"):
    """The state of the progress update that a note becomes."""

    note: int
    state: ProgressState


class NoteAnswers(Tap, code="na"):
    """Make a note the answer to this prompt."""

    note: int
    due: int


class AnswerNote(Tap, code="note-ans"):
    """A facilitator answers what a member chose to send them."""

    note: int
