"""What can be tapped in the two minutes before another person sees something."""

from sqlalchemy.orm import Session

from bot.access import joined_member, own_hold
from bot.network.asking.model import Ask
from bot.network.exchanging.model import Response
from bot.network.exchanging.sharers import OutcomeSharer, ResponseSharer
from bot.network.linking.chat import LinkMessageSharer
from bot.network.linking.model import LinkMessage
from bot.pairs.model import Note
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


def _outcome(session: Session, held: Hold) -> str:
    """Return the copy key of what is true now that a wait ended and the thing was let go."""
    match held.kind:
        case Shares.ANSWER:
            # An answer may wait for the partner's: it is not "sent".
            return "hold-cleared" if held.cleared else _of_answer(session, held)
        case Shares.RESPONSE:
            response = session.get_one(Response, held.ref_id)
            return "hold-sent" if response.sent_at is not None else "hold-not-sent"
        case Shares.OUTCOME:
            ask = session.get_one(Ask, held.ref_id)
            return "hold-sent" if ask.outcome is not None else "hold-not-sent"
        case Shares.LINK_MESSAGE:
            message = session.get_one(LinkMessage, held.ref_id)
            return "hold-sent" if message.sent_at is not None else "hold-not-sent"
        case Shares.MESSAGE | Shares.REPORT:
            note = session.get_one(Note, held.ref_id)
            return "hold-sent" if note.passed_on_at is not None else "hold-kept"
        case _:
            return "hold-sent"


def _of_answer(session: Session, held: Hold) -> str:
    due = session.get_one(Due, held.ref_id)
    if due.opened_at is not None:
        return "hold-sent"
    # Where it is not sealed, nobody is there to see it.
    return "hold-waits-for-other" if due.visibility is Visibility.SEALED else "hold-kept"


SHARERS = Sharers(
    by_kind={
        Shares.ANSWER: AnswerSharer(),
        Shares.PROGRESS: ProgressSharer(),
        Shares.STEP: StepSharer(),
        Shares.MESSAGE: MessageSharer(),
        Shares.REPORT: ReportSharer(),
        Shares.CHALLENGE: ChallengeSharer(),
        Shares.RESPONSE: ResponseSharer(),
        Shares.OUTCOME: OutcomeSharer(),
        Shares.LINK_MESSAGE: LinkMessageSharer(),
    },
    outcome=_outcome,
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
    turn.change(_outcome(turn.session, held))


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
