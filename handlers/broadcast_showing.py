"""How one broadcast stands: a draft, scheduled, or on its way."""

from datetime import datetime

from bot.access import joined_facilitator, own_broadcast
from bot.broadcast import card, sending
from bot.broadcast.audience import cohorts_in, zone_for
from bot.broadcast.drafts import audience_of
from bot.broadcast.model import Broadcast, Stage
from bot.broadcast.talks import HavingDraft
from bot.broadcast.taps import (
    CancelIt,
    ChooseWho,
    OpenBroadcast,
    ShowDesk,
    StopIt,
    TakeBack,
    WriteIt,
)
from bot.learning.bank_holidays import holiday_for
from bot.people.local import next_waking
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Arg, Button, Buttons
from bot.post.model import OutboxMessage
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.broadcast_writing import controls, count

conversation = Conversation()


@conversation.tap(OpenBroadcast)
def open_broadcast(turn: Turn, tap: OpenBroadcast) -> None:
    """Show one broadcast as it stands."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    turn.wait_for(None)
    if broadcast.stage is Stage.DRAFT:
        args = {"count": count(turn, facilitator, broadcast)}
        turn.change("broadcast-waiting-draft", args, buttons=_draft_buttons(broadcast))
        turn.wait_for(HavingDraft(broadcast=broadcast.id))
    elif broadcast.stage is Stage.SCHEDULED:
        show_scheduled(turn, facilitator, broadcast)
    else:
        put_card(turn, broadcast, card.screen(turn.session, broadcast))
        turn.toast("broadcast-as-it-stands")


def _draft_buttons(broadcast: Broadcast) -> Buttons:
    if broadcast.message is not None:
        return controls(broadcast)
    return [
        [
            Button("broadcast-audience", ChooseWho(broadcast=broadcast.id)),
            Button("broadcast-write", WriteIt(broadcast=broadcast.id)),
        ]
    ]


def put_card(turn: Turn, broadcast: Broadcast, screen: card.Screen) -> None:
    """Make the tapped message, or a new one, the one that shows how it stands.

    The one that did so before, and tells no longer how it is, loses its buttons.
    """
    copy, args, buttons = screen
    old = turn.session.get(OutboxMessage, broadcast.card_id) if broadcast.card_id else None
    target = turn.tapped
    if target is not None:
        turn.change(copy, args, buttons=buttons)
        broadcast.card_id = target.id
    else:
        broadcast.card_id = turn.say(copy, args, buttons=buttons).id
    if old is not None and old.id != broadcast.card_id:
        outbox.take_buttons_away(turn.session, now=turn.now, target=old)


def show_scheduled(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> None:
    """Show **Stop** for the minute before it goes, and later what can still be changed."""
    at = broadcast.send_at or turn.now
    args = {"count": count(turn, facilitator, broadcast)}
    if at - turn.now <= sending.TAKE_BACK:
        cohorts = cohorts_in(turn.session, facilitator, audience_of(broadcast))
        zone = zone_for(cohorts, turn.house.default_zone)
        late = next_waking(at, zone) != at
        stop = [Button("broadcast-stop", StopIt(broadcast=broadcast.id))]
        put_card(turn, broadcast, ("broadcast-going-soon", {**args, "late": late}, [stop]))
        return
    broadcast.card_id = None  # it has gone up the chat by then: a new one shows the sending
    shown = {**args, **moment_args(turn, facilitator, broadcast, at)}
    turn.change("broadcast-scheduled", shown, buttons=_scheduled_buttons(broadcast))


def _scheduled_buttons(broadcast: Broadcast) -> Buttons:
    return [
        [
            Button("broadcast-change", TakeBack(broadcast=broadcast.id)),
            Button("broadcast-cancel", CancelIt(broadcast=broadcast.id)),
        ],
        [Button("desk-back", ShowDesk())],
    ]


def moment_args(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast, at: datetime
) -> dict[str, Arg]:
    """Return a moment as it is shown: the day, the time and whose time it is."""
    cohorts = cohorts_in(turn.session, facilitator, audience_of(broadcast))
    zone = zone_for(cohorts, turn.house.default_zone)
    local = at.astimezone(zone)
    place = zone.key.rpartition("/")[2].replace("_", " ")
    return {"day": local.date().isoformat(), "clock": f"{local:%H:%M}", "zone": place}


def holiday_on(
    turn: Turn, facilitator: Facilitator, broadcast: Broadcast, at: datetime
) -> str | None:
    """Return the bank holiday that falls on this day where it goes, None without one."""
    cohorts = cohorts_in(turn.session, facilitator, audience_of(broadcast))
    return holiday_for(cohorts, at, default=turn.house.nation)
