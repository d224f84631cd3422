"""What a facilitator can tap about the prompts of one cohort."""

from enum import StrEnum

from bot.people.model import Role
from bot.post.taps import Slug, Tap


class OnlyPreview(Tap, code="cp-look"):
    """A button of a preview."""


class ShowPrompts(Tap, code="cp-all"):
    """A cohort's prompts, from the one at `start` on."""

    cohort: int
    start: int


class ShowPrompt(Tap, code="cp"):
    """One prompt, and what can be changed."""

    cohort: int
    prompt: Slug


class Place(StrEnum):
    """Which of a prompt's questions."""

    FIRST = "0"
    SECOND = "1"
    THIRD = "2"
    FOURTH = "3"


class Whose(StrEnum):
    """Whose words."""

    BOTH = "b"
    LAY = "l"
    PROFESSIONAL = "p"

    @property
    def role(self) -> Role | None:
        """The role that is meant; None for both."""
        return {Whose.LAY: Role.LAY, Whose.PROFESSIONAL: Role.PROFESSIONAL}.get(self)


class RewordPrompt(Tap, code="cp-w"):
    """Ask for other words."""

    cohort: int
    prompt: Slug
    place: Place
    whose: Whose


class MovePrompt(Tap, code="cp-day"):
    """Ask for another day."""

    cohort: int
    prompt: Slug


class SkipPrompt(Tap, code="cp-skip"):
    """Leave a prompt out; shows first what that does."""

    cohort: int
    prompt: Slug


class RestorePrompt(Tap, code="cp-back"):
    """Ask it as the programme has it."""

    cohort: int
    prompt: Slug


class AddPrompt(Tap, code="cp-add"):
    """Begin a prompt of the cohort's own."""

    cohort: int


class Asked(StrEnum):
    """Who is asked."""

    BOTH = "both"
    LAY = "lay"
    PROFESSIONAL = "professional"


class ChooseAsked(Tap, code="cp-who"):
    """Who is asked a new prompt."""

    asked: Asked


class SeenBy(StrEnum):
    """Who sees the answers to a new prompt."""

    PRIVATE = "private"
    PARTNER = "partner"
    CHOOSE = "choose"


class ChooseSeen(Tap, code="cp-see"):
    """Who sees the answers to a new prompt."""

    seen: SeenBy


class ApplyChange(Tap, code="cp-yes"):
    """Make a previewed change count."""

    change: int
