"""What those who wrote hear about an entry of the library."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.library.model import Entry
from bot.network.library.taps import AgreeToEntry, ReadEntry, RefuseEntry
from bot.pairs.relay import News, tell
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button, Buttons, Line, line
from bot.post.model import OutboxMessage, Sending


def ask_writer(session: Session, *, now: datetime, entry: Entry, reader: Member) -> None:
    """Show the exact text and ask."""
    news = News(
        copy="library-asked",
        args={},
        words=whole(entry),
        buttons=answers(entry),
        about=_about(entry),
    )
    tell(session, now=now, reader=reader, news=news)


def answers(entry: Entry) -> Buttons:
    """Return what one who is asked can say."""
    yes = Button("library-yes", AgreeToEntry(entry=entry.id))
    return ((yes, Button("library-no", RefuseEntry(entry=entry.id))),)


def whole(entry: Entry) -> str:
    """Return an entry as people read it: plain paragraphs, without names."""
    return "\n\n".join(part for part in (entry.question, entry.told, entry.outcome) if part)


def lines(entry: Entry) -> list[Line]:
    """Return an entry's parts, each with what it is."""
    parts = [("asked", entry.question), ("told", entry.told), ("outcome", entry.outcome)]
    return [line("library-part", part=part, words=words) for part, words in parts if words]


def tell_published(session: Session, *, now: datetime, entry: Entry, reader: Member) -> None:
    """Say that everybody agreed."""
    read = Button("library-read", ReadEntry(entry=entry.id))
    tell(
        session, now=now, reader=reader,
        news=News(copy="library-published", args={}, buttons=((read,),)),
    )  # fmt: skip


def tell_gone(session: Session, *, now: datetime, reader: Member, was_published: bool) -> None:
    """Say that it is not, or no more, in the library, and not whose wish that was."""
    news = News(copy="library-gone", args={"was_published": was_published}, counted=False)
    tell(session, now=now, reader=reader, news=news)


def take_buttons_away(session: Session, *, now: datetime, entry: Entry) -> None:
    """A question that is decided has nothing to tap any more."""
    asked = sa.select(OutboxMessage).where(OutboxMessage.about == _about(entry))
    for row in session.scalars(asked).all():
        if row.state is Sending.QUEUED:
            outbox.cancel(row, now=now)
        else:
            outbox.take_buttons_away(session, now=now, target=row)


def _about(entry: Entry) -> str:
    return f"offer:{entry.id}"
