"""Ends an ask: no more pairs are asked, and its pair gets a summary, always."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking.consent import about_ask, take_down
from bot.network.asking.model import ASKS_TO_CLOSE, Ask, AskState
from bot.network.asking.taps import AskAgain, HearFacilitator
from bot.network.exchanging import exchanges
from bot.network.exchanging.model import Exchange, ExchangeState, Response, ResponseState
from bot.network.exchanging.taps import ShowAnswers
from bot.network.labels import members_here
from bot.network.library.taps import KeepForOthers
from bot.network.looking.taps import ShowTopics
from bot.network.safety.model import Reported
from bot.network.safety.telling import about
from bot.pairs.relay import News, tell
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons, Line
from bot.post.model import OutboxMessage, Sending
from bot.store.due import part

OUTCOME_AFTER = timedelta(weeks=2)
AT_ONCE = 20
"""Asks in one transaction."""


@part(ASKS_TO_CLOSE)
def close_due(session: Session, now: datetime, limit: int) -> int:
    """End what has been open for its days: a part of the planner."""
    due = ASKS_TO_CLOSE.rows(session, now, min(limit, AT_ONCE))
    for ask in due:
        close(session, now=now, ask=ask)
    return len(due)


def close(session: Session, *, now: datetime, ask: Ask, by: Member | None = None) -> bool:
    """End an open ask and send both of its pair what came of it; False when it was over.

    `by` is who of the pair closed it early.
    """
    if ask.state is not AskState.OPEN:
        return False
    ask.state, ask.closed_at = AskState.CLOSED, now
    ask.find_at = ask.tell_at = None
    _end_exchanges(session, ask, now=now)
    take_down(session, ask, "ask-on-its-way", "ask-partner-agreed", now=now)
    answered = _answers(session, ask, now=now)
    if answered:
        ask.outcome_at = now + OUTCOME_AFTER
    for member in members_here(session, ask.pair_id):
        closed_by = by.name if by is not None and by.id != member.id else ""
        news = _summary(session, ask, answered, closed_by=closed_by)
        tell(session, now=now, reader=member, news=news)
    return True


def _summary(session: Session, ask: Ask, answered: Sequence[Line], *, closed_by: str) -> News:
    asked = sa.select(sa.func.count()).where(Exchange.ask_id == ask.id)
    return News(
        copy="ask-summary",
        args={
            "ask": exchanges.excerpt(ask),
            "by_partner": bool(closed_by),
            "name": closed_by,
            "asked": session.scalar(asked) or 0,
            "count": len(answered),
            "answers": list(answered),
            "facilitator": ask.desk_answer is not None,
        },
        buttons=ways_on(ask, answered=bool(answered)),
        about=about_ask(ask),
    )


def _end_exchanges(session: Session, ask: Ask, *, now: datetime) -> None:
    outbox.cancel_about(session, now=now, about=about(Reported.ASK, ask.id))
    for exchange in session.scalars(sa.select(Exchange).where(Exchange.ask_id == ask.id)):
        _say_on_cards(session, ask, exchange, now=now)
        exchange.state, exchange.lapses_at = ExchangeState.ENDED, None


def _say_on_cards(session: Session, ask: Ask, exchange: Exchange, *, now: datetime) -> None:
    """Let the cards say that it is over: buttons that only vanish would puzzle, or shame."""
    chats = [member.chat_id for member in members_here(session, exchange.pair_id)]
    shown = sa.select(OutboxMessage).where(
        OutboxMessage.about == about(Reported.ASK, ask.id),
        OutboxMessage.copy == "ask-came",
        OutboxMessage.state == Sending.SENT,
        OutboxMessage.chat_id.in_(chats),
    )
    args: Args = {
        "answered": session.scalar(sa.select(_answer_in(exchange.id))) or False,
        "has_ask": not ask.hidden,
        "ask": "" if ask.hidden else exchanges.excerpt(ask),
    }
    for card in session.scalars(shown):
        outbox.edit(session, now=now, target=card, copy="ask-came-over", args=args)


def _answers(session: Session, ask: Ask, *, now: datetime) -> Sequence[Line]:
    """Return a line for each pair that answered, as it chose to be called."""
    answered = session.scalars(
        sa.select(Exchange)
        .where(Exchange.ask_id == ask.id, _answer_in(Exchange.id.expression))
        .order_by(Exchange.id)
    )
    return [
        exchanges.label(session, now=now, exchange=exchange, asking=False) for exchange in answered
    ]


def _answer_in(exchange_id: int | sa.ColumnElement[int]) -> sa.Exists:
    """Say that the pair that was asked has answered."""
    return (
        sa.select(Response.id)
        .where(
            Response.exchange_id == exchange_id,
            ~Response.from_asker,
            Response.state == ResponseState.SENT,
        )
        .exists()
    )


def ways_on(ask: Ask, *, answered: bool) -> Buttons:
    """Return what can be done once it is over."""
    if answered:
        return [
            [Button("exchange-see-answers", ShowAnswers(ask=ask.id))],
            [Button("library-keep-for-others", KeepForOthers(ask=ask.id))],
        ]
    return [
        [Button("ask-again", AskAgain(ask=ask.id))],
        [Button("ask-hear-facilitator", HearFacilitator(ask=ask.id))],
        [Button("ask-look-round", ShowTopics())],
    ]
