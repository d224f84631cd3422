"""A broadcast that does not go after all: taken back, stopped, or thrown away."""

from bot.access import joined_facilitator, own_broadcast
from bot.broadcast import card, drafts, sending
from bot.broadcast.model import Stage
from bot.broadcast.talks import HavingDraft
from bot.broadcast.taps import CancelIt, ShowDesk, StopIt, TakeBack
from bot.post.content import Button
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.broadcast_showing import put_card
from handlers.broadcast_writing import controls

conversation = Conversation()


@conversation.tap(TakeBack)
def take_back(turn: Turn, tap: TakeBack) -> None:
    """Make a scheduled one a draft again."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    drafts.take_back(broadcast)
    write_down(turn, facilitator, "broadcast-taken-back", f"broadcast:{broadcast.id}")
    turn.wait_for(HavingDraft(broadcast=broadcast.id))
    turn.change("broadcast-draft-again", buttons=controls(broadcast))


@conversation.tap(StopIt)
def stop_it(turn: Turn, tap: StopIt) -> None:
    """Take back what has not been sent."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    sending.stop(turn.session, now=turn.now, broadcast=broadcast)
    write_down(turn, facilitator, "broadcast-stopped", f"broadcast:{broadcast.id}")
    if broadcast.stage is Stage.DRAFT:
        turn.change("broadcast-stopped-in-time", buttons=controls(broadcast))
    else:
        put_card(turn, broadcast, card.screen(turn.session, broadcast))


@conversation.tap(CancelIt)
def cancel_it(turn: Turn, tap: CancelIt) -> None:
    """Throw a draft or a scheduled one away."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    was_scheduled = broadcast.stage is Stage.SCHEDULED
    drafts.discard(broadcast)
    turn.wait_for(None)
    if was_scheduled:
        write_down(turn, facilitator, "broadcast-cancelled", f"broadcast:{broadcast.id}")
    turn.change("broadcast-cancelled", buttons=[[Button("desk-back", ShowDesk())]])
