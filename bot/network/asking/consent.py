"""The partner's say before an ask leaves the pair, and its leaving.

With names it goes only when both have tapped; who wrote it hears when three days bring no yes.
Without names it goes after four of the partner's waking hours, unless they say wait. Where no
partner is here nobody else is spoken for: it goes at once, and with names it shows the asker's
alone.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.asking import asks
from bot.network.asking.model import ASKS_TO_GO, Ask, AskState
from bot.network.asking.taps import (
    AgreeToAsk,
    AskAs,
    CancelAsk,
    ChangeAsk,
    CloseAsk,
    RatherNotNamed,
    WaitWithAsk,
)
from bot.network.asking.texts import card_args
from bot.network.labels import members_here, zone_of_pair
from bot.pairs.cohorts import zone_of
from bot.pairs.drafting import KEPT_FOR
from bot.pairs.partners import partner_of
from bot.pairs.relay import News, tell
from bot.people.local import after_waking_hours, next_waking
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons
from bot.post.model import OutboxMessage
from bot.store.due import part

PARTNERS_HOURS = 4
PARTNERS_DAYS = timedelta(days=3)
"""Without a yes for so long, who asks with names hears that it has gone nowhere."""
OFFERS = ("ask-awaits", "ask-partner-not-named", "ask-partner-waits", "ask-no-yes")
"""What its writer hears while it waits, with ways to change it: only the last is true."""
PATIENCE = timedelta(hours=24)
"""Without an answer for so long, the facilitators are told."""


def send(session: Session, *, now: datetime, member: Member, ask: Ask) -> bool:
    """Let an ask go that is whole; return whether it went, or waits for the partner."""
    asks.may_ask(session, member.pair_id)
    partner = partner_of(session, member)
    if partner is None:
        open_ask(session, now=now, ask=ask)
        return True
    ask.state, ask.partner_said_wait = AskState.AWAITING, False
    ask.goes_at = _partners_time(session, ask, member, partner, now=now)
    news = News(
        copy="ask-for-partner",
        args={"name": member.name, "named": ask.named, **card_args(session, now=now, ask=ask)},
        words=asks.words_of(ask),
        buttons=partner_buttons(ask),
        about=about_ask(ask),
        counted=False,  # a person asks, not Tandem
    )
    tell(session, now=now, reader=partner, news=news)
    return False


def _partners_time(
    session: Session, ask: Ask, member: Member, partner: Member, *, now: datetime
) -> datetime:
    if ask.named:
        return next_waking(now + PARTNERS_DAYS, zone_of(session, member))
    return after_waking_hours(now, zone_of(session, partner), PARTNERS_HOURS)


def is_night_for_partner(session: Session, *, now: datetime, member: Member) -> bool:
    """Tell whether what goes to the member's partner now comes in their morning."""
    partner = partner_of(session, member)
    return partner is not None and next_waking(now, zone_of(session, partner)) != now


def partner_buttons(ask: Ask) -> Buttons:
    """Return what the partner can say to the ask as it stands."""
    at = asks.stamp(ask)
    go = "ask-agree" if ask.named else "ask-send-now"
    wait = [] if ask.partner_said_wait else [Button("ask-wait", WaitWithAsk(ask=ask.id, at=at))]
    rows = [[Button(go, AgreeToAsk(ask=ask.id, at=at)), *wait]]
    if ask.named:
        rows.append([Button("ask-rather-not-named", RatherNotNamed(ask=ask.id, at=at))])
    return rows


def is_asked(ask: Ask, member: Member, *, at: int) -> bool:
    """Tell whether the ask waits for this member's say, and reads as it did `at` then."""
    waits = ask.state is AskState.AWAITING and ask.member_id != member.id
    return waits and at == asks.stamp(ask)


def agree(session: Session, *, now: datetime, member: Member, ask: Ask) -> None:
    """The partner lets it go."""
    open_ask(session, now=now, ask=ask)
    news = News(
        copy="ask-partner-agreed",
        args={"name": member.name},
        buttons=[[close_button(ask)]],
        about=about_ask(ask),
        counted=False,
    )
    _tell_asker(session, ask, news, now=now)


def rather_not_named(session: Session, *, now: datetime, member: Member, ask: Ask) -> None:
    """The partner will not be named: the asker may ask without names."""
    ask.state, ask.goes_at = AskState.DRAFT, None
    take_down(session, ask, *OFFERS, now=now)
    news = News(
        copy="ask-partner-not-named",
        args={"name": member.name},
        buttons=_unnamed_or_change(ask),
        about=about_ask(ask),
        counted=False,
    )
    _tell_asker(session, ask, news, now=now)


def wait(session: Session, *, now: datetime, member: Member, ask: Ask) -> None:
    """The partner says wait."""
    ask.partner_said_wait, ask.goes_at = True, None
    take_down(session, ask, *OFFERS, now=now)
    news = News(
        copy="ask-partner-waits",
        args={"name": member.name},
        buttons=[_change_or_cancel(ask)],
        about=about_ask(ask),
        counted=False,
    )
    _tell_asker(session, ask, news, now=now)


def _unnamed_or_change(ask: Ask) -> Buttons:
    return [[Button("ask-unnamed", AskAs(ask=ask.id, named=False))], _change_or_cancel(ask)]


