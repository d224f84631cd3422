"""What can be tapped about one's own data."""

from bot.post.taps import Tap


class ShowPrivacy(Tap, code="own"):
    """Show the notice again, with what one can do."""


class TakeBackConsent(Tap, code="own-back"):
    """No longer agree to the notice."""


class SendMyData(Tap, code="own-data"):
    """Send me everything that is held about me."""


class AskDelete(Tap, code="own-del"):
    """Ask what is to be deleted."""


class ListAnswers(Tap, code="own-del-list"):
    """Show some of my answers, to delete one."""

    first: int
    """How many newer ones to pass over."""


class AskDeleteAnswer(Tap, code="own-del-one"):
    """Ask whether this answer is to be deleted."""

    due: int


class DeleteAnswer(Tap, code="own-del-one-y"):
    """Delete this answer."""

    due: int


class AskDeleteAll(Tap, code="own-del-all"):
    """Say what goes and what stays when everything is deleted."""


class DeleteAll(Tap, code="own-del-all-y"):
    """Delete everything; `member` is the newest place when that was asked."""

    member: int


class KeepAll(Tap, code="own-del-no"):
    """Delete nothing."""


class AskLeave(Tap, code="own-leave"):
    """Ask whether one wants to leave."""


class Leave(Tap, code="own-leave-y"):
    """Leave this place."""

    member: int


class StayInNetwork(Tap, code="own-leave-net"):
    """Leave the programme and this place, but not the network."""

    member: int


class Stay(Tap, code="own-leave-no"):
    """Do not leave."""
