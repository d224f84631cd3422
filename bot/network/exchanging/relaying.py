"""Takes what one pair wrote to the other pair, built anew: nothing is forwarded or copied.

Who gets it sees what the other side chose to be called, the words and the buttons.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask
from bot.network.exchanging import exchanges
from bot.network.exchanging.model import (
    Exchange,
    ExchangeState,
    Response,
    ResponseKind,
    ResponseState,
)
from bot.network.exchanging.taps import MoreAbout, ReplyToPair, SayThanks, ThisHelped
from bot.network.labels import members_here
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, pass_on, tell
from bot.people.model import Member
from bot.post.content import Args, Button, Buttons
from bot.post.outbox import Posting
from bot.sharing.model import HeldFile
from bot.store.locks import hold

AT_ONCE = 10
"""Answers shown once more, the newest."""


def reaches(session: Session, response: Response) -> bool:
    """Tell whether it can still go to the other pair."""
    exchange = session.get_one(Exchange, response.exchange_id)
    hold(session, [exchanges.ask_of(session, exchange), exchange])  # it may be closing just now
    if response.kind is ResponseKind.THANKS:
        return exchanges.may_thank(session, exchange)
    return exchanges.goes_on(session, exchange)


def send(session: Session, *, now: datetime, member: Member, response: Response) -> None:
    """Bring it to both of the other pair, and show the writer's partner what went."""
    exchange = session.get_one(Exchange, response.exchange_id)
    response.state, response.sent_at = ResponseState.SENT, now
    if not response.from_asker and response.kind is not ResponseKind.THANKS:
        _note_answer(session, exchange)
    news = _for_others(session, response, exchange, now=now)
    across = exchanges.pair_across(session, exchange, from_asker=response.from_asker)
    for reader in members_here(session, across):
        tell(session, now=now, reader=reader, news=news)
    partner = partner_of(session, member)
    if partner is not None:
        own = _for_partner(session, member, response, exchange, now=now)
        tell(session, now=now, reader=partner, news=own)


def _note_answer(session: Session, exchange: Exchange) -> None:
    exchange.lapses_at = None
    if exchange.state is not ExchangeState.ENDED:
        exchange.state = ExchangeState.ANSWERED
    exchanges.ask_of(session, exchange).tell_at = None


def show_answers(session: Session, *, now: datetime, member: Member, ask: Ask) -> int:
    """Bring a member every answer to their ask once more; return how many there were."""
    answers = session.scalars(
        sa.select(Response)
        .join(Exchange, Exchange.id == Response.exchange_id)
        .where(
            Exchange.ask_id == ask.id,
            ~Response.from_asker,
            Response.kind != ResponseKind.THANKS,
            Response.state == ResponseState.SENT,
        )
        .order_by(Response.sent_at.desc())
        .limit(AT_ONCE)
    ).all()
    for response in reversed(answers):
        exchange = session.get_one(Exchange, response.exchange_id)
        news = _for_others(session, response, exchange, now=now)
        how = Posting(about=news.about, protected=True)  # asked for: not only in waking hours
        pass_on(session, now=now, chat_id=member.chat_id or 0, news=news, how=how)
    return len(answers)


def _for_others(session: Session, response: Response, exchange: Exchange, *, now: datetime) -> News:
    asking = response.from_asker
    who = [exchanges.label(session, now=now, exchange=exchange, asking=asking)]
    return News(
        copy="exchange-from-asker" if asking else "exchange-answer",
        args={
            **_args(session, response, exchange),
            "who": who,
            "name": who,
            "replies": exchanges.goes_on(session, exchange),
        },
        words=response.words or "",
        files=_files(response),
        buttons=buttons_of(session, response),
        about=f"response:{response.id}",
        counted=False,  # a person wrote, not Tandem
    )


def _for_partner(
    session: Session, member: Member, response: Response, exchange: Exchange, *, now: datetime
) -> News:
    to = exchanges.label(session, now=now, exchange=exchange, asking=not response.from_asker)
    return News(
        copy="exchange-partner-wrote",
        args={**_args(session, response, exchange), "name": member.name, "to": [to]},
        words=response.words or "",
        files=_files(response),
        counted=False,
    )


def _args(session: Session, response: Response, exchange: Exchange) -> Args:
    ask = exchanges.ask_of(session, exchange)
    return {"kind": response.kind.value, "ask": exchanges.excerpt(ask)}


def _files(response: Response) -> list[tuple[HeldFile, str]]:
    return [(HeldFile.VOICE, response.voice)] if response.voice else []


def buttons_of(session: Session, response: Response) -> Buttons:
    """Return what those who got it can tap; once the ask is over there is no **Reply**."""
    more = Button("exchange-more", MoreAbout(response=response.id, less=False))
    if response.kind is ResponseKind.THANKS:
        return [[more]]
    exchange = session.get_one(Exchange, response.exchange_id)
    reply = Button("exchange-reply", ReplyToPair(exchange=exchange.id))
    first = [reply, more] if exchanges.goes_on(session, exchange) else [more]
    return [first] if response.from_asker else [first, *thanks_row(response)]


def thanks_row(response: Response) -> Buttons:
    """Return what the asking pair can say to an answer, also once the ask is closed."""
    thanks = Button("exchange-say-thanks", SayThanks(response=response.id))
    if response.helped:
        return [[thanks]]
    return [[Button("exchange-helped", ThisHelped(response=response.id)), thanks]]
