"""The conversations, one file each, in the order in which they are asked."""

from dataclasses import replace

from bot.broadcast import jobs
from bot.learning.digest import send_digests
from bot.learning.reminding import show_reminders
from bot.network.asking import closing, consent, unanswered
from bot.network.exchanging import outcomes
from bot.network.library import offering
from bot.network.linking import links
from bot.network.peers import finding, reading
from bot.pairs.arrivals import tell_of_missing_partners
from bot.pairs.progress import tell_due
from bot.pairs.reminding import remind_due
from bot.reflection import sending
from bot.sharing.crisis import crisis_words
from bot.sharing.model import HOLDS_TO_SHARE
from bot.store.due import Part
from bot.telegram.incoming import Kind
from bot.telegram.router import Conversation, Router
from bot.telegram.turn import Turn
from handlers import (
    ask,
    ask_after,
    ask_desk,
    ask_going,
    broadcast,
    broadcast_after,
    broadcast_replies,
    broadcast_sending,
    broadcast_showing,
    broadcast_stopping,
    broadcast_when,
    broadcast_words,
    broadcast_writing,
    cohorts,
    cohorts_file,
    cohorts_making,
    cohorts_moving,
    cohorts_new_prompt,
    cohorts_people,
    cohorts_prompts,
    delete,
    desk,
    desk_invite,
    desk_messages,
    desk_team,
    exchanges,
    facilitators,
    home,
    joining,
    library,
    linking,
    moderation,
    network,
    network_settings,
    notes,
    pair,
    pause,
    privacy,
    progress,
    reflect,
    reflection,
    report,
    report_files,
    report_help,
    responding,
    settings,
    sharing,
    steps,
    thanks,
)
from handlers import help as help_  # the built-in keeps its name

CONVERSATIONS: tuple[Conversation, ...] = (
    help_.conversation,
    privacy.conversation,
    delete.conversation,
    cohorts_file.conversation,
    joining.conversation,
    facilitators.conversation,
    desk.conversation,
    desk_messages.conversation,
    desk_invite.conversation,
    desk_team.conversation,
    moderation.conversation,
    broadcast.conversation,
    broadcast_writing.conversation,
    broadcast_showing.conversation,
    broadcast_sending.conversation,
    broadcast_when.conversation,
    broadcast_stopping.conversation,
    broadcast_words.conversation,
    broadcast_after.conversation,
    broadcast_replies.conversation,
    cohorts.conversation,
    cohorts_making.conversation,
    cohorts_people.conversation,
    cohorts_moving.conversation,
    cohorts_prompts.conversation,
    cohorts_new_prompt.conversation,
    report.conversation,
    report_help.conversation,
    report_files.conversation,
    network.conversation,
    network_settings.conversation,
    settings.conversation,
    pause.conversation,
    sharing.conversation,
    reflection.conversation,
    reflect.conversation,
    home.conversation,
    progress.conversation,
    steps.conversation,
    pair.conversation,
    ask.conversation,
    ask_going.conversation,
    ask_after.conversation,
    ask_desk.conversation,
    responding.conversation,
    exchanges.conversation,
    thanks.conversation,
    library.conversation,
    linking.conversation,
    notes.conversation,
)
PARTS: list[Part] = [
    pause.end_pauses,
    tell_of_missing_partners,
    Part(sharing.SHARERS.share_due, (HOLDS_TO_SHARE,)),
    sending.close_due,
    sending.send_again,
    sending.send_due,
    sending.remind_due,
    tell_due,
    remind_due,
    show_reminders,
    send_digests,
    consent.go_due,
    finding.lapse_due,
    reading.read_texts,
    finding.find_due,
    unanswered.tell_due,
    closing.close_due,
    outcomes.ask_due,
    offering.lapse_due,
    links.end_due,
    jobs.work,
]
"""What the planner does at each tick, in this order."""


def make_router() -> Router:
    """Return the router over all conversations."""
    return Router(CONVERSATIONS, before=before, unknown_tap=old_button, fallback=notes.fallback)


def before(turn: Turn) -> bool:
    """Do what comes before any handler; return whether the turn is finished."""
    if turn.heard.kind in (Kind.REACHABLE, Kind.UNREACHABLE, Kind.OTHER):
        return True
    if progress.is_standing_key(turn.heard.text):
        turn.heard = replace(turn.heard, text="/progress")
    if crisis_words(turn.heard.text):
        help_.say_crisis_card(turn)
    return False


def old_button(turn: Turn) -> None:
    """Answer a button of an earlier build, or a forged one."""
    turn.toast("old-button")
