"""Whether the pair that was asked shows its names: only when both of it wish so."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.exchanging import exchanges, responses
from bot.network.exchanging.model import Exchange, Response
from bot.network.exchanging.taps import HideNames, ShowNames
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.people.model import Member
from bot.post.content import Button


def wish_names(session: Session, *, now: datetime, member: Member, exchange: Exchange) -> bool:
    """Wish to show the pair's names; return whether they are shown now.

    They are once the partner wished so too, or where no partner is here.
    """
    if exchange.named:
        return True
    partner = partner_of(session, member)
    agreed = partner is None or exchange.names_wished not in (None, member.role)
    if agreed:
        exchange.named, exchange.names_wished = True, None
    if partner is not None and (agreed or exchange.names_wished is None):
        copy = "exchange-names-agreed" if agreed else "exchange-names-wished"
        _tell(session, partner, member, exchange, now=now, copy=copy, asks_back=not agreed)
    if not agreed:
        exchange.names_wished = member.role
    return agreed


def hide_names(session: Session, *, now: datetime, member: Member, exchange: Exchange) -> bool:
    """Go without names from here on; returns False when nobody had wished otherwise.

    Words that wait are checked again: they may hold a name.
    """
    if not exchange.named and exchange.names_wished is None:
        return False
    exchange.named, exchange.names_wished = False, None
    partner = partner_of(session, member)
    if partner is not None:
        _tell(session, partner, member, exchange, now=now, copy="exchange-names-hidden")
    for response in _waiting(session, exchange):
        writer = session.get_one(Member, response.member_id)
        responses.hold(session, now=now, member=writer, response=response)
    return True


def _waiting(session: Session, exchange: Exchange) -> list[Response]:
    written = session.scalars(
        sa.select(Response).where(Response.exchange_id == exchange.id, ~Response.from_asker)
    )
    return [response for response in written if responses.waits(session, response)]


def _tell(
    session: Session,
    reader: Member,
    member: Member,
    exchange: Exchange,
    *,
    now: datetime,
    copy: str,
    asks_back: bool = False,
) -> None:
    to = exchanges.label(session, now=now, exchange=exchange, asking=True)
    rows = [
        [Button("exchange-show-names", ShowNames(exchange=exchange.id))],
        [Button("exchange-hide-names", HideNames(exchange=exchange.id))],
    ]
    news = News(
        copy=copy,
        args={"name": member.name, "to": [to]},
        buttons=rows if asks_back else (),
        counted=False,
    )
    tell(session, now=now, reader=reader, news=news)
