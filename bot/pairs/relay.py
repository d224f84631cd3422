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
from bot.post.model import Act, Priority
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


def tell(session: Session, *, now: datetime, reader: Member, news: News) -> None:
    """Queue the news for a member, unless they have left."""
    if reader.chat_id is not None and reader.left_at is None:
        how = _how(session, reader, news, now=now)
        pass_on(session, now=now, chat_id=reader.chat_id, news=news, how=how)


def pass_on(session: Session, *, now: datetime, chat_id: int, news: News, how: Posting) -> None:
    """Queue the news: the text in as many messages as it needs, the files, buttons at the end."""
    parts = outbox.split_words(news.words)
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1 and not news.files
        args = {**news.args, "words": part, "has_words": bool(part)}
        outbox.say(
            session,
            now=now,
            chat_id=chat_id,
            copy="relay-more" if number else news.copy,
            args=args,
            buttons=news.buttons if is_last else (),
            how=_quiet(how) if number else how,
        )
    for number, (kind, file_id) in enumerate(news.files, start=1):
        outbox.show_file(
            session,
            now=now,
            chat_id=chat_id,
            act=ACTS[kind],
            file_id=file_id,
            copy="relay-file",
            args=news.args,
            buttons=news.buttons if number == len(news.files) else (),
            how=_quiet(how),
        )


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
