"""The facilitator's desk: what there is to do, and the audit log."""

from bot.access import joined_facilitator
from bot.broadcast.answering import unanswered_count
from bot.broadcast.taps import (
    NewBroadcast,
    ShowAudit,
    ShowDesk,
    ShowMessages,
)
from bot.learning.taps import ShowReports
from bot.network.safety.moderating import queue
from bot.network.safety.taps import ShowQueue
from bot.pairs.cohorts import cohorts_run_by
from bot.pairs.desk_taps import ShowCohorts
from bot.people.desk_taps import ShowTeam
from bot.people.model import Facilitator
from bot.post.content import Args, Button, Buttons
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import AT_ONCE, entry_lines

conversation = Conversation()

BACK = (Button("desk-back", ShowDesk()),)


@conversation.command("desk")
def desk(turn: Turn) -> None:
    """Show the desk."""
    say_desk(turn, joined_facilitator(turn.session, turn.chat_id))


@conversation.tap(ShowDesk)
def back_to_desk(turn: Turn, tap: ShowDesk) -> None:
    """End what was under way and show the desk below it."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    turn.wait_for(None)
    turn.take_buttons_away()
    say_desk(turn, facilitator)


def say_desk(turn: Turn, facilitator: Facilitator) -> None:
    """Show what a facilitator can do."""
    args = {
        "cohorts": len(cohorts_run_by(turn.session, facilitator)),
        "unanswered": unanswered_count(turn.session, facilitator),
    }
    turn.say("desk", args, buttons=_entries(turn, facilitator))


def _entries(turn: Turn, facilitator: Facilitator) -> Buttons:
    """Return what the desk offers, row by row; each opens a conversation of its own."""
    reported: Args = {"count": len(queue(turn.session, facilitator))}
    return (
        (Button("desk-broadcast", NewBroadcast()), Button("desk-messages", ShowMessages(before=0))),
        (Button("desk-cohorts", ShowCohorts()), Button("desk-report", ShowReports())),
        (Button("desk-reported", ShowQueue(), reported),),
        (Button("desk-audit", ShowAudit(before=0)), Button("desk-people", ShowTeam())),
    )


@conversation.tap(ShowAudit)
def show_audit(turn: Turn, tap: ShowAudit) -> None:
    """Show who did what: an organiser sees everybody's acts, others their own."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    entries, oldest = entry_lines(turn, facilitator, before=tap.before)
    if not entries:
        turn.change("desk-audit-none", buttons=[BACK])
        return
    older = [Button("desk-older", ShowAudit(before=oldest))] if len(entries) == AT_ONCE else []
    turn.change("desk-audit-list", {"entries": entries}, buttons=[older, BACK])
