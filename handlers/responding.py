"""Writing to the other pair about an ask: thoughts, experience, replies, thanks, voice notes."""

from bot.access import joined_member, member_of
from bot.access_network import asked_exchange, own_response, pair_exchange
from bot.errors import RefusalError
from bot.network.exchanging import exchanges, naming, responses
from bot.network.exchanging.model import (
    Exchange,
    ExchangeState,
    Response,
    ResponseKind,
    ResponseState,
)
from bot.network.exchanging.talks import WritingResponse
from bot.network.exchanging.taps import (
    BeenThere,
    HideNames,
    ReplyToPair,
    SendVoice,
    ShareThought,
    ShowNames,
    WriteInstead,
)
from bot.network.safety.limits import may_relay
from bot.pairs import notes as keeping
from bot.pairs.talks import is_under_way
from bot.pairs.taps import ShowHome
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button
from bot.sharing.pieces import change_piece, piece_at
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import notes
from handlers.listening import listens_already
from handlers.partner import partner_args

conversation = Conversation()


@conversation.tap(ShareThought)
def share_thought(turn: Turn, tap: ShareThought) -> None:
    """**Share a thought**."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = asked_exchange(turn.session, member, tap.exchange)
    begin(turn, member, exchange, ResponseKind.THOUGHT)


@conversation.tap(BeenThere)
def been_there(turn: Turn, tap: BeenThere) -> None:
    """**We have been there**."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = asked_exchange(turn.session, member, tap.exchange)
    begin(turn, member, exchange, ResponseKind.BEEN_THERE)


@conversation.tap(ReplyToPair)
def reply(turn: Turn, tap: ReplyToPair) -> None:
    """**Reply** to what the other pair wrote."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = pair_exchange(turn.session, member, tap.exchange)
    _require_answered(turn, member, exchange)
    begin(turn, member, exchange, ResponseKind.REPLY)


def _require_answered(turn: Turn, member: Member, exchange: Exchange) -> None:
    """Nobody is written to who was asked and has not answered."""
    is_asker = exchanges.asks(turn.session, member, exchange)
    if is_asker and exchange.state is not ExchangeState.ANSWERED:
        raise RefusalError("exchange-over")


def begin(turn: Turn, member: Member, exchange: Exchange, kind: ResponseKind) -> None:
    """Say where the words will go and as whose, and wait for them."""
    if kind is not ResponseKind.THANKS:
        exchanges.require(turn.session, exchange)
    if not may_relay(turn.session, now=turn.now, member=member):
        raise RefusalError("responding-enough")
    since = turn.now.isoformat()
    talk = WritingResponse(exchange=exchange.id, kind=kind.value, response=0, since=since)
    if listens_already(turn, talk, asked="responding-write"):
        return
    turn.say(
        "responding-write",
        _args(turn, member, exchange, kind),
        buttons=_rows(turn, member, exchange),
    )


def _args(turn: Turn, member: Member, exchange: Exchange, kind: ResponseKind) -> Args:
    asking = exchanges.asks(turn.session, member, exchange)
    to = exchanges.label(turn.session, now=turn.now, exchange=exchange, asking=not asking)
    own = exchanges.label(turn.session, now=turn.now, exchange=exchange, asking=asking)
    return {"kind": kind.value, "to": [to], "as": [own], "may_speak": not asking}


def _rows(turn: Turn, member: Member, exchange: Exchange) -> list[list[Button]]:
    home = Button("home", ShowHome())
    if exchanges.asks(turn.session, member, exchange):
        return [[home]]
    if exchange.named:
        return [[Button("exchange-hide-names", HideNames(exchange=exchange.id))], [home]]
    return [[Button("exchange-show-names", ShowNames(exchange=exchange.id))], [home]]


@conversation.tap(ShowNames)
def show_names(turn: Turn, tap: ShowNames) -> None:
    """**Show our names**: at once, or when the partner wishes so too."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = asked_exchange(turn.session, member, tap.exchange)
    exchanges.require(turn.session, exchange)
    shown = naming.wish_names(turn.session, now=turn.now, member=member, exchange=exchange)
    args = partner_args(turn, member)
    turn.take_buttons_away()
    hide = [[Button("exchange-hide-names", HideNames(exchange=exchange.id))]]
    turn.say("exchange-names-shown" if shown else "exchange-names-wait", args, buttons=hide)


