"""What can be tapped while something waits."""

from bot.post.taps import Tap


class SendNow(Tap, code="hn"):
    """Do not wait the two minutes."""

    hold: int


class ChangeIt(Tap, code="hc"):
    """Take it back and write it anew."""

    hold: int


class KeepToMyself(Tap, code="hk"):
    """Nobody else shall see it."""

    hold: int


class WordsFine(Tap, code="hw"):
    """The words identify no patient; a photo is still to be asked about."""

    hold: int


class NotAPatient(Tap, code="hp"):
    """What the check found identifies no patient."""

    hold: int
