"""What came of a broadcast: names, reminders, other words, recall."""

from bot.access import joined_facilitator, own_broadcast
from bot.broadcast import audience as audiences
from bot.broadcast import card, changing, drafts
from bot.broadcast.audience import reach
from bot.broadcast.content import Message
from bot.broadcast.drafts import audience_of, message_of
from bot.broadcast.model import Broadcast, Stage
from bot.broadcast.report import by_name, counts, shorten
from bot.broadcast.sending import about
from bot.broadcast.talks import EditingBroadcast
from bot.broadcast.taps import (
    ApplyEdit,
    AskRecall,
    EditEverywhere,
    OpenBroadcast,
    RecallIt,
    RemindThem,
    ShowNames,
)
from bot.errors import RefusalError
from bot.people.model import Facilitator
from bot.post.content import Button, Line, line
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.broadcast_showing import put_card
from handlers.broadcast_writing import show_as_received, show_message
from handlers.listening import listens_already

conversation = Conversation()
NAMES_ASKED = 300


@conversation.tap(ShowNames)
def show_names(turn: Turn, tap: ShowNames) -> None:
    """List by name who will get it, or what became of it."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    if broadcast.stage in (Stage.DRAFT, Stage.SCHEDULED):
        groups = _to_come(turn, facilitator, broadcast)
    else:
        groups = by_name(turn.session, broadcast)
    turn.say("broadcast-names-list", {"groups": groups or [line("broadcast-names-to-none")]})


def _to_come(turn: Turn, facilitator: Facilitator, broadcast: Broadcast) -> list[Line]:
    chosen = audience_of(broadcast)
    found = reach(turn.session, facilitator, chosen, turn.now)
    here, awaited, resting = audiences.names(
        turn.session, facilitator, chosen, now=turn.now, limit=NAMES_ASKED
    )
    groups = [
        ("to", found.count, shorten(here)),
        ("resting", found.paused, shorten(resting)),
        ("awaited", found.not_joined, shorten(awaited)),
    ]
    return [
        line(
            "broadcast-names-group",
            group=group,
            count=total,
            names=", ".join(shown),
            more=total - len(shown),
        )
        for group, total, shown in groups
        if total
    ]


@conversation.tap(RemindThem)
def remind_them(turn: Turn, tap: RemindThem) -> None:
    """Make a draft of the same words for those who have not answered."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    draft = drafts.remind(turn.session, now=turn.now, broadcast=broadcast)
    show_as_received(turn, facilitator, draft)


@conversation.tap(EditEverywhere)
def ask_correction(turn: Turn, tap: EditEverywhere) -> None:
    """Wait for other words."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    changing.require_sent(broadcast)
    talk = EditingBroadcast(broadcast=broadcast.id)
    if listens_already(turn, talk, asked="broadcast-type-correction"):
        return
    what = {"what": _kind_of(message_of(broadcast))}
    turn.say("broadcast-type-correction", what, buttons=[[_back(broadcast)]])


def _kind_of(message: Message) -> str:
    """Return what the words stand in: an album has words under its first picture."""
    if message.is_album:
        return "album"
    return "file" if message.items[0].file_kind else "words"


def _back(broadcast: Broadcast) -> Button:
    return Button("broadcast-back", OpenBroadcast(broadcast=broadcast.id))


@conversation.when(EditingBroadcast)
def take_correction(turn: Turn, talk: EditingBroadcast) -> None:
    """Show how it would look."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, talk.broadcast)
    if turn.heard.file is not None:
        raise RefusalError("broadcast-only-words")
    corrected = changing.correct(broadcast, html=turn.heard.html)
    turn.wait_for(None)
    show_message(turn, facilitator, broadcast, corrected)
    yes = Button("broadcast-correction-yes", ApplyEdit(broadcast=broadcast.id))
    reached = counts(turn.session, about(broadcast)).delivered
    args = {"count": reached}
    turn.say("broadcast-correction-shown", args, buttons=[[yes], [_back(broadcast)]])


@conversation.tap(ApplyEdit)
def apply_edit(turn: Turn, tap: ApplyEdit) -> None:
    """Put the other words on everybody's phone."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    changing.edit_everywhere(broadcast, now=turn.now)
    write_down(turn, facilitator, "broadcast-edited", f"broadcast:{broadcast.id}")
    put_card(turn, broadcast, card.screen(turn.session, broadcast))


@conversation.tap(AskRecall)
def ask_recall(turn: Turn, tap: AskRecall) -> None:
    """Ask whether it is meant."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    changing.require_sent(broadcast)
    yes = Button("broadcast-recall-yes", RecallIt(broadcast=broadcast.id))
    turn.change("broadcast-recall-sure", buttons=[[yes], [_back(broadcast)]])


@conversation.tap(RecallIt)
def recall_it(turn: Turn, tap: RecallIt) -> None:
    """Delete it from the phones."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    broadcast = own_broadcast(turn.session, facilitator, tap.broadcast)
    changing.recall(broadcast, now=turn.now)
    write_down(turn, facilitator, "broadcast-recalled", f"broadcast:{broadcast.id}")
    put_card(turn, broadcast, card.screen(turn.session, broadcast))
