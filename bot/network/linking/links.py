"""Proposes a link, gathers what each of the four says, and opens it when all agreed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network.asking.model import Ask
from bot.network.exchanging.exchanges import goes_on, may_thank
from bot.network.exchanging.model import Exchange, Response, ResponseState
from bot.network.labels import members_here
from bot.network.linking import news
from bot.network.linking.model import (
    LINKS_TO_END,
    LINKS_TO_WARN,
    Link,
    LinkKind,
    LinkPlace,
    LinkState,
)
from bot.people.model import Member
from bot.store.due import part

PATIENCE = timedelta(days=14)
CHAT = timedelta(days=30)
WARNING = timedelta(days=1)
LONGEST_CONTACT = 200
ALIVE = (LinkState.PROPOSED, LinkState.OPEN)


def may_link(session: Session, exchange: Exchange) -> bool:
    """Tell whether the two pairs have spoken and may still meet."""
    if not (goes_on(session, exchange) or may_thank(session, exchange)):
        return False
    spoke = sa.select(Response.id).where(
        Response.exchange_id == exchange.id,
        Response.state == ResponseState.SENT,
        ~Response.from_asker,
    )
    return session.scalar(spoke.limit(1)) is not None


def live_link(session: Session, exchange: Exchange) -> Link | None:
    """Return the link of an exchange that is proposed or open."""
    return session.scalar(
        sa.select(Link).where(Link.exchange_id == exchange.id, Link.state.in_(ALIVE))
    )


def propose(
    session: Session, *, now: datetime, member: Member, exchange: Exchange, kind: LinkKind
) -> Link:
    """Propose it to all who are here of both pairs; who proposes has yet to say yes as well.

    Raises `RefusalError` when it is proposed already, or the pairs can no longer meet.
    """
    if not may_link(session, exchange):
        raise RefusalError("link-not-yet")
    if live_link(session, exchange) is not None:
        raise RefusalError("link-proposed-already")
    link = Link(
        exchange_id=exchange.id,
        kind=kind,
        state=LinkState.PROPOSED,
        proposed_at=now,
        ends_at=now + PATIENCE,
    )
    session.add(link)
    session.flush()
    people = _people_of(session, exchange)
    session.add_all(LinkPlace(link_id=link.id, member_id=each.id) for each in people)
    session.flush()
    for each in people:
        if each.id != member.id:
            news.ask_to_join(session, now=now, link=link, reader=each, proposer=member)
    return link


def _people_of(session: Session, exchange: Exchange) -> list[Member]:
    asking = session.get_one(Ask, exchange.ask_id).pair_id
    return [*members_here(session, asking), *members_here(session, exchange.pair_id)]


def people(session: Session, link: Link) -> Sequence[Member]:
    """Return who takes part and is still here."""
    return session.scalars(
        sa.select(Member)
        .join(LinkPlace, LinkPlace.member_id == Member.id)
        .where(LinkPlace.link_id == link.id, Member.left_at.is_(None))
        .order_by(Member.id)
    ).all()


def place_of(session: Session, link: Link, member: Member) -> LinkPlace:
    """Return what a member said to a link; raises `RefusalError` when they have no part in it."""
    place = session.get(LinkPlace, (link.id, member.id))
    if place is None:
        raise RefusalError("refused-not-yours")
    return place


def require_proposed(link: Link) -> None:
    """Raise `RefusalError` once it is open, refused or over."""
    if link.state is not LinkState.PROPOSED:
        raise RefusalError("link-decided")


def give_contact(session: Session, *, link: Link, member: Member, contact: str | None) -> None:
    """Note what the others may reach a member by; that alone is not a yes."""
    require_proposed(link)
    if contact is not None and len(contact) > LONGEST_CONTACT:
        raise RefusalError("link-contact-long", longest=LONGEST_CONTACT)
    place = place_of(session, link, member)
    place.contact, place.agrees = contact, None


def agree(session: Session, *, now: datetime, link: Link, member: Member) -> bool:
    """Say yes; return whether all agreed by that, so that the link is open now."""
    require_proposed(link)
    place = place_of(session, link, member)
    place.agrees, place.said_at = True, now
    session.flush()
    if not all(has_agreed(session, link, each) for each in people(session, link)):
        return False
    _open(session, link, now=now)
    return True


def has_agreed(session: Session, link: Link, member: Member) -> bool:
    """Tell whether this member said yes."""
    return place_of(session, link, member).agrees is True


def _open(session: Session, link: Link, *, now: datetime) -> None:
    link.state, link.opened_at = LinkState.OPEN, now
    everybody = people(session, link)
    if link.kind is LinkKind.CHAT:
        link.ends_at = now + CHAT
        link.warn_at = link.ends_at - WARNING
        news.tell_chat_opened(session, now=now, link=link, people=everybody)
        return
    contacts = {each.id: place_of(session, link, each).contact for each in everybody}
    news.tell_contacts(session, now=now, link=link, people=everybody, contacts=contacts)
    _finish(session, link)


def _finish(session: Session, link: Link) -> None:
    """Once given, the details stand on the phones: there is no reason to keep them here."""
    link.state, link.ends_at, link.warn_at = LinkState.CLOSED, None, None
    session.execute(sa.update(LinkPlace).where(LinkPlace.link_id == link.id).values(contact=None))


def refuse(session: Session, *, now: datetime, link: Link, member: Member) -> None:
    """Say no: it does not come about, and nobody hears who said so."""
    require_proposed(link)
    place = place_of(session, link, member)
    place.agrees, place.said_at = False, now
    others = [each for each in people(session, link) if each.id != member.id]
    _end(session, link, state=LinkState.REFUSED, now=now)
    news.tell_not_come_about(session, now=now, people=others)


def close(session: Session, *, now: datetime, link: Link, told: bool = True) -> bool:
    """End an open chat, or a proposal; `told`: the four hear of it. False when it was over."""
    if link.state not in ALIVE:
        return False
    was_open, everybody = link.state is LinkState.OPEN, people(session, link)
    _end(session, link, state=LinkState.CLOSED, now=now)
    if told and was_open:
        news.tell_chat_closed(session, now=now, people=everybody)
    return True


def close_between(session: Session, *, now: datetime, exchange_ids: Sequence[int]) -> None:
    """End every link of these exchanges without a word: one pair wishes not to meet the other."""
    found = sa.select(Link).where(Link.exchange_id.in_(exchange_ids), Link.state.in_(ALIVE))
    for link in session.scalars(found).all():
        close(session, now=now, link=link, told=False)


def _end(session: Session, link: Link, *, state: LinkState, now: datetime) -> None:
    news.take_buttons_away(session, now=now, link=link)
    _finish(session, link)
    link.state = state


@part(LINKS_TO_END, LINKS_TO_WARN)
def end_due(session: Session, now: datetime, limit: int) -> int:
    """Let proposals lapse and chats end, a day after a word of warning: a part of the planner."""
    warned = _warn(session, now=now, limit=limit)
    over = LINKS_TO_END.rows(session, now, limit)
    for link in over:
        close(session, now=now, link=link)
    return warned + len(over)


def _warn(session: Session, *, now: datetime, limit: int) -> int:
    soon = LINKS_TO_WARN.rows(session, now, limit)
    for link in soon:
        link.warn_at = None
        news.tell_chat_ends_soon(session, now=now, link=link, people=people(session, link))
    return len(soon)
