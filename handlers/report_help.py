"""One-tap help for a pair: a kind word, a message of one's own, or a rest from prompts."""

from bot.access import joined_facilitator, run_pair
from bot.broadcast import drafts
from bot.broadcast.audience import Audience
from bot.broadcast.talks import WritingBroadcast
from bot.broadcast.taps import CancelIt
from bot.errors import RefusalError
from bot.learning import helping
from bot.learning.taps import Nudge, RestPair, StopNudge, UndoRest, WritePair
from bot.post.content import Args, Button
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down

conversation = Conversation()


@conversation.tap(Nudge)
def nudge(turn: Turn, tap: Nudge) -> None:
    """Let a kind word go in a minute, and show it."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    pair = run_pair(turn.session, facilitator, tap.pair)
    people = helping.nudge(turn.session, now=turn.now, facilitator=facilitator, pair=pair)
    write_down(turn, facilitator, "nudged", f"pair:{pair.id}")
    names = [person.name for person in people]
    args: Args = {
        "names": " & ".join(names),
        "name": names[0],
        "sender": facilitator.name,
        "label": pair.label,
    }
    stop = Button("report-stop", StopNudge(pair=pair.id))
    turn.say("report-nudge-going", args, buttons=[[stop]])


@conversation.tap(StopNudge)
def stop_nudge(turn: Turn, tap: StopNudge) -> None:
    """Take it back."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    pair = run_pair(turn.session, facilitator, tap.pair)
    helping.stop_nudge(turn.session, now=turn.now, pair=pair)
    write_down(turn, facilitator, "nudge-stopped", f"pair:{pair.id}")
    turn.change("report-nudge-stopped")


@conversation.tap(WritePair)
def write_pair(turn: Turn, tap: WritePair) -> None:
    """Begin a broadcast to one pair."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    pair = run_pair(turn.session, facilitator, tap.pair)
    people = helping.reachable(turn.session, pair)
    if not people:
        raise RefusalError("report-nobody-reachable")
    broadcast = drafts.begin(
        turn.session,
        now=turn.now,
        facilitator=facilitator,
        audience=Audience(cohorts=(pair.cohort_id,), pair=pair.id, with_paused=True),
    )
    turn.wait_for(WritingBroadcast(broadcast=broadcast.id))
    cancel = Button("broadcast-cancel", CancelIt(broadcast=broadcast.id))
    names = " & ".join(person.name for person in people)
    turn.say("report-write-now", {"names": names}, buttons=[[cancel]])


@conversation.tap(RestPair)
def rest_pair(turn: Turn, tap: RestPair) -> None:
    """Give a pair two weeks without prompts."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    pair = run_pair(turn.session, facilitator, tap.pair)
    people, until = helping.rest(turn.session, now=turn.now, facilitator=facilitator, pair=pair)
    write_down(turn, facilitator, "rested", f"pair:{pair.id}")
    args: Args = {
        "names": " & ".join(person.name for person in people),
        "until": until.isoformat(),
    }
    undo = Button("report-undo", UndoRest(pair=pair.id))
    turn.say("report-rest-going", args, buttons=[[undo]])


@conversation.tap(UndoRest)
def undo_rest(turn: Turn, tap: UndoRest) -> None:
    """Let prompts come after all."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    pair = run_pair(turn.session, facilitator, tap.pair)
    helping.undo_rest(turn.session, now=turn.now, pair=pair)
    write_down(turn, facilitator, "rest-undone", f"pair:{pair.id}")
    turn.change("report-rest-undone")