@conversation.tap(HideNames)
def hide_names(turn: Turn, tap: HideNames) -> None:
    """**Without our names**, from here on."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = asked_exchange(turn.session, member, tap.exchange)
    naming.hide_names(turn.session, now=turn.now, member=member, exchange=exchange)
    turn.take_buttons_away()
    turn.say("exchange-names-not-shown")


@conversation.when(WritingResponse)
def response_words(turn: Turn, talk: WritingResponse) -> None:
    """Take words for the other pair; they wait two minutes from the last of them."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    exchange = pair_exchange(turn.session, member, talk.exchange)
    response = turn.session.get(Response, talk.response) if talk.response else None
    _write(turn, member, exchange, ResponseKind(talk.kind), response)


def _write(
    turn: Turn, member: Member, exchange: Exchange, kind: ResponseKind, response: Response | None
) -> None:
    reaches = exchanges.may_thank if kind is ResponseKind.THANKS else exchanges.goes_on
    if not reaches(turn.session, exchange):
        keep_as_note(turn, member)
        return
    written = responses.write(
        turn.session,
        now=turn.now,
        member=member,
        exchange=exchange,
        kind=kind,
        response=response,
        said=turn.said,
    )
    turn.wait_for(
        WritingResponse(
            exchange=exchange.id,
            kind=kind.value,
            response=written.id,
            since=turn.now.isoformat(),
        )
    )


def keep_as_note(turn: Turn, member: Member) -> None:
    """The ask closed while they wrote: what they wrote is kept, and offered a place."""
    turn.wait_for(None)
    kept = keeping.keep_unplaced(turn.session, now=turn.now, member=member, said=turn.said)
    responses.say_kept(turn.session, now=turn.now, member=member, note=kept.note)


@conversation.replied
def replied(turn: Turn) -> bool:
    """Take a reply to something of the other pair's as words for that pair."""
    member = member_of(turn.session, turn.chat_id)
    row = outbox.find(turn.session, chat_id=turn.chat_id, message_id=turn.heard.reply_to or 0)
    kind, _, number = (row.about or "").partition(":") if row else ("", "", "")
    if member is None or member.joined_at is None or kind not in ("response", "exchange"):
        return False
    if kind == "exchange":
        exchange = asked_exchange(turn.session, member, int(number))
        _write(turn, member, exchange, ResponseKind.THOUGHT, None)
        return True
    response = turn.session.get(Response, int(number))
    if response is None:
        return False
    exchange = pair_exchange(turn.session, member, response.exchange_id)
    _write(turn, member, exchange, ResponseKind.REPLY, None)
    return True


@conversation.tap(SendVoice)
def send_voice(turn: Turn, tap: SendVoice) -> None:
    """**Send as voice**: it waits its two minutes like words."""
    member = joined_member(turn.session, turn.chat_id)
    response = own_response(turn.session, member, tap.response)
    responses.require_offered(turn.session, response)
    exchanges.require(turn.session, turn.session.get_one(Exchange, response.exchange_id))
    turn.take_buttons_away()
    responses.hold(turn.session, now=turn.now, member=member, response=response)


@conversation.tap(WriteInstead)
def write_instead(turn: Turn, tap: WriteInstead) -> None:
    """**Write it instead**: the voice note is forgotten here and in the chat."""
    member = joined_member(turn.session, turn.chat_id)
    response = own_response(turn.session, member, tap.response)
    responses.require_offered(turn.session, response)
    exchange = turn.session.get_one(Exchange, response.exchange_id)
    responses.forget(turn.session, now=turn.now, response=response)
    turn.take_buttons_away()
    if exchanges.goes_on(turn.session, exchange):
        begin(turn, member, exchange, response.kind)
    else:
        turn.say("exchange-over")


@conversation.edited
def edited(turn: Turn) -> bool:
    """Take over an edit of words that still wait; what went stays as it was."""
    member = member_of(turn.session, turn.chat_id)
    piece = piece_at(turn.session, chat_id=turn.chat_id, message_id=turn.heard.message_id or 0)
    if member is None or piece is None or piece.kind != responses.RESPONSE:
        return False
    response = own_response(turn.session, member, piece.ref_id)
    if response.state is not ResponseState.WAITING:
        turn.say("responding-edit-too-late")
    elif responses.waits(turn.session, response):
        change_piece(piece, turn.said)
        turn.session.flush()
        responses.hold(turn.session, now=turn.now, member=member, response=response)
    return True
