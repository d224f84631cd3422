"""Sending an ask: the check, the partner's say, and taking it back."""

from bot.access import joined_member, member_of
from bot.access_network import own_ask, pair_ask
from bot.errors import RefusalError
from bot.network.asking import asks, consent
from bot.network.asking.model import Ask, AskState
from bot.network.asking.taps import (
    AgreeToAsk,
    CancelAsk,
    ChangeAsk,
    RatherNotNamed,
    SendAsk,
    WaitWithAsk,
    WordsAreFine,
)
from bot.people.model import Member
from bot.post.content import Button, line
from bot.post.outbox import Posting
from bot.privacy import audit
from bot.sharing.pieces import piece_at
from bot.sharing.rules import FindingKind
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import ask_screens as screens
from handlers.ask import writing
from handlers.partner import partner_args

conversation = Conversation()
TAKEN_BACK = (*asks.WRITING, AskState.AWAITING)
"""From these states an ask can be changed or cancelled: nobody outside the pair has it."""


@conversation.tap(SendAsk)
def send_ask(turn: Turn, tap: SendAsk) -> None:
    """Check it, and let it go to the partner or to other pairs."""
    member, ask = writing(turn, tap.ask)
    if tap.at != asks.stamp(ask):
        turn.toast("ask-reads-otherwise")
        screens.show_preview(turn, ask)
        return
    found = asks.findings(turn.session, now=turn.now, member=member, ask=ask)
    if not found:
        _go(turn, member, ask)
        return
    number = FindingKind.NHS_NUMBER in found
    fine = WordsAreFine(ask=ask.id, at=tap.at)
    buttons = [
        [Button("ask-change", ChangeAsk(ask=ask.id))],
        [Button("hold-not-a-patients-number" if number else "hold-fine", fine)],
        [screens.cancel_button(ask)],
    ]
    kinds = [line("hold-found", kind=kind) for kind in found]
    turn.take_buttons_away()
    turn.say("hold-check-outside", {"found": kinds}, buttons=buttons)


@conversation.tap(WordsAreFine)
def words_are_fine(turn: Turn, tap: WordsAreFine) -> None:
    """The writer says that it gives nobody away; who said so is noted."""
    member, ask = writing(turn, tap.ask)
    if ask.state is not AskState.CHECKING or tap.at != asks.stamp(ask):
        raise RefusalError("ask-moved-on")
    actor, subject = f"member:{member.id}", f"ask:{ask.id}"
    audit.note(turn.session, now=turn.now, actor=actor, act="not-a-patient", subject=subject)
    _go(turn, member, ask)


def _go(turn: Turn, member: Member, ask: Ask) -> None:
    went = consent.send(turn.session, now=turn.now, member=member, ask=ask)
    turn.wait_for(None)
    turn.take_buttons_away()
    if went:
        say_it_went(turn, member, ask)
        return
    at_night = consent.is_night_for_partner(turn.session, now=turn.now, member=member)
    args = {**partner_args(turn, member), "named": ask.named, "at_night": at_night}
    change = Button("ask-change", ChangeAsk(ask=ask.id))
    how = Posting(about=consent.about_ask(ask))  # its buttons go when the ask does
    turn.say("ask-awaits", args, buttons=[[change, screens.cancel_button(ask)]], how=how)


def say_it_went(turn: Turn, member: Member, ask: Ask) -> None:
    """Say that it is on its way, and what comes of it."""
    buttons = [[consent.close_button(ask)], [screens.HOME]]
    how = Posting(about=consent.about_ask(ask))
    turn.say("ask-on-its-way", partner_args(turn, member), buttons=buttons, how=how)


@conversation.tap(ChangeAsk)
def change_ask(turn: Turn, tap: ChangeAsk) -> None:
    """Ask what to change; from the partner it is taken back meanwhile."""
    ask = _to_take_back(turn, tap.ask)
    if ask.state is AskState.AWAITING:
        consent.take_back(turn.session, now=turn.now, ask=ask)
    screens.show_parts(turn, ask)


@conversation.tap(CancelAsk)
def cancel_ask(turn: Turn, tap: CancelAsk) -> None:
    """Forget it."""
    ask = _to_take_back(turn, tap.ask)
    member = joined_member(turn.session, turn.chat_id)
    consent.cancel(turn.session, now=turn.now, member=member, ask=ask)
    turn.wait_for(None)
    turn.change("ask-cancelled", buttons=[[screens.HOME]])


def _to_take_back(turn: Turn, ask_id: int) -> Ask:
    member = joined_member(turn.session, turn.chat_id)
    ask = own_ask(turn.session, member, ask_id)
    if ask.state not in TAKEN_BACK:
        raise RefusalError("ask-moved-on")
    return ask


@conversation.tap(AgreeToAsk)
def agree(turn: Turn, tap: AgreeToAsk) -> None:
    """The partner: **Agree**, or **Send it now**."""
    member = joined_member(turn.session, turn.chat_id)
    ask = _asked(turn, member, tap.ask, tap.at)
    if ask is not None:
        consent.agree(turn.session, now=turn.now, member=member, ask=ask)
        turn.take_buttons_away()
        say_it_went(turn, member, ask)


@conversation.tap(RatherNotNamed)
def rather_not_named(turn: Turn, tap: RatherNotNamed) -> None:
    """The partner: **Not with names**."""
    member = joined_member(turn.session, turn.chat_id)
    ask = _asked(turn, member, tap.ask, tap.at)
    if ask is not None:
        consent.rather_not_named(turn.session, now=turn.now, member=member, ask=ask)
        turn.take_buttons_away()
        turn.say("ask-you-not-named", partner_args(turn, member), buttons=[[screens.HOME]])


@conversation.tap(WaitWithAsk)
def wait(turn: Turn, tap: WaitWithAsk) -> None:
    """The partner: **Wait**."""
    member = joined_member(turn.session, turn.chat_id)
    ask = _asked(turn, member, tap.ask, tap.at)
    if ask is None:
        return
    if ask.partner_said_wait:
        turn.toast("ask-waits-already")
        return
    consent.wait(turn.session, now=turn.now, member=member, ask=ask)
    turn.take_buttons_away()
    turn.say("ask-you-wait", partner_args(turn, member), buttons=consent.partner_buttons(ask))


def _asked(turn: Turn, member: Member, ask_id: int, at: int) -> Ask | None:
    """Return the ask that waits for this partner's say; None, and the old buttons go."""
    ask = pair_ask(turn.session, member, ask_id)
    if ask.member_id == member.id:
        raise RefusalError("refused-not-yours")
    if consent.is_asked(ask, member, at=at):
        return ask
    turn.take_buttons_away()
    turn.toast("ask-moved-on")
    return None


@conversation.edited
def edited(turn: Turn) -> bool:
    """Take over an edit of an ask that nobody outside the pair has."""
    member = member_of(turn.session, turn.chat_id)
    piece = piece_at(turn.session, chat_id=turn.chat_id, message_id=turn.heard.message_id or 0)
    if member is None or piece is None or piece.member_id != member.id:
        return False
    if piece.kind not in asks.LONGEST:
        return False
    ask = own_ask(turn.session, member, piece.ref_id)
    if ask.state not in TAKEN_BACK:
        turn.say("ask-edit-too-late")
        return True
    if ask.state is AskState.AWAITING:
        consent.take_back(turn.session, now=turn.now, ask=ask)
    asks.take_edit(turn.session, now=turn.now, ask=ask, piece=piece, said=turn.said)
    screens.show_preview(turn, ask)
    return True
