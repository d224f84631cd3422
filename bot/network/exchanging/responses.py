"""Writing to the other pair: words that wait two minutes, and a voice note if one chose so."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network import check
from bot.network.asking.model import Ask
from bot.network.exchanging import exchanges
from bot.network.exchanging.model import Exchange, Response, ResponseKind, ResponseState
from bot.network.exchanging.taps import SendVoice, WriteInstead
from bot.pairs import notes
from bot.pairs.model import Note
from bot.pairs.taps import MorePlaces
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button
from bot.sharing import actions as sharing
from bot.sharing import pieces
from bot.sharing.actions import ToShare
from bot.sharing.model import HeldFile, Piece, Shares
from bot.sharing.said import Said

RESPONSE = "response"
"""The kind of a response's pieces."""


def write(
    session: Session,
    *,
    now: datetime,
    member: Member,
    exchange: Exchange,
    kind: ResponseKind,
    response: Response | None,
    said: Said,
) -> Response:
    """Write, or go on writing, to the other pair; the two minutes start anew.

    Raises `RefusalError` for a file; a voice note is offered instead of held.
    """
    if said.file_id is not None:
        return _offer_voice(
            session, now=now, member=member, exchange=exchange, kind=kind, said=said
        )
    if not said.text:
        raise RefusalError("responding-words-only")
    if response is None or not waits(session, response):
        response = _new(session, now=now, member=member, exchange=exchange, kind=kind)
    pieces.add_piece(session, now=now, member=member, kind=RESPONSE, ref_id=response.id, said=said)
    hold(session, now=now, member=member, response=response)
    return response


def _new(
    session: Session, *, now: datetime, member: Member, exchange: Exchange, kind: ResponseKind
) -> Response:
    response = Response(
        exchange_id=exchange.id,
        member_id=member.id,
        from_asker=exchanges.asks(session, member, exchange),
        kind=kind,
        state=ResponseState.WAITING,
        written_at=now,
    )
    session.add(response)
    session.flush()
    return response


def waits(session: Session, response: Response) -> bool:
    """Tell whether more words can join it: its two minutes run."""
    live = sharing.live_hold(session, kind=Shares.RESPONSE, ref_id=response.id)
    return response.state is ResponseState.WAITING and live is not None


def hold(session: Session, *, now: datetime, member: Member, response: Response) -> None:
    """Read the words from their pieces, check them and start the two minutes, or start anew."""
    exchange = session.get_one(Exchange, response.exchange_id)
    response.words = pieces.words_of(_pieces(session, response)) or None
    asking = response.from_asker
    thing = ToShare(
        kind=Shares.RESPONSE,
        ref_id=response.id,
        words=response.words or "",
        copy="responding-held",
        args={
            "to": [exchanges.label(session, now=now, exchange=exchange, asking=not asking)],
            "as": [exchanges.label(session, now=now, exchange=exchange, asking=asking)],
        },
        found=check.findings(
            session, now=now, words=response.words or "", member=member,
            named=shows_names(session, exchange, asking=asking),
        ),
    )  # fmt: skip
    sharing.hold(session, now=now, member=member, thing=thing)


def shows_names(session: Session, exchange: Exchange, *, asking: bool) -> bool:
    """Tell whether one side shows its names to the other."""
    return session.get_one(Ask, exchange.ask_id).named if asking else exchange.named


def _offer_voice(
    session: Session,
    *,
    now: datetime,
    member: Member,
    exchange: Exchange,
    kind: ResponseKind,
    said: Said,
) -> Response:
    """Keep a voice note, and say that a voice can tell who one is before it goes anywhere."""
    if said.file_kind is not HeldFile.VOICE or exchanges.asks(session, member, exchange):
        raise RefusalError("responding-words-only")
    response = _new(session, now=now, member=member, exchange=exchange, kind=kind)
    response.voice = said.file_id
    pieces.add_piece(session, now=now, member=member, kind=RESPONSE, ref_id=response.id, said=said)
    rows = [
        [Button("responding-send-voice", SendVoice(response=response.id))],
        [Button("responding-write-instead", WriteInstead(response=response.id))],
    ]
    outbox.say(session, now=now, chat_id=member.chat_id or 0, copy="responding-voice", buttons=rows)
    return response


def require_offered(session: Session, response: Response) -> None:
    """Raise `RefusalError` unless a voice note still waits for its writer's choice."""
    if response.state is not ResponseState.WAITING or waits(session, response):
        raise RefusalError("hold-over")


def empty(response: Response) -> None:
    """Leave the row without words: they are gone, or became a note."""
    response.state, response.words, response.voice = ResponseState.KEPT, None, None


def forget(session: Session, *, now: datetime, response: Response) -> None:
    """Erase it, here and in the chat."""
    pieces.scrub(session, now=now, kind=RESPONSE, ref_id=response.id)
    empty(response)


def take_out(session: Session, *, now: datetime, member: Member, response: Response) -> Note:
    """Make what was not sent a note of its writer's, without a place yet."""
    note = notes.unplace(session, now=now, member=member, kind=RESPONSE, ref_id=response.id)
    empty(response)
    return note


def say_kept(
    session: Session,
    *,
    now: datetime,
    member: Member,
    note: Note,
    copy: str = "responding-too-late",
) -> None:
    """Tell the writer why their words went nowhere, and offer them a place."""
    where = Button("responding-choose-place", MorePlaces(note=note.id))
    outbox.say(session, now=now, chat_id=member.chat_id or 0, copy=copy, buttons=[[where]])


def _pieces(session: Session, response: Response) -> Sequence[Piece]:
    return pieces.pieces_of(session, kind=RESPONSE, ref_id=response.id)
