"""Brings one half of a pair what the other did or wrote.

In the reader's waking hours, under a neutral first line, the words under a spoiler (the copy
sees to that) and protected; silently while the reader pauses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.pairs.cohorts import zone_of
from bot.people.local import local_day, next_waking
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Buttons
from bot.post.model import Act, OutboxMessage, Priority
from bot.post.outbox import Posting
from bot.sharing.model import HeldFile

ACTS = {
    HeldFile.PHOTO: Act.PHOTO,
    HeldFile.VOICE: Act.VOICE,
    HeldFile.DOCUMENT: Act.DOCUMENT,
}
Files = Sequence[tuple[HeldFile, str]]


@dataclass(frozen=True, kw_only=True)
class News:
    """What a member is to be told; `words` and `files` are somebody else's.

    The copy gets `args` and, where words or files may come, `words` and `has_words`.
    `counted` says that it is one of the few messages a week that may ring.
    """

    copy: str
    args: Args
    words: str = ""
    files: Files = field(default=())
    buttons: Buttons = ()
    about: str | None = None
    counted: bool = True


def is_paused(session: Session, member: Member, now: datetime) -> bool:
    """Tell whether the member takes a break today."""
    until = member.paused_until
    return until is not None and local_day(now, zone_of(session, member)) < until


def tell(session: Session, *, now: datetime, reader: Member, news: News) -> OutboxMessage | None:
    """Queue the news for a member who is here; return the row that carries the buttons."""
    if reader.chat_id is None or reader.left_at is not None:
        return None
    how = _how(session, reader, news, now=now)
    parts = outbox.split_words(news.words)
    buttons = news.buttons
    copy, args = news.copy, {**news.args, "words": parts[0], "has_words": bool(parts[0])}
    for number, part in enumerate(parts):
        if number:
            copy, args = "relay-more", {"words": part}
        ends = part is parts[-1] and not news.files
        row = outbox.say(
            session, now=now, chat_id=reader.chat_id, copy=copy, args=args,
            buttons=buttons if ends else (), how=how if not number else _quiet(how),
        )  # fmt: skip
    for number, (kind, file_id) in enumerate(news.files, start=1):
        row = outbox.show_file(
            session, now=now, chat_id=reader.chat_id, act=ACTS[kind], file_id=file_id,
            copy="relay-file", args=news.args, how=_quiet(how),
            buttons=buttons if number == len(news.files) else (),
        )  # fmt: skip
    return row


def _how(session: Session, reader: Member, news: News, *, now: datetime) -> Posting:
    return Posting(
        priority=Priority.PROMPT,
        about=news.about,
        silent=is_paused(session, reader, now),
        protected=True,
        started=news.counted,
        not_before=next_waking(now, zone_of(session, reader)),
    )


def _quiet(how: Posting) -> Posting:
    """The further parts of one message ring no bell of their own."""
    return Posting(
        priority=how.priority,
        about=how.about,
        silent=True,
        protected=True,
        not_before=how.not_before,
    )
