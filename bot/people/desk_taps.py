"""What a facilitator can tap about the other facilitators."""

from bot.post.taps import Tap


class ShowTeam(Tap, code="team"):
    """Who runs which cohorts."""


class ShowColleague(Tap, code="team-one"):
    """One facilitator, and what an organiser can change."""

    facilitator: int


class SwitchCohort(Tap, code="team-coh"):
    """Give somebody a cohort to run, or take it away."""

    facilitator: int
    cohort: int


class SwitchOrganiser(Tap, code="team-all"):
    """Make somebody an organiser, or end that."""

    facilitator: int


class InviteAnew(Tap, code="team-again"):
    """Make somebody a new invitation; the earlier one no longer works."""

    facilitator: int


class AskRemoval(Tap, code="team-ask-rm"):
    """Ask before somebody is removed."""

    facilitator: int


class RemoveColleague(Tap, code="team-rm"):
    """Remove somebody."""

    facilitator: int


class AskFacilitator(Tap, code="desk-inv"):
    """Invite another facilitator."""


class InviteTo(Tap, code="desk-inv-to"):
    """Which cohorts they will run: one, or with 0 all of the inviter's."""

    cohort: int
