"""What can be tapped at the desk and under a broadcast."""

from enum import StrEnum

from bot.people.model import Role
from bot.post.taps import Tap


class ShowDesk(Tap, code="desk"):
    """The desk."""


class ShowBroadcasts(Tap, code="bc-all"):
    """Drafts, scheduled and sent broadcasts."""


class NewBroadcast(Tap, code="bc-new"):
    """Begin a broadcast."""


class OpenBroadcast(Tap, code="bc"):
    """One broadcast as it stands."""

    broadcast: int


# Whom it is for


class ChooseWho(Tap, code="bc-who"):
    """The audience of a draft."""

    broadcast: int


class ToggleCohort(Tap, code="bc-coh"):
    """Put a cohort in or out."""

    broadcast: int
    cohort: int


class Who(StrEnum):
    """Which half of the pairs."""

    EVERYONE = "everyone"
    LAY = "lay"
    PROFESSIONAL = "professional"

    @property
    def role(self) -> Role | None:
        """The role that is meant; None for everyone."""
        return None if self is Who.EVERYONE else Role(self.value)


class ChooseRole(Tap, code="bc-role"):
    """Choose which half."""

    broadcast: int
    who: Who


class Narrowing(StrEnum):
    """What else makes an audience narrower or wider."""

    UNANSWERED = "unanswered"
    QUIET = "quiet"
    PAUSED = "paused"


class Narrow(Tap, code="bc-if"):
    """Switch one of them to its next value."""

    broadcast: int
    by: Narrowing


class ShowNames(Tap, code="bc-names"):
    """Who gets it, or what became of it, by name."""

    broadcast: int


# What it says


class WriteIt(Tap, code="bc-words"):
    """Send the message that everybody gets."""

    broadcast: int


class Preview(Tap, code="bc-look"):
    """See it as they will."""

    broadcast: int


class AskOptions(Tap, code="bc-opts"):
    """Choose answer buttons."""

    broadcast: int


class Options(StrEnum):
    """Answer buttons that are ready, or not."""

    COMING = "coming"
    YES_NO = "yes_no"
    OWN = "own"
    NONE = "none"


class ChooseOptions(Tap, code="bc-opt"):
    """Choose one set of answer buttons."""

    broadcast: int
    options: Options


# Words that nobody waited for; `held` is the draft that keeps them


class UseWords(Tap, code="bc-use"):
    """Take them as the new words of a draft."""

    held: int
    broadcast: int


class AskWhoseAnswer(Tap, code="bc-give"):
    """Choose which member's message they answer."""

    held: int


class UseAsAnswer(Tap, code="bc-give-to"):
    """Take them as the answer to a member's message."""

    held: int
    note: int


class ForgetWords(Tap, code="bc-forget"):
    """Forget them."""

    held: int


# When it goes


class SendIt(Tap, code="bc-send"):
    """Send in one minute."""

    broadcast: int


class SendAllTheSame(Tap, code="bc-send-bh"):
    """Send in one minute, although it is a bank holiday."""

    broadcast: int


class AskWhen(Tap, code="bc-when"):
    """Ask for a day and a time."""

    broadcast: int


class ScheduleIt(Tap, code="bc-sched"):
    """That is the right day and time; `at` is a Unix time in minutes."""

    broadcast: int
    at: int


class StopIt(Tap, code="bc-stop"):
    """Take back what has not been sent."""

    broadcast: int


class CancelIt(Tap, code="bc-cancel"):
    """Throw a draft or a scheduled one away."""

    broadcast: int


class TakeBack(Tap, code="bc-draft"):
    """Make a scheduled one a draft again, to change it."""

    broadcast: int


# What came of it


class RemindThem(Tap, code="bc-remind"):
    """Ask those again who have not answered."""

    broadcast: int


class EditEverywhere(Tap, code="bc-edit"):
    """Send other words for a broadcast that people have."""

    broadcast: int


class ApplyEdit(Tap, code="bc-apply"):
    """Put the other words on everybody's phone."""

    broadcast: int


class AskRecall(Tap, code="bc-ask-rc"):
    """Ask before a recall."""

    broadcast: int


class RecallIt(Tap, code="bc-recall"):
    """Delete it from the phones."""

    broadcast: int


class AnswerBroadcast(Tap, code="bc-a"):
    """A member's answer; `option` counts from 0."""

    broadcast: int
    option: int


# Messages


class ReplyToSender(Tap, code="bc-reply"):
    """Send a kept note to the facilitator who wrote."""

    note: int
    facilitator: int


class ShowMessages(Tap, code="desk-msgs"):
    """What members chose to send; `before` is the note to begin behind, 0 for the newest."""

    before: int


class ShowMessage(Tap, code="desk-msg"):
    """One of them."""

    note: int


class SendAnswer(Tap, code="desk-send"):
    """Send what was written to a member."""

    answer: int


class DropAnswer(Tap, code="desk-drop"):
    """Do not send it."""

    answer: int


# The rest of the desk


class ShowAudit(Tap, code="desk-log"):
    """The audit log; `before` is the entry to begin behind, 0 for the newest."""

    before: int
