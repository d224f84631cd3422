"""Who runs which cohorts: everybody sees it, organisers change it."""

from bot.access import colleague_of, joined_facilitator, organiser_of, run_cohort
from bot.broadcast.taps import ShowDesk
from bot.pairs.cohorts import cohorts_run_by
from bot.people.desk_taps import (
    AskFacilitator,
    AskRemoval,
    InviteAnew,
    RemoveColleague,
    ShowColleague,
    ShowTeam,
    SwitchCohort,
    SwitchOrganiser,
)
from bot.people.facilitators import team
from bot.people.invitations import invite_again
from bot.people.model import Facilitator
from bot.post.content import Args, Button, Line, line
from bot.privacy import removing
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.broadcast import MOST_COHORTS
from handlers.desk_invite import say_secrets

conversation = Conversation()
MOST_PEOPLE = 30
"""Buttons under one list."""


@conversation.tap(ShowTeam)
def show_team(turn: Turn, tap: ShowTeam) -> None:
    """List the facilitators; an organiser can open each."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    turn.wait_for(None)
    here = [each for each in team(turn.session) if _shares(turn, facilitator, each)][:MOST_PEOPLE]
    rows = [
        [Button("desk-team-open", ShowColleague(facilitator=each.id), {"name": each.name})]
        for each in here
        if facilitator.organiser and each.id != facilitator.id
    ]
    invite = [Button("desk-invite", AskFacilitator())]
    back = [Button("desk-back", ShowDesk())]
    people = [_in_list(turn, each) for each in here]
    turn.change("desk-team", {"people": people}, buttons=[*rows, invite, back])


def _shares(turn: Turn, facilitator: Facilitator, other: Facilitator) -> bool:
    """Tell whether the two run a cohort together; an organiser runs all there are."""
    if facilitator.organiser or other.organiser or facilitator.id == other.id:
        return True
    mine = {cohort.id for cohort in cohorts_run_by(turn.session, facilitator)}
    return any(cohort.id in mine for cohort in cohorts_run_by(turn.session, other))


def _in_list(turn: Turn, other: Facilitator) -> Line:
    return line("desk-team-line", **_standing(turn, other))


def _standing(turn: Turn, other: Facilitator) -> dict[str, str | bool]:
    names = ", ".join(cohort.name for cohort in cohorts_run_by(turn.session, other))
    return {
        "name": other.name,
        "organiser": other.organiser,
        "names": names or "none",
        "joined": other.joined_at is not None,
    }


@conversation.tap(ShowColleague)
def show_colleague(turn: Turn, tap: ShowColleague) -> None:
    """Show one of them, and what can be changed."""
    organiser = organiser_of(turn.session, turn.chat_id)
    _show(turn, organiser, colleague_of(turn.session, organiser, tap.facilitator))


def _show(turn: Turn, organiser: Facilitator, other: Facilitator) -> None:
    rows = [] if other.organiser else _cohorts(turn, organiser, other)
    everything = SwitchOrganiser(facilitator=other.id)
    rows.append([Button("desk-team-organiser", everything, {"on": other.organiser})])
    if other.joined_at is None:
        rows.append([Button("desk-team-invite", InviteAnew(facilitator=other.id))])
    name = {"name": other.name}
    rows.append([Button("desk-team-remove", AskRemoval(facilitator=other.id), name)])
    back = [Button("back", ShowTeam())]
    turn.change("desk-team-one", _standing(turn, other), buttons=[*rows, back])


def _cohorts(turn: Turn, organiser: Facilitator, other: Facilitator) -> list[list[Button]]:
    runs = {cohort.id for cohort in cohorts_run_by(turn.session, other)}
    return [
        [
            Button(
                "broadcast-toggle",
                SwitchCohort(facilitator=other.id, cohort=cohort.id),
                {"label": cohort.name, "on": cohort.id in runs},
            )
        ]
        for cohort in cohorts_run_by(turn.session, organiser)[:MOST_COHORTS]
    ]


@conversation.tap(SwitchCohort)
def switch_cohort(turn: Turn, tap: SwitchCohort) -> None:
    """Give them a cohort to run, or take it away."""
    organiser = organiser_of(turn.session, turn.chat_id)
    other = colleague_of(turn.session, organiser, tap.facilitator)
    cohort = run_cohort(turn.session, organiser, tap.cohort)
    runs = removing.switch_cohort(turn.session, now=turn.now, facilitator=other, cohort=cohort)
    act = "cohort-given" if runs else "cohort-taken"
    write_down(turn, organiser, act, f"facilitator:{other.id}")
    _show(turn, organiser, other)


@conversation.tap(SwitchOrganiser)
def switch_organiser(turn: Turn, tap: SwitchOrganiser) -> None:
    """Let them run every cohort, or only those that are ticked."""
    organiser = organiser_of(turn.session, turn.chat_id)
    other = colleague_of(turn.session, organiser, tap.facilitator)
    other.organiser = not other.organiser
    act = "organiser-made" if other.organiser else "organiser-ended"
    write_down(turn, organiser, act, f"facilitator:{other.id}")
    removing.tell_what_they_run(turn.session, now=turn.now, facilitator=other)
    _show(turn, organiser, other)


@conversation.tap(InviteAnew)
def invite_anew(turn: Turn, tap: InviteAnew) -> None:
    """Make a new way in; the earlier one no longer works."""
    organiser = organiser_of(turn.session, turn.chat_id)
    other = colleague_of(turn.session, organiser, tap.facilitator)
    if other.joined_at is not None:
        turn.toast("desk-team-joined", {"name": other.name})
        return
    secrets = invite_again(turn.session, now=turn.now, facilitator=other)
    write_down(turn, organiser, "invitation-renewed", f"facilitator:{other.id}")
    turn.say("desk-invited", {"name": other.name})
    say_secrets(turn, other.name, secrets)


@conversation.tap(AskRemoval)
def ask_removal(turn: Turn, tap: AskRemoval) -> None:
    """Say what it means, and ask."""
    organiser = organiser_of(turn.session, turn.chat_id)
    other = colleague_of(turn.session, organiser, tap.facilitator)
    name = {"name": other.name}
    yes = Button("desk-team-remove-yes", RemoveColleague(facilitator=other.id), name)
    no = Button("desk-team-remove-no", ShowColleague(facilitator=other.id))
    args: Args = {**name, "joined": other.joined_at is not None}
    turn.change("desk-team-remove-ask", args, buttons=[[yes], [no]])


@conversation.tap(RemoveColleague)
def remove_colleague(turn: Turn, tap: RemoveColleague) -> None:
    """Remove them, once."""
    organiser = organiser_of(turn.session, turn.chat_id)
    other = colleague_of(turn.session, organiser, tap.facilitator)
    told = removing.remove(turn.session, now=turn.now, facilitator=other, by=organiser)
    write_down(turn, organiser, "removed", f"facilitator:{other.id}")
    args: Args = {"name": other.name, "told": told}
    turn.change("desk-removed", args, buttons=[[Button("back", ShowTeam())]])
