"""What facilitators see until they have their desk: the notice, and their cohorts."""

from bot.access import facilitator_of, joined_facilitator
from bot.errors import RefusalError
from bot.pairs.cohorts import cohorts_run_by, members_joined
from bot.people import joining
from bot.people.model import Facilitator
from bot.people.taps import AgreeToDesk, DeclineDesk
from bot.post.content import Button, Buttons
from bot.privacy import audit
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()

DECIDE: Buttons = (
    (Button("desk-agree", AgreeToDesk()),),
    (Button("desk-decline", DeclineDesk()),),
)


@conversation.command("cohorts")
def cohorts(turn: Turn) -> None:
    """List the facilitator's cohorts."""
    _list_cohorts(turn, joined_facilitator(turn.session, turn.chat_id))


def show_desk(turn: Turn, facilitator: Facilitator) -> None:
    """Show what a facilitator may see: first the notice, then the cohorts."""
    if facilitator.joined_at is not None:
        _list_cohorts(turn, facilitator)
        return
    turn.say("desk-notice", {"name": facilitator.name, "operator": turn.house.operator})
    turn.say("desk-notice-safe", buttons=DECIDE)


def answer_words(turn: Turn) -> None:
    """Answer words of somebody who is no member; nothing of them is kept."""
    facilitator = facilitator_of(turn.session, turn.chat_id)
    if facilitator is None:
        turn.say("joining-stranger")
    elif facilitator.joined_at is None:
        turn.say("desk-please-choose", buttons=DECIDE)
    else:
        turn.say("desk-words")


@conversation.tap(AgreeToDesk)
def agree(turn: Turn, tap: AgreeToDesk) -> None:
    """Let the facilitator in."""
    facilitator = _invited(turn)
    if not joining.take_desk(now=turn.now, facilitator=facilitator):
        raise RefusalError("joining-already-agreed")
    person = f"facilitator:{facilitator.id}"
    audit.note(turn.session, now=turn.now, actor=person, act="joined", subject=person)
    turn.take_buttons_away()
    _list_cohorts(turn, facilitator)


@conversation.tap(DeclineDesk)
def decline(turn: Turn, tap: DeclineDesk) -> None:
    """Let go of the invited facilitator."""
    joining.decline_desk(turn.session, facilitator=_invited(turn))
    turn.change("desk-declined")


def _invited(turn: Turn) -> Facilitator:
    facilitator = facilitator_of(turn.session, turn.chat_id)
    if facilitator is None:
        raise RefusalError("refused-not-joined")
    return facilitator


def _list_cohorts(turn: Turn, facilitator: Facilitator) -> None:
    lines = []
    for cohort in cohorts_run_by(turn.session, facilitator):
        joined, places = members_joined(turn.session, cohort)
        lines.append(f"{cohort.name}: {joined}/{places}")
    if lines:
        turn.say("desk-cohorts", {"cohorts": "\n".join(lines)})
    else:
        turn.say("desk-cohorts-none")
