"""What facilitators can do for an ask that nobody has answered: answer it, or point it at a pair.

They see its words, as they were told from the start, and not whose they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network.asking import asks
from bot.network.asking.model import ASKS_TO_TELL_OF, Ask, AskState
from bot.network.asking.taps import AnswerAsk, ChoosePeers
from bot.network.asking.texts import card_args
from bot.network.exchanging.model import Exchange, ExchangeState, Why
from bot.network.labels import members_here
from bot.network.peers import reach
from bot.network.peers.finding import bring, tell_askers
from bot.network.peers.ranking import may_be_asked
from bot.pairs.cohorts import cohorts_run_by, facilitators_of
from bot.pairs.model import Cohort, Pair
from bot.pairs.relay import News, pass_on
from bot.people.local import next_waking
from bot.people.model import Facilitator
from bot.post.content import Button, Buttons
from bot.post.model import Priority
from bot.post.outbox import Posting
from bot.store.due import part

ANSWERABLE = (AskState.OPEN, AskState.CLOSED)


@dataclass(frozen=True, kw_only=True)
class OwnPair:
    """A pair of a facilitator's own, by the names they know it by."""

    pair_id: int
    names: str


@part(ASKS_TO_TELL_OF)
def tell_due(session: Session, now: datetime, limit: int) -> int:
    """Tell facilitators of asks without an answer after a day: a part of the planner."""
    due = ASKS_TO_TELL_OF.rows(session, now, limit)
    for ask in due:
        ask.tell_at = None
        if ask.state is AskState.OPEN and not ask.hidden and not _has_answer(session, ask):
            tell_facilitators(session, now=now, ask=ask)
    return len(due)


def _has_answer(session: Session, ask: Ask) -> bool:
    answered = sa.select(Exchange.id).where(
        Exchange.ask_id == ask.id, Exchange.state == ExchangeState.ANSWERED
    )
    return session.scalar(answered.limit(1)) is not None


def tell_facilitators(session: Session, *, now: datetime, ask: Ask) -> bool:
    """Show an ask to who runs the pair's cohort; returns False where nobody does."""
    cohort = session.get_one(Cohort, session.get_one(Pair, ask.pair_id).cohort_id)
    readers = facilitators_of(session, cohort)
    if readers:
        ask.told_at = now
    news = News(
        copy="ask-unanswered",
        args={"open": ask.state is AskState.OPEN, **card_args(session, now=now, ask=ask)},
        words=asks.words_of(ask),
        buttons=desk_buttons(ask),
    )
    how = Posting(
        priority=Priority.PROMPT,
        about=f"unanswered:{ask.id}",
        protected=True,
        started=True,
        not_before=next_waking(now, ZoneInfo(cohort.timezone)),
    )
    for reader in readers:
        if reader.chat_id is not None:
            pass_on(session, now=now, chat_id=reader.chat_id, news=news, how=how)
    return bool(readers)


def desk_buttons(ask: Ask) -> Buttons:
    """Return what a facilitator can do with it."""
    point = Button("ask-point", ChoosePeers(ask=ask.id, start=0))
    answer = Button("ask-answer", AnswerAsk(ask=ask.id))
    return [[answer, point]] if ask.state is AskState.OPEN else [[answer]]


def answer(session: Session, *, now: datetime, ask: Ask, words: str) -> None:
    """Bring what a facilitator wrote to the pair that asks; raises once that cannot be."""
    may_answer(ask)
    ask.desk_answer = "\n\n".join(part for part in (ask.desk_answer, words) if part)
    news = News(copy="ask-from-facilitator", args={}, words=words, counted=False)
    tell_askers(session, now=now, ask=ask, news=news)


def may_answer(ask: Ask) -> None:
    """Raise `RefusalError` once the pair has taken it away."""
    if ask.state not in ANSWERABLE or not ask.question:
        raise RefusalError("ask-gone")


def to_point_at(session: Session, facilitator: Facilitator) -> Sequence[OwnPair]:
    """Return the pairs of the facilitator's cohorts, by name.

    All of them: a list without the pair that asks would tell who it is.
    """
    cohorts = [cohort.id for cohort in cohorts_run_by(session, facilitator)]
    theirs = session.scalars(
        sa.select(Pair.id).where(Pair.cohort_id.in_(cohorts), Pair.dissolved_at.is_(None))
    )
    found = [OwnPair(pair_id=pair_id, names=_names(session, pair_id)) for pair_id in theirs]
    return sorted((one for one in found if one.names), key=lambda one: one.names)


def point(
    session: Session, *, now: datetime, facilitator: Facilitator, ask: Ask, pair_id: int
) -> str:
    """Bring it to this pair; return its names. Raises `RefusalError` when it may not have it."""
    if ask.state is not AskState.OPEN or ask.hidden:
        raise RefusalError("ask-gone")
    names = {one.pair_id: one.names for one in to_point_at(session, facilitator)}
    sought = reach.sought(session, now=now, ask=ask)
    able = {
        peer.pair_id
        for peer in reach.peers(session, now=now, ask=ask)
        if may_be_asked(peer, sought)
    }
    if pair_id not in names or pair_id not in able:
        raise RefusalError("ask-not-free")
    bring(session, now=now, ask=ask, pair_id=pair_id, why=Why.POINTED)
    return names[pair_id]


def _names(session: Session, pair_id: int) -> str:
    return ", ".join(member.name for member in members_here(session, pair_id))