def _change_or_cancel(ask: Ask) -> list[Button]:
    return [
        Button("ask-change", ChangeAsk(ask=ask.id)),
        Button("ask-cancel", CancelAsk(ask=ask.id)),
    ]


def take_back(session: Session, *, now: datetime, ask: Ask) -> None:
    """Take an ask back from the partner, to change it; what they were to tap goes."""
    ask.state, ask.goes_at = AskState.DRAFT, None
    outbox.cancel_about(session, now=now, about=about_ask(ask))
    _take_card_down(session, ask, now=now)


def cancel(session: Session, *, now: datetime, member: Member, ask: Ask) -> None:
    """Forget an ask; a partner who was asked is told."""
    if ask.state is AskState.AWAITING and (partner := partner_of(session, member)):
        take_back(session, now=now, ask=ask)
        tell(
            session,
            now=now,
            reader=partner,
            news=News(copy="ask-taken-back", args={"name": member.name}, counted=False),
        )
    asks.cancel(session, ask)


@part(ASKS_TO_GO)
def go_due(session: Session, now: datetime, limit: int) -> int:
    """Let go what no partner stopped, and tell whose names await a yes: a part of the planner."""
    due = ASKS_TO_GO.rows(session, now, limit)
    for ask in due:
        writer = _writer_here(session, ask)
        if writer is None:
            _take_card_down(session, ask, now=now)
            asks.cancel(session, ask)
        elif ask.named:
            _tell_of_no_yes(session, ask, writer, now=now)
        else:
            _take_card_down(session, ask, now=now)
            open_ask(session, now=now, ask=ask)
            went = News(
                copy="ask-on-its-way",
                args=_partner_args(session, writer),
                buttons=[[close_button(ask)]],
                about=about_ask(ask),
            )
            tell(session, now=now, reader=writer, news=went)
    return len(due)


def _writer_here(session: Session, ask: Ask) -> Member | None:
    writer = session.get(Member, ask.member_id) if ask.member_id is not None else None
    return writer if writer is not None and writer.left_at is None else None


def _tell_of_no_yes(session: Session, ask: Ask, writer: Member, *, now: datetime) -> None:
    """Offer to ask without names; the partner, on holiday perhaps, can still say yes."""
    ask.goes_at = None
    take_down(session, ask, *OFFERS, now=now)
    news = News(
        copy="ask-no-yes",
        args=_partner_args(session, writer),
        buttons=_unnamed_or_change(ask),
        about=about_ask(ask),
        counted=False,
    )
    tell(session, now=now, reader=writer, news=news)


def _partner_args(session: Session, writer: Member) -> Args:
    partner = partner_of(session, writer)
    return {"has_partner": partner is not None, "partner": partner.name if partner else ""}


def partner_left(session: Session, *, now: datetime, member: Member) -> None:
    """Let who waits for this member's yes hear at the next tick that none will come."""
    session.execute(
        sa.update(Ask)
        .where(
            Ask.pair_id == member.pair_id,
            Ask.member_id != member.id,
            Ask.state == AskState.AWAITING,
            Ask.named,
        )
        .values(goes_at=now)
    )


def forget_unsent(session: Session, *, now: datetime, limit: int) -> int:
    """Forget asks that went nowhere for thirty days; a pair of which one waited hears of it."""
    old = session.scalars(
        sa.select(Ask)
        .where(Ask.state.in_((*asks.WRITING, AskState.AWAITING)), Ask.written_at < now - KEPT_FOR)
        .order_by(Ask.id)
        .limit(limit)
    ).all()
    for ask in old:
        if ask.state is AskState.AWAITING:
            take_back(session, now=now, ask=ask)
            for member in members_here(session, ask.pair_id):
                tell(session, now=now, reader=member, news=News(copy="ask-waited-long", args={}))
        asks.cancel(session, ask)
    return len(old)


def open_ask(session: Session, *, now: datetime, ask: Ask) -> None:
    """Let an ask leave the pair: the planner brings it to the first pairs."""
    take_down(session, ask, *OFFERS, now=now)
    zone = zone_of_pair(session, ask.pair_id)
    ask.state, ask.goes_at, ask.opened_at, ask.find_at = AskState.OPEN, None, now, now
    ask.closes_at = next_waking(now + timedelta(days=ask.days), zone)
    ask.tell_at = next_waking(now + PATIENCE, zone)


def _tell_asker(session: Session, ask: Ask, news: News, *, now: datetime) -> None:
    if ask.member_id is not None:
        tell(session, now=now, reader=session.get_one(Member, ask.member_id), news=news)


def _take_card_down(session: Session, ask: Ask, *, now: datetime) -> None:
    take_down(session, ask, "ask-for-partner", now=now)


def take_down(session: Session, ask: Ask, *copies: str, now: datetime) -> None:
    """Take the buttons from what was said of the ask: they do nothing any more."""
    cards = sa.select(OutboxMessage).where(
        OutboxMessage.about == about_ask(ask), OutboxMessage.copy.in_(copies)
    )
    for card in session.scalars(cards):
        outbox.take_buttons_away(session, now=now, target=card)


def close_button(ask: Ask) -> Button:
    """Return the button that ends an open ask."""
    return Button("ask-close", CloseAsk(ask=ask.id))


def about_ask(ask: Ask) -> str:
    """Return what messages that are about the ask bear."""
    return f"ask:{ask.id}"
