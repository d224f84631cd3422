"""Puts messages in the outbox, in the transaction of the change that they tell of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, make_transient_to_detached

from bot.post.batch import Batch
from bot.post.content import Args, Buttons, Content, Keyboard, content_from, pack_buttons
from bot.post.model import Act, Chat, OutboxMessage, Priority, Sending
from bot.store.base import Table
from bot.store.locks import hold

NOTIFYING_A_WEEK = 3
"""Messages that Tandem starts and that ring, in seven days, for one person."""
WEEK = timedelta(days=7)
WORDS_AT_ONCE = 3000
"""Characters of a person's own words in one message; Telegram takes 4096 with ours."""


@dataclass(frozen=True, kw_only=True)
class Posting:
    """How a message travels; the defaults are those of an answer to a tap."""

    priority: Priority = Priority.REPLY
    about: str | None = None
    silent: bool = False
    protected: bool = False
    started: bool = False
    not_before: datetime | None = None
    expires_at: datetime | None = None
    batch: Batch | None = None
    """The message waits there, and its row has no id, until the batch is put in."""


REPLY = Posting()


def say(
    session: Session,
    *,
    now: datetime,
    chat_id: int,
    copy: str,
    args: Args | None = None,
    buttons: Buttons = (),
    keyboard: Keyboard | None = None,
    how: Posting = REPLY,
) -> OutboxMessage:
    """Queue a text message. `args` hold plain text; it is escaped when rendered."""
    content = Content(args=args or {}, rows=pack_buttons(buttons), keyboard=keyboard)
    return _queue(
        session, now=now, chat_id=chat_id, act=Act.SEND, copy=copy, content=content, how=how
    )


def show_file(  # noqa: PLR0913 - as `say`, with a file
    session: Session,
    *,
    now: datetime,
    chat_id: int,
    act: Act,
    file_id: str,
    copy: str,
    args: Args | None = None,
    buttons: Buttons = (),
    how: Posting = REPLY,
) -> OutboxMessage:
    """Queue a photo, voice note or document that Telegram already holds."""
    content = Content(args=args or {}, rows=pack_buttons(buttons), file_id=file_id)
    return _queue(session, now=now, chat_id=chat_id, act=act, copy=copy, content=content, how=how)


def show_picture(
    session: Session,
    *,
    now: datetime,
    chat_id: int,
    picture: dict[str, Any],
    copy: str,
    args: Args | None = None,
    buttons: Buttons = (),
    how: Posting = REPLY,
) -> OutboxMessage:
    """Queue a picture that is drawn from `picture` when it is sent."""
    content = Content(args=args or {}, rows=pack_buttons(buttons), picture=picture)
    return _queue(
        session, now=now, chat_id=chat_id, act=Act.PICTURE, copy=copy, content=content, how=how
    )


def show_document(
    session: Session,
    *,
    now: datetime,
    chat_id: int,
    document: dict[str, Any],
    copy: str,
    args: Args | None = None,
    how: Posting = REPLY,
) -> OutboxMessage:
    """Queue a document that is written from what `document` names when it is sent."""
    content = Content(args=args or {}, document=document)
    return _queue(
        session, now=now, chat_id=chat_id, act=Act.DOCUMENT, copy=copy, content=content, how=how
    )


def edit(
    session: Session,
    *,
    now: datetime,
    target: OutboxMessage,
    copy: str,
    args: Args | None = None,
    buttons: Buttons = (),
) -> None:
    """Change the text and buttons of a message; one that still waits is changed in place."""
    content = Content(args=args or {}, rows=pack_buttons(buttons))
    hold(session, [target])
    if target.state is Sending.QUEUED and target.act is Act.SEND:
        target.copy, target.content = copy, content.to_document()
        return
    row = _queue(
        session,
        now=now,
        chat_id=target.chat_id,
        act=Act.EDIT,
        copy=copy,
        content=content,
        how=REPLY,
    )
    row.target_id = target.id


def cancel_edits(session: Session, *, now: datetime, target: OutboxMessage) -> None:
    """Settle the edits of a message that still wait: something newer comes."""
    waiting = sa.select(OutboxMessage).where(
        OutboxMessage.chat_id == target.chat_id,
        OutboxMessage.state == Sending.QUEUED,
        OutboxMessage.target_id == target.id,
        OutboxMessage.act == Act.EDIT,
    )
    for row in session.scalars(waiting.with_for_update()):
        cancel(row, now=now)


