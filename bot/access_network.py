"""Who may do what in the network: decided here, as in `bot.access`.

Both partners of a pair may act on what is their pair's; a pair reaches another's things only
through an exchange, and a facilitator only what they were told of or what was reported.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.access import run_pair
from bot.errors import RefusalError
from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Exchange, Response
from bot.network.library.model import Entry, EntryState, EntryWish
from bot.network.linking.model import Link, LinkMessage, LinkPlace
from bot.network.safety import moderating
from bot.network.safety.apart import excluded_pairs
from bot.network.safety.model import Report, Reported
from bot.people.model import Facilitator, Member


def own_ask(session: Session, member: Member, ask_id: int) -> Ask:
    """Return an ask that this member wrote, locked."""
    ask = pair_ask(session, member, ask_id)
    if ask.member_id != member.id:
        raise RefusalError("refused-not-yours")
    return ask


def pair_ask(session: Session, member: Member, ask_id: int) -> Ask:
    """Return an ask of this member's pair, locked."""
    ask = session.get(Ask, ask_id, with_for_update=True, populate_existing=True)
    if ask is None or ask.pair_id != member.pair_id:
        raise RefusalError("refused-not-yours")
    return ask


def told_ask(session: Session, facilitator: Facilitator, ask_id: int) -> Ask:
    """Return an ask that nobody had answered and that this facilitator was told of, locked."""
    ask = session.get(Ask, ask_id, with_for_update=True, populate_existing=True)
    if ask is None or ask.told_at is None:
        raise RefusalError("refused-not-yours")
    run_pair(session, facilitator, ask.pair_id)
    return ask


def readable_ask(session: Session, member: Member, ask_id: int) -> Ask:
    """Return an open ask that any pair in the network may read, or one of the member's own."""
    ask = session.get(Ask, ask_id, with_for_update=True, populate_existing=True)
    if ask is None:
        raise RefusalError("refused-not-yours")
    shown = ask.state is AskState.OPEN and not ask.hidden
    if not shown or ask.pair_id in excluded_pairs(session, member.pair_id):
        raise RefusalError("network-ask-gone")
    return ask


def run_report(session: Session, facilitator: Facilitator, report_id: int) -> Report:
    """Return a report about or by somebody in a cohort that this facilitator runs, locked."""
    report = session.get(Report, report_id, with_for_update=True, populate_existing=True)
    if report is None or not moderating.may_rule(session, facilitator, report):
        raise RefusalError("refused-not-yours")
    return report


def pair_exchange(session: Session, member: Member, exchange_id: int) -> Exchange:
    """Return an exchange in which this member's pair asks or is asked, locked."""
    exchange = _exchange(session, exchange_id)
    if member.pair_id not in (exchange.pair_id, _asking_pair(session, exchange)):
        raise RefusalError("refused-not-yours")
    return exchange


def asked_exchange(session: Session, member: Member, exchange_id: int) -> Exchange:
    """Return an exchange in which this member's pair is the one that was asked, locked."""
    exchange = _exchange(session, exchange_id)
    if member.pair_id != exchange.pair_id:
        raise RefusalError("refused-not-yours")
    return exchange


def asking_exchange(session: Session, member: Member, exchange_id: int) -> Exchange:
    """Return an exchange about an ask of this member's pair, locked."""
    exchange = _exchange(session, exchange_id)
    if member.pair_id != _asking_pair(session, exchange):
        raise RefusalError("refused-not-yours")
    return exchange


def own_response(session: Session, member: Member, response_id: int) -> Response:
    """Return what this member wrote to another pair, with its exchange locked."""
    response = session.get(Response, response_id)
    if response is None or response.member_id != member.id:
        raise RefusalError("refused-not-yours")
    pair_exchange(session, member, response.exchange_id)
    return response


def received_response(session: Session, member: Member, response_id: int) -> Response:
    """Return what was relayed to this member's pair, with its exchange locked."""
    response = session.get(Response, response_id)
    if response is None or response.sent_at is None:
        raise RefusalError("refused-not-yours")
    reach = asked_exchange if response.from_asker else asking_exchange
    reach(session, member, response.exchange_id)
    session.refresh(response)
    return response


def drafted_entry(session: Session, member: Member, entry_id: int) -> Entry:
    """Return an entry that is made of an ask of this member's pair, locked."""
    entry = session.get(Entry, entry_id, with_for_update=True, populate_existing=True)
    ask = session.get(Ask, entry.ask_id) if entry and entry.ask_id else None
    if entry is None or ask is None or ask.pair_id != member.pair_id:
        raise RefusalError("refused-not-yours")
    return entry


def offered_entry(session: Session, member: Member, entry_id: int) -> Entry:
    """Return an entry that this member was asked about, locked."""
    entry = session.get(Entry, entry_id, with_for_update=True, populate_existing=True)
    if entry is None or session.get(EntryWish, (entry.id, member.id)) is None:
        raise RefusalError("refused-not-yours")
    return entry


def readable_entry(session: Session, member: Member, entry_id: int) -> Entry:
    """Return an entry of the library, which every member may read."""
    entry = session.get(Entry, entry_id)
    if entry is None or entry.state is not EntryState.PUBLISHED or member.joined_at is None:
        raise RefusalError("library-moved-on")
    return entry


def own_link(session: Session, member: Member, link_id: int) -> Link:
    """Return a link that this member has a part in, locked."""
    link = session.get(Link, link_id, with_for_update=True, populate_existing=True)
    if link is None or session.get(LinkPlace, (link.id, member.id)) is None:
        raise RefusalError("refused-not-yours")
    return link


def require_reportable(session: Session, member: Member, what: Reported, ref_id: int) -> None:
    """Raise `RefusalError` unless this member got, or can read, what they report."""
    match what:
        case Reported.ASK:
            seen = sa.select(Exchange.id).where(
                Exchange.ask_id == ref_id, Exchange.pair_id == member.pair_id
            )
            if session.scalar(seen) is None:
                readable_ask(session, member, ref_id)
        case Reported.RESPONSE:
            received_response(session, member, ref_id)
        case Reported.LINK_MESSAGE:
            _received_link_message(session, member, ref_id)
        case Reported.ENTRY:
            entry = session.get(Entry, ref_id)
            if entry is None or entry.state is not EntryState.PUBLISHED:
                raise RefusalError("network-ask-gone")


def _received_link_message(session: Session, member: Member, message_id: int) -> None:
    message = session.get(LinkMessage, message_id)
    place = session.get(LinkPlace, (message.link_id, member.id)) if message else None
    if message is None or place is None or message.member_id == member.id:
        raise RefusalError("refused-not-yours")


def _exchange(session: Session, exchange_id: int) -> Exchange:
    found = session.get(Exchange, exchange_id)
    if found is None:
        raise RefusalError("refused-not-yours")
    # The ask first, as whoever closes it does: two that lock in one order never block each other.
    session.get(Ask, found.ask_id, with_for_update=True, populate_existing=True)
    session.refresh(found, with_for_update=True)
    return found


def _asking_pair(session: Session, exchange: Exchange) -> int:
    return session.scalars(sa.select(Ask.pair_id).where(Ask.id == exchange.ask_id)).one()
