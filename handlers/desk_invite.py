"""Facilitators invite others, to cohorts that they run themselves."""

from bot.access import joined_facilitator, run_cohort
from bot.broadcast.talks import NamingFacilitator, PlacingFacilitator
from bot.errors import RefusalError
from bot.pairs.cohorts import cohorts_run_by
from bot.people.desk_taps import AskFacilitator, InviteTo, ShowTeam
from bot.people.facilitators import invite_facilitator
from bot.people.invitations import Secrets
from bot.people.model import Facilitator
from bot.people.phrases import parse_name
from bot.post.content import Args, Button
from bot.telegram.gateway import TOKEN
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down

conversation = Conversation()
ALL = 0
MOST_COHORTS = 20


@conversation.tap(AskFacilitator)
def ask_facilitator(turn: Turn, tap: AskFacilitator) -> None:
    """Ask for a name."""
    joined_facilitator(turn.session, turn.chat_id)
    turn.wait_for(NamingFacilitator())
    turn.change("desk-invite-name", buttons=[[Button("back", ShowTeam())]])


@conversation.when(NamingFacilitator)
def take_name(turn: Turn, talk: NamingFacilitator) -> None:
    """Ask which cohorts they will run."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    name = parse_name(turn.heard.text)
    if name is None:
        turn.say("desk-invite-name-again")
        return
    turn.wait_for(PlacingFacilitator(facilitator=name))
    cohorts = cohorts_run_by(turn.session, facilitator)[:MOST_COHORTS]
    rows = [
        [Button("desk-invite-cohort", InviteTo(cohort=cohort.id), {"cohort": cohort.name})]
        for cohort in cohorts
    ]
    every = Button("desk-invite-all", InviteTo(cohort=ALL), {"organiser": facilitator.organiser})
    back = Button("back", ShowTeam())
    turn.say("desk-invite-where", {"name": name}, buttons=[*rows, [every], [back]])


@conversation.tap(InviteTo)
def invite_to(turn: Turn, tap: InviteTo) -> None:
    """Write the invitation, once."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    talk = turn.talk
    if not isinstance(talk, PlacingFacilitator):
        raise RefusalError("desk-invite-over")
    invited = invite_facilitator(
        turn.session,
        now=turn.now,
        name=talk.facilitator,
        cohort_ids=_cohorts(turn, facilitator, tap.cohort),
    )
    turn.wait_for(None)
    write_down(turn, facilitator, "invited", f"facilitator:{invited.facilitator.id}")
    turn.change("desk-invited", {"name": talk.facilitator})
    say_secrets(turn, talk.facilitator, invited.secrets)


def say_secrets(turn: Turn, name: str, secrets: Secrets) -> None:
    """Give the way in as a text to pass on; its row is erased when it is sent."""
    args: Args = {"name": name, TOKEN: secrets.token, "code": secrets.code}
    turn.say("desk-invited-text", args)


def _cohorts(turn: Turn, facilitator: Facilitator, chosen: int) -> list[int]:
    """Return the cohorts of the invited one; none means all there are: an organiser."""
    if chosen != ALL:
        return [run_cohort(turn.session, facilitator, chosen).id]
    if facilitator.organiser:
        return []
    mine = [cohort.id for cohort in cohorts_run_by(turn.session, facilitator)]
    if not mine:  # an empty list would make an organiser
        raise RefusalError("refused-not-yours")
    return mine
