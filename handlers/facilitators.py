"""How a facilitator comes in: the notice first, then their cohorts."""

from bot.access import facilitator_of, newest_place
from bot.errors import RefusalError
from bot.pairs.cohorts import cohorts_run_by
from bot.people import joining
from bot.people.model import Facilitator
from bot.people.taps import AgreeToDesk, DeclineDesk
from bot.post.content import Button, Buttons
from bot.privacy import audit
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.broadcast_words import keep_words
from handlers.cohorts import say_cohorts
from handlers.desk import say_desk

conversation = Conversation()

DECIDE: Buttons = (
    (Button("desk-agree", AgreeToDesk()),),
    (Button("desk-decline", DeclineDesk()),),
)


def show_desk(turn: Turn, facilitator: Facilitator) -> None:
    """Show what a facilitator may see: first the notice, then their desk."""
    if facilitator.joined_at is not None:
        _begin(turn, facilitator)
        return
    turn.say("desk-notice", {"name": facilitator.name, "operator": turn.house.operator})
    turn.say("desk-notice-safe", buttons=DECIDE)


def greet_outsider(turn: Turn) -> None:
    """Say how to get in; somebody who has left is no stranger, for their words are still held."""
    left = newest_place(turn.session, turn.chat_id) is not None
    turn.say("joining-left" if left else "joining-stranger")


def answer_words(turn: Turn) -> None:
    """Answer words of somebody who is no member; a facilitator's are kept."""
    facilitator = facilitator_of(turn.session, turn.chat_id)
    if facilitator is None:
        greet_outsider(turn)
    elif facilitator.joined_at is None:
        turn.say("desk-please-choose", buttons=DECIDE)
    elif turn.heard.command is not None:
        turn.say("desk-words")
    else:
        keep_words(turn, facilitator)


@conversation.tap(AgreeToDesk)
def agree(turn: Turn, tap: AgreeToDesk) -> None:
    """Let the facilitator in."""
    facilitator = _invited(turn)
    if not joining.take_desk(now=turn.now, facilitator=facilitator):
        raise RefusalError("joining-already-agreed")
    person = f"facilitator:{facilitator.id}"
    audit.note(turn.session, now=turn.now, actor=person, act="joined", subject=person)
    turn.take_buttons_away()
    _begin(turn, facilitator)


def _begin(turn: Turn, facilitator: Facilitator) -> None:
    """Show the desk; whose programme has no cohort yet sees how to make one."""
    if cohorts_run_by(turn.session, facilitator):
        say_desk(turn, facilitator)
    else:
        say_cohorts(turn, facilitator)


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
