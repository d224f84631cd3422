"""What can be tapped in the two minutes before another person sees something."""

from bot.access import joined_member, own_hold
from bot.network.linking.chat import LinkMessageSharer
from bot.network.model import Response
from bot.network.sharers import OutcomeSharer, ResponseSharer
from bot.pairs.sharers import (
    ChallengeSharer,
    MessageSharer,
    ProgressSharer,
    ReportSharer,
    StepSharer,
)
from bot.privacy import audit
from bot.reflection.model import Due, Visibility
from bot.reflection.sharer import AnswerSharer
from bot.sharers import Sharers
from bot.sharing import actions as sharing
from bot.sharing.model import Hold, Shares
from bot.sharing.taps import ChangeIt, KeepToMyself, NotAPatient, SendNow, WordsFine
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()
SHARERS = Sharers(
    {
        Shares.ANSWER: AnswerSharer(),
        Shares.PROGRESS: ProgressSharer(),
        Shares.STEP: StepSharer(),
        Shares.MESSAGE: MessageSharer(),
        Shares.REPORT: ReportSharer(),
        Shares.CHALLENGE: ChallengeSharer(),
        Shares.RESPONSE: ResponseSharer(),
        Shares.OUTCOME: OutcomeSharer(),
        Shares.LINK_MESSAGE: LinkMessageSharer(),
    }
)


def _waiting(turn: Turn, hold_id: int) -> Hold | None:
    """Return what waits; None, and the old buttons go, when that is decided already."""
    member = joined_member(turn.session, turn.chat_id)
    held = own_hold(turn.session, member, hold_id)
    if held.state in sharing.ALIVE:
        return held
    turn.take_buttons_away()
    turn.toast("hold-over")
    return None


@conversation.tap(SendNow)
def send_now(turn: Turn, tap: SendNow) -> None:
    """**Send now**."""
    held = _waiting(turn, tap.hold)
    if held is not None:
        _share(turn, held)


def _share(turn: Turn, held: Hold) -> None:
    SHARERS.share(turn.session, held, now=turn.now)
    if held.kind is Shares.RESPONSE:
        response = turn.session.get_one(Response, held.ref_id)
        turn.change("hold-sent" if response.sent_at is not None else "hold-not-sent")
    elif held.kind is not Shares.ANSWER:
        turn.change("hold-sent")
    elif held.cleared:
        turn.change("hold-cleared")  # an answer may wait for the partner's: it is not "sent"
    else:
        _say_where_it_is(turn, turn.session.get_one(Due, held.ref_id))


def _say_where_it_is(turn: Turn, due: Due) -> None:
    """Put what is true of an answer now in the place of its two minutes."""
    if due.opened_at is not None:
        turn.change("hold-sent")
    elif due.visibility is Visibility.SEALED:
        turn.change("hold-waits-for-other")
    else:  # nobody is there to see it
        turn.change("hold-kept")


@conversation.tap(KeepToMyself)
def keep_to_myself(turn: Turn, tap: KeepToMyself) -> None:
    """**Keep to myself**."""
    held = _waiting(turn, tap.hold)
    if held is None:
        return
    SHARERS.keep(turn.session, held, now=turn.now)
    turn.change("hold-kept")


@conversation.tap(ChangeIt)
def change_it(turn: Turn, tap: ChangeIt) -> None:
    """**Change**: the words leave the chat and our books."""
    held = _waiting(turn, tap.hold)
    if held is None:
        return
    turn.change("hold-changed")
    SHARERS.take_back(turn.session, held, now=turn.now)


@conversation.tap(WordsFine)
def words_fine(turn: Turn, tap: WordsFine) -> None:
    """The words identify no patient; the photo that came with them is asked about next."""
    held = _waiting(turn, tap.hold)
    if held is None:
        return
    _note(turn, held)
    copy, buttons = sharing.photo_card(held)
    turn.change(copy, buttons=buttons)


def _note(turn: Turn, held: Hold) -> None:
    actor, subject = f"member:{held.member_id}", f"hold:{held.id}"
    audit.note(turn.session, now=turn.now, actor=actor, act="not-a-patient", subject=subject)


@conversation.tap(NotAPatient)
def not_a_patient(turn: Turn, tap: NotAPatient) -> None:
    """The writer says that it identifies no patient; who said so is noted."""
    held = _waiting(turn, tap.hold)
    if held is None:
        return
    _note(turn, held)
    sharing.clear(held, now=turn.now)
    _share(turn, held)
