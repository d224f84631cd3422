"""What a facilitator can tap about cohorts and who is in them."""

from enum import StrEnum

from bot.post.taps import Slug, Tap
from bot.settings import Nation


class ShowCohorts(Tap, code="co-all"):
    """The facilitator's cohorts."""


class ShowCohort(Tap, code="co"):
    """One cohort."""

    cohort: int


# A new one


class NewCohort(Tap, code="co-new"):
    """Begin a cohort, or go on with one."""


class StepBack(Tap, code="co-1back"):
    """Ask for the last of so many answers again."""

    answers: int


class StartAfresh(Tap, code="co-anew"):
    """Forget what was said of a new cohort."""


class ChooseProgramme(Tap, code="co-prog"):
    """A programme that comes with Tandem."""

    programme: Slug


class NoVenue(Tap, code="co-nov"):
    """Where workshop `number` is, is not known yet."""

    number: int


class ChooseNation(Tap, code="co-nat"):
    """Whose bank holidays count."""

    nation: Nation


class CohortZone(StrEnum):
    """Zones that are offered; others are typed."""

    LONDON = "Europe/London"
    DUBLIN = "Europe/Dublin"


class ChooseCohortZone(Tap, code="co-zone"):
    """Where the cohort is."""

    zone: CohortZone


class MakeCohort(Tap, code="co-make"):
    """Make it."""


# Who is in it


class SendFile(Tap, code="co-file"):
    """Send a file of people for this cohort."""

    cohort: int


class FileIsFor(Tap, code="co-for"):
    """The file that was just sent is for this cohort; 0 for a new one."""

    cohort: int


class AddPair(Tap, code="co-add"):
    """Add one pair by name."""

    cohort: int


class NoChallenge(Tap, code="co-noch"):
    """A new pair's challenge is not known yet."""


class ShowPeople(Tap, code="co-who"):
    """Who has joined, from the pair at `start` on."""

    cohort: int
    start: int


class ShowPlaces(Tap, code="co-pair"):
    """One pair, and what can be done for it."""

    pair: int


class RenewInvitation(Tap, code="co-renew"):
    """A new invitation for somebody."""

    member: int


class WithdrawInvitation(Tap, code="co-draw"):
    """Close somebody's invitation."""

    member: int


class AskReplace(Tap, code="co-repl?"):
    """Ask before somebody's place is given to another."""

    member: int


class ReplaceMember(Tap, code="co-repl"):
    """Somebody leaves, or has left: ask who follows."""

    member: int


class AskDissolve(Tap, code="co-end?"):
    """Ask before a pair is dissolved."""

    pair: int


class DissolvePair(Tap, code="co-end"):
    """Dissolve a pair."""

    pair: int


# Its workshops


class ShowWorkshops(Tap, code="co-ws"):
    """A cohort's workshops."""

    cohort: int


class AskMove(Tap, code="co-move?"):
    """Ask for the new day of a workshop."""

    workshop: int


class MoveWorkshop(Tap, code="co-move"):
    """Move a workshop; days are counted as `date.toordinal` does."""

    workshop: int
    was: int
    day: int


class AskVenue(Tap, code="co-where"):
    """Ask for the new place of a workshop."""

    workshop: int