def take_buttons_away(session: Session, *, now: datetime, target: OutboxMessage) -> None:
    """Leave the message's words and remove what could be tapped."""
    hold(session, [target])
    if target.state is Sending.QUEUED and target.content is not None:
        waiting = content_from(target.content)
        target.content = Content(
            args=waiting.args,
            keyboard=waiting.keyboard,
            file_id=waiting.file_id,
            picture=waiting.picture,
            document=waiting.document,
            html=waiting.html,
            album=waiting.album,
        ).to_document()
        return
    row = _queue(
        session,
        now=now,
        chat_id=target.chat_id,
        act=Act.EDIT_BUTTONS,
        copy=None,
        content=Content(),
        how=REPLY,
    )
    row.target_id = target.id


def change_buttons(
    session: Session, *, now: datetime, target: OutboxMessage, buttons: Buttons
) -> None:
    """Leave a message's words, and put other buttons under it."""
    content = Content(rows=pack_buttons(buttons))
    row = _queue(
        session,
        now=now,
        chat_id=target.chat_id,
        act=Act.EDIT_BUTTONS,
        copy=None,
        content=content,
        how=REPLY,
    )
    row.target_id = target.id


def take_buttons_away_at(session: Session, *, now: datetime, chat_id: int, message_id: int) -> None:
    """Do the same to a message of ours for which no row stands any more."""
    row = _queue(
        session,
        now=now,
        chat_id=chat_id,
        act=Act.EDIT_BUTTONS,
        copy=None,
        content=Content(),
        how=REPLY,
    )
    row.target_message_id = message_id


def delete(session: Session, *, now: datetime, target: OutboxMessage) -> None:
    """Take a message of ours out of the chat, or out of the queue."""
    hold(session, [target])
    if target.state is Sending.QUEUED:
        cancel(target, now=now)
        return
    row = _queue(
        session,
        now=now,
        chat_id=target.chat_id,
        act=Act.DELETE,
        copy=None,
        content=Content(),
        how=REPLY,
    )
    row.target_id = target.id


def delete_theirs(session: Session, *, now: datetime, chat_id: int, message_id: int) -> None:
    """Take a message that the person sent out of the chat (Telegram allows 48 hours)."""
    row = _queue(
        session, now=now, chat_id=chat_id, act=Act.DELETE, copy=None, content=Content(), how=REPLY
    )
    row.target_message_id = message_id


def cancel(row: OutboxMessage, *, now: datetime) -> None:
    """Settle a waiting row without sending it."""
    row.state, row.settled_at, row.content = Sending.CANCELLED, now, None


def cancel_about(session: Session, *, now: datetime, about: str) -> None:
    """Settle everything that still waits about one thing."""
    waiting = sa.select(OutboxMessage).where(
        OutboxMessage.about == about, OutboxMessage.state == Sending.QUEUED
    )
    waiting = waiting.with_for_update()
    for row in session.scalars(waiting):
        cancel(row, now=now)


def find(session: Session, *, chat_id: int, message_id: int) -> OutboxMessage | None:
    """Return our row for a message that stands in a chat, by Telegram's id."""
    return session.scalar(
        sa.select(OutboxMessage)
        .where(
            OutboxMessage.chat_id == chat_id,
            OutboxMessage.message_id == message_id,
            OutboxMessage.act.in_(SPEAKING),  # a change to it bears the same id
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )


def was_said(session: Session, *, about: str, since: datetime) -> bool:
    """Tell whether something about this was put in the outbox since then."""
    said = sa.select(OutboxMessage.id).where(
        OutboxMessage.about == about, OutboxMessage.created_at >= since
    )
    return session.scalar(said.limit(1)) is not None


SPEAKING = (Act.SEND, Act.PHOTO, Act.VOICE, Act.DOCUMENT, Act.PICTURE, Act.ALBUM)


def newest(session: Session, *, chat_id: int) -> OutboxMessage | None:
    """Return the last message that we put, or are putting, into a chat."""
    return session.scalar(
        sa.select(OutboxMessage)
        .where(
            OutboxMessage.chat_id == chat_id,
            OutboxMessage.act.in_(SPEAKING),
            OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED, Sending.SENT)),
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )


