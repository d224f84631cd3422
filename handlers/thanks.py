"""What helped, thanks in words, and what came of an ask."""

from bot.access import joined_member, member_of
from bot.access_network import asking_exchange, pair_ask, received_response
from bot.network.exchanging import outcomes, relaying, thanks
from bot.network.exchanging.model import ResponseKind
from bot.network.exchanging.talks import WritingOutcome
from bot.network.exchanging.taps import (
    NothingCame,
    SayThanks,
    ShowAnswers,
    TellOutcome,
    ThisHelped,
    TooEarly,
)
from bot.network.forgetting import OUTCOME
from bot.network.labels import described
from bot.pairs.talks import is_under_way
from bot.pairs.taps import ShowHome
from bot.post import outbox
from bot.post.content import Button
from bot.sharing.actions import live_hold
from bot.sharing.model import Shares
from bot.sharing.pieces import change_piece, piece_at
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import notes
from handlers.listening import listens_already
from handlers.responding import begin, keep_as_note

conversation = Conversation()


@conversation.tap(ThisHelped)
def this_helped(turn: Turn, tap: ThisHelped) -> None:
    """**This helped**."""
    member = joined_member(turn.session, turn.chat_id)
    response = received_response(turn.session, member, tap.response)
    asking_exchange(turn.session, member, response.exchange_id)
    new = thanks.mark_helped(turn.session, now=turn.now, response=response)
    turn.toast("exchange-helped-noted" if new else "exchange-helped-already")
    shown = turn.tapped
    if shown is not None and shown.about == f"response:{response.id}":
        rows = relaying.buttons_of(turn.session, response)
        outbox.change_buttons(turn.session, now=turn.now, target=shown, buttons=rows)


@conversation.tap(ShowAnswers)
def show_answers(turn: Turn, tap: ShowAnswers) -> None:
    """**What was answered**, each with what can be said to it."""
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, tap.ask)
    if not relaying.show_answers(turn.session, now=turn.now, member=member, ask=ask):
        turn.toast("exchange-no-answers")


@conversation.tap(SayThanks)
def say_thanks(turn: Turn, tap: SayThanks) -> None:
    """**Say thanks**, in words."""
    member = joined_member(turn.session, turn.chat_id)
    response = received_response(turn.session, member, tap.response)
    exchange = asking_exchange(turn.session, member, response.exchange_id)
    thanks.require_thankable(turn.session, response)
    begin(turn, member, exchange, ResponseKind.THANKS)


@conversation.tap(TellOutcome)
def tell_outcome(turn: Turn, tap: TellOutcome) -> None:
    """**Tell them**: say who will read it, and wait for words."""
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, tap.ask)
    outcomes.require_untold(turn.session, member, ask)
    talk = WritingOutcome(ask=ask.id, since=turn.now.isoformat())
    if listens_already(turn, talk, asked="outcome-write"):
        return
    own = described(turn.session, now=turn.now, pair_id=ask.pair_id, named=ask.named)
    turn.say("outcome-write", {"as": [own]}, buttons=[[Button("home", ShowHome())]])


@conversation.when(WritingOutcome)
def outcome_words(turn: Turn, talk: WritingOutcome) -> None:
    """Take what came of it; it waits two minutes from the last words."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    _tell(turn, talk.ask)


def _tell(turn: Turn, ask_id: int) -> None:
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, ask_id)
    if not outcomes.may_tell(turn.session, member, ask):
        keep_as_note(turn, member)
        return
    outcomes.write(turn.session, now=turn.now, member=member, ask=ask, said=turn.said)
    turn.wait_for(WritingOutcome(ask=ask.id, since=turn.now.isoformat()))


@conversation.replied
def replied(turn: Turn) -> bool:
    """Take a reply to "What came of it?" as the answer."""
    row = outbox.find(turn.session, chat_id=turn.chat_id, message_id=turn.heard.reply_to or 0)
    kind, _, number = (row.about or "").partition(":") if row else ("", "", "")
    if kind != OUTCOME:
        return False
    _tell(turn, int(number))
    return True


@conversation.tap(TooEarly)
def too_early(turn: Turn, tap: TooEarly) -> None:
    """**Too early**: asked once more in four weeks."""
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, tap.ask)
    outcomes.put_off(turn.session, now=turn.now, member=member, ask=ask)
    turn.change("outcome-later")


@conversation.tap(NothingCame)
def nothing_came(turn: Turn, tap: NothingCame) -> None:
    """**Nothing came of it**."""
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, tap.ask)
    outcomes.nothing_came(turn.session, now=turn.now, member=member, ask=ask)
    turn.change("outcome-nothing-noted")


@conversation.edited
def edited(turn: Turn) -> bool:
    """Take over an edit of what came of an ask while it waits."""
    member = member_of(turn.session, turn.chat_id)
    piece = piece_at(turn.session, chat_id=turn.chat_id, message_id=turn.heard.message_id or 0)
    if member is None or piece is None or piece.kind != OUTCOME or piece.member_id != member.id:
        return False
    ask = pair_ask(turn.session, member, piece.ref_id)
    if live_hold(turn.session, kind=Shares.OUTCOME, ref_id=ask.id) is None:
        turn.say("responding-edit-too-late")
        return True
    change_piece(piece, turn.said)
    turn.session.flush()
    outcomes.hold(turn.session, now=turn.now, member=member, ask=ask)
    return True
