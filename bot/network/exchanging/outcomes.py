"""What came of an ask: asked of its pair two weeks later, and told to those who answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network import check
from bot.network.asking.model import OUTCOMES_TO_ASK, Ask, AskState
from bot.network.exchanging import exchanges
from bot.network.exchanging.model import Exchange, Response, ResponseKind, ResponseState
from bot.network.exchanging.taps import NothingCame, TellOutcome, TooEarly
from bot.network.forgetting import OUTCOME
from bot.network.labels import described, members_here
from bot.pairs import notes
from bot.pairs.model import Note
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.people.model import Member
from bot.post.content import Button, Buttons
from bot.sharing import actions as sharing
from bot.sharing import pieces
from bot.sharing.actions import ToShare
from bot.sharing.model import Piece, Shares
from bot.sharing.said import Said
from bot.store import locks
from bot.store.due import part

AFTER = timedelta(weeks=2)
AGAIN = timedelta(weeks=4)


@part(OUTCOMES_TO_ASK)
def ask_due(session: Session, now: datetime, limit: int) -> int:
    """Ask the pairs whose two weeks are over what came of it: a part of the planner."""
    due = OUTCOMES_TO_ASK.rows(session, now, limit)
    for ask in due:
        ask.outcome_at = None
        if is_open_to_tell(ask):
            _ask(session, ask, now=now)
    return len(due)


def _ask(session: Session, ask: Ask, *, now: datetime) -> None:
    news = News(
        copy="outcome-ask",
        args={"ask": exchanges.excerpt(ask), "again": ask.outcome_put_off},
        buttons=_buttons(ask),
        about=f"{OUTCOME}:{ask.id}",
    )
    for reader in members_here(session, ask.pair_id):
        tell(session, now=now, reader=reader, news=news)


def _buttons(ask: Ask) -> Buttons:
    rows = [[Button("outcome-tell", TellOutcome(ask=ask.id))]]
    if not ask.outcome_put_off:
        rows.append([Button("outcome-too-early", TooEarly(ask=ask.id))])
    return [*rows, [Button("outcome-nothing", NothingCame(ask=ask.id))]]


def is_open_to_tell(ask: Ask) -> bool:
    """Tell whether nobody has said yet what came of it."""
    return ask.state is AskState.CLOSED and ask.outcome is None and not ask.hidden


def require_untold(session: Session, member: Member, ask: Ask) -> None:
    """Raise `RefusalError` unless the member can tell what came of it now."""
    if not is_open_to_tell(ask):
        raise RefusalError("outcome-over")
    if not may_tell(session, member, ask):
        raise RefusalError("outcome-partner-tells")


def may_tell(session: Session, member: Member, ask: Ask) -> bool:
    """Tell whether nobody has told, and the partner is not just telling."""
    live = sharing.live_hold(session, kind=Shares.OUTCOME, ref_id=ask.id)
    return is_open_to_tell(ask) and (live is None or live.member_id == member.id)


def put_off(session: Session, *, now: datetime, member: Member, ask: Ask) -> None:
    """**Too early**: asked again in four weeks, once."""
    require_untold(session, member, ask)
    if ask.outcome_put_off:
        raise RefusalError("outcome-put-off")
    ask.outcome_put_off, ask.outcome_at = True, now + AGAIN


def nothing_came(session: Session, *, now: datetime, member: Member, ask: Ask) -> None:
    """**Nothing came of it**: those who answered are thanked all the same."""
    require_untold(session, member, ask)
    ask.outcome, ask.outcome_at = "", None
    _tell_peers(session, ask, now=now, copy="outcome-nothing-told")
    _tell_partner(session, member, ask, now=now, copy="outcome-partner-nothing")


def write(session: Session, *, now: datetime, member: Member, ask: Ask, said: Said) -> None:
    """Write, or go on writing, what came of it; the two minutes start anew."""
    if said.file_id is not None or not said.text:
        raise RefusalError("responding-words-only")
    pieces.add_piece(session, now=now, member=member, kind=OUTCOME, ref_id=ask.id, said=said)
    hold(session, now=now, member=member, ask=ask)


def hold(session: Session, *, now: datetime, member: Member, ask: Ask) -> None:
    """Check what was written and start the two minutes, or start anew."""
    words = words_waiting(session, ask)
    found = check.findings(session, now=now, words=words, member=member, named=ask.named)
    thing = ToShare(
        kind=Shares.OUTCOME,
        ref_id=ask.id,
        words=words,
        copy="outcome-held",
        args={"as": [described(session, now=now, pair_id=ask.pair_id, named=ask.named)]},
        found=found,
    )
    sharing.hold(session, now=now, member=member, thing=thing)


def words_waiting(session: Session, ask: Ask) -> str:
    """Return what is written and not told yet."""
    return pieces.words_of(_pieces(session, ask))


def _pieces(session: Session, ask: Ask) -> Sequence[Piece]:
    return pieces.pieces_of(session, kind=OUTCOME, ref_id=ask.id)


def tell_all(session: Session, *, now: datetime, member: Member, ask: Ask) -> bool:
    """Tell those who answered: "Your thought led to …"; False when it cannot be told any more."""
    locks.hold(session, [ask])
    if not is_open_to_tell(ask):
        return False
    ask.outcome, ask.outcome_at = words_waiting(session, ask), None
    _tell_peers(session, ask, now=now, copy="outcome-told")
    _tell_partner(session, member, ask, now=now, copy="outcome-partner-told")
    return True


def _tell_peers(session: Session, ask: Ask, *, now: datetime, copy: str) -> None:
    who = described(session, now=now, pair_id=ask.pair_id, named=ask.named)
    news = News(
        copy=copy,
        args={"who": [who], "ask": exchanges.excerpt(ask)},
        words=ask.outcome or "",
        counted=False,
    )
    for exchange in answered_exchanges(session, ask):
        for reader in members_here(session, exchange.pair_id):
            tell(session, now=now, reader=reader, news=news)


def answered_exchanges(session: Session, ask: Ask) -> list[Exchange]:
    """Return the exchanges in which a pair answered, as far as the two may still meet."""
    answered = sa.select(Response.exchange_id).where(
        ~Response.from_asker,
        Response.kind != ResponseKind.THANKS,
        Response.state == ResponseState.SENT,
    )
    rows = session.scalars(
        sa.select(Exchange).where(Exchange.ask_id == ask.id, Exchange.id.in_(answered))
    )
    return [each for each in rows if exchanges.may_thank(session, each)]


def _tell_partner(session: Session, member: Member, ask: Ask, *, now: datetime, copy: str) -> None:
    partner = partner_of(session, member)
    if partner is None:
        return
    news = News(
        copy=copy,
        args={"name": member.name, "ask": exchanges.excerpt(ask)},
        words=ask.outcome or "",
        counted=False,
    )
    tell(session, now=now, reader=partner, news=news)


def take_out(session: Session, *, now: datetime, member: Member, ask: Ask) -> Note:
    """Make what was written and not told a note of its writer's, without a place yet."""
    return notes.unplace(session, now=now, member=member, kind=OUTCOME, ref_id=ask.id)


def forget(session: Session, *, now: datetime, ask: Ask) -> None:
    """Erase what was written and not told, here and in the chat."""
    pieces.scrub(session, now=now, kind=OUTCOME, ref_id=ask.id)