def asked(session: Session, *, chat_id: int, copies: Collection[str]) -> OutboxMessage | None:
    """Return the message that last bore one of these copy keys, in itself or by a change."""
    row = session.scalar(
        sa.select(OutboxMessage)
        .where(OutboxMessage.chat_id == chat_id, OutboxMessage.copy.in_(copies))
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )
    if row is None or row.target_id is None:
        return row
    return session.get(OutboxMessage, row.target_id)


def may_ring(session: Session, *, chat_id: int, now: datetime) -> bool:
    """Tell whether one more message that we start may ring this week."""
    rung = session.scalar(
        sa.select(sa.func.count())
        .select_from(OutboxMessage)
        .where(
            OutboxMessage.chat_id == chat_id,
            OutboxMessage.started,
            ~OutboxMessage.silent,
            OutboxMessage.not_before > now - WEEK,
            OutboxMessage.state.in_((Sending.QUEUED, Sending.CLAIMED, Sending.SENT)),
        )
    )
    return (rung or 0) < NOTIFYING_A_WEEK


def split_words(words: str) -> list[str]:
    """Cut a person's words into pieces that fit, between paragraphs or words if possible."""
    pieces = []
    while len(words.encode("utf-16-le")) // 2 > WORDS_AT_ONCE:
        cut = _cut(words)
        pieces.append(words[:cut].rstrip())
        words = words[cut:].lstrip()
    return [*pieces, words]


def _cut(words: str) -> int:
    # An emoji counts as two UTF-16 units: half the limit always fits.
    window = words[: WORDS_AT_ONCE // 2 if len(words) < WORDS_AT_ONCE else WORDS_AT_ONCE]
    if len(window.encode("utf-16-le")) // 2 > WORDS_AT_ONCE:
        window = window[: WORDS_AT_ONCE // 2]
    for border in ("\n\n", "\n", " "):
        place = window.rfind(border)
        if place > len(window) // 2:
            return place
    return len(window)


def _queue(
    session: Session,
    *,
    now: datetime,
    chat_id: int,
    act: Act,
    copy: str | None,
    content: Content,
    how: Posting,
) -> OutboxMessage:
    row = OutboxMessage(
        chat_id=chat_id,
        act=act,
        copy=copy,
        content=content.to_document(),
        priority=int(how.priority),
        about=how.about,
        silent=how.silent or (how.started and _has_rung(session, chat_id, how, now=now)),
        protected=how.protected,
        started=how.started,
        state=Sending.QUEUED,
        not_before=how.not_before or now,
        expires_at=how.expires_at,
        created_at=now,
    )
    if _is_lost(session, chat_id, how):
        row.state, row.settled_at, row.content = Sending.UNREACHABLE, now, None
    if how.batch is not None:
        how.batch.rows.append(row)
    else:
        _insert(session, row)
    return row


def _has_rung(session: Session, chat_id: int, how: Posting, *, now: datetime) -> bool:
    if how.batch is not None:
        return chat_id in how.batch.quiet
    return not may_ring(session, chat_id=chat_id, now=how.not_before or now)


def _is_lost(session: Session, chat_id: int, how: Posting) -> bool:
    if how.batch is not None:
        return chat_id in how.batch.lost
    chat = session.get(Chat, chat_id)
    return chat is not None and chat.unreachable_since is not None


def _insert(session: Session, row: OutboxMessage) -> None:
    """Insert at once, for the sake of the row's id, what nearly every update brings.

    Through the table: a flush would cost three times that, and write the chat each time.
    """
    given = {name: value for name, value in vars(row).items() if name in _COLUMNS}
    values = {**dict.fromkeys(_COLUMNS), "attempts": 0, "doubts": 0, **given}
    row.id = session.connection().execute(_INSERT, values).scalar_one()
    for name, value in values.items():
        setattr(row, name, value)
    make_transient_to_detached(row)
    session.add(row)


_TABLE = Table.metadata.tables[OutboxMessage.__tablename__]
_INSERT = sa.insert(_TABLE).returning(_TABLE.c.id)
_COLUMNS = frozenset(column.name for column in _TABLE.columns) - {"id"}
