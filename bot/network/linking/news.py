"""What the four hear about being in touch, each in their own waking hours."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.exchanging import exchanges
from bot.network.exchanging.model import Exchange
from bot.network.exchanging.taps import ReportIt
from bot.network.linking.model import Link, LinkMessage
from bot.network.linking.taps import AgreeToLink, CloseLink, RefuseLink, WriteInChat
from bot.network.safety.model import Reported
from bot.pairs.cohorts import zone_of
from bot.pairs.relay import News, tell
from bot.people.local import local_day
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons, Line, line
from bot.post.model import OutboxMessage, Sending


def ask_to_join(
    session: Session, *, now: datetime, link: Link, reader: Member, proposer: Member
) -> None:
    """Ask one of the four; the proposer's partner hears who it was, the other pair does not."""
    exchange = session.get_one(Exchange, link.exchange_id)
    is_partner = reader.pair_id == proposer.pair_id
    asking = exchanges.asks(session, proposer, exchange)
    other = exchanges.label(
        session, now=now, exchange=exchange, asking=not asking if is_partner else asking
    )
    args: Args = {
        "is_partner": is_partner,
        "name": proposer.name if is_partner else "",
        "who": [other],
        "ask": exchanges.excerpt(exchanges.ask_of(session, exchange)),
        "kind": link.kind.value,
    }
    _tell(session, now, reader, "link-asked", args, answers(link), about=about(link))


def answers(link: Link) -> Buttons:
    """Return what one who is asked can say."""
    return (
        (
            Button("link-yes", AgreeToLink(link=link.id)),
            Button("link-no", RefuseLink(link=link.id)),
        ),
    )


def about(link: Link) -> str:
    """Return what its questions are about, to take their buttons away."""
    return f"link:{link.id}"


def tell_contacts(
    session: Session,
    *,
    now: datetime,
    link: Link,
    people: Sequence[Member],
    contacts: Mapping[int, str | None],
) -> None:
    """Give each the names and details of the other pair."""
    take_buttons_away(session, now=now, link=link)
    for reader in people:
        others = [
            line(
                "link-contact-line", name=each.name, has_contact=bool(contacts[each.id]),
                contact=contacts[each.id] or "",
            )
            for each in people
            if each.pair_id != reader.pair_id
        ]  # fmt: skip
        _tell(session, now, reader, "link-contacts", {"others": others})


def tell_chat_opened(
    session: Session, *, now: datetime, link: Link, people: Sequence[Member]
) -> None:
    """Say who is in the chat and until when."""
    take_buttons_away(session, now=now, link=link)
    for reader in people:
        args: Args = {"others": names_beside(reader, people), "until": _day(session, link, reader)}
        _tell(session, now, reader, "link-chat-open", args, chat_buttons(link), about=about(link))


def tell_chat_ends_soon(
    session: Session, *, now: datetime, link: Link, people: Sequence[Member]
) -> None:
    """Say that it ends tomorrow."""
    for reader in people:
        args: Args = {"others": names_beside(reader, people), "until": _day(session, link, reader)}
        _tell(session, now, reader, "link-chat-soon", args, chat_buttons(link), about=about(link))


def tell_chat_closed(session: Session, *, now: datetime, people: Sequence[Member]) -> None:
    """Say that it is over, and not by whom."""
    for reader in people:
        args: Args = {"others": names_beside(reader, people)}
        _tell(session, now, reader, "link-chat-closed", args)


def tell_not_come_about(session: Session, *, now: datetime, people: Sequence[Member]) -> None:
    """Say that it did not come about, and not why."""
    for reader in people:
        _tell(session, now, reader, "link-not-come-about", {})


def pass_on(
    session: Session, *, now: datetime, message: LinkMessage, writer: Member, link: Link,
    people: Sequence[Member],
) -> None:  # fmt: skip
    """Bring a message to the others of a chat."""
    for reader in people:
        if reader.id == writer.id:
            continue
        news = News(
            copy="link-chat-message",
            args={"name": writer.name},
            words=message.words or "",
            buttons=message_buttons(link, message),
            about=f"link_message:{message.id}",
            counted=False,  # a person wrote, not Tandem
        )
        tell(session, now=now, reader=reader, news=news)


def chat_buttons(link: Link) -> Buttons:
    """Return what can be done in a chat."""
    return (
        (Button("link-write", WriteInChat(link=link.id)),),
        (Button("link-close", CloseLink(link=link.id, sure=False)),),
    )


def message_buttons(link: Link, message: LinkMessage) -> Buttons:
    """Return what can be done about a message of another."""
    return (
        (
            Button("link-answer", WriteInChat(link=link.id)),
            Button("link-report", ReportIt(what=Reported.LINK_MESSAGE, ref=message.id)),
        ),
    )


def names_beside(reader: Member, people: Sequence[Member]) -> list[Line]:
    """Return the names of the others."""
    return [line("link-name", name=each.name) for each in people if each.id != reader.id]


def take_buttons_away(session: Session, *, now: datetime, link: Link) -> None:
    """A question that is decided has nothing to tap any more."""
    asked = sa.select(OutboxMessage).where(OutboxMessage.about == about(link))
    for row in session.scalars(asked).all():
        if row.state is Sending.QUEUED:
            outbox.cancel(row, now=now)
        else:
            outbox.take_buttons_away(session, now=now, target=row)


def _day(session: Session, link: Link, reader: Member) -> str:
    ends = link.ends_at or link.proposed_at
    return local_day(ends, zone_of(session, reader)).isoformat()


def _tell(
    session: Session,
    now: datetime,
    reader: Member,
    copy: str,
    args: Args,
    buttons: Buttons = (),
    *,
    about: str | None = None,
) -> None:
    tell(
        session, now=now, reader=reader,
        news=News(copy=copy, args=args, buttons=buttons, about=about),
    )  # fmt: skip
