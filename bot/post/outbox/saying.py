"""Says something to somebody, in the transaction of the change that it tells of."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.post.content import Args, Buttons, Content, Keyboard, pack_buttons
from bot.post.model import Act, OutboxMessage
from bot.post.outbox.rows import REPLY, Posting, queue

WORDS_AT_ONCE = 3000
"""Characters of a person's own words in one message; Telegram takes 4096 with ours."""


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
    return queue(
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
    return queue(session, now=now, chat_id=chat_id, act=act, copy=copy, content=content, how=how)


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
    return queue(
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
    return queue(
        session, now=now, chat_id=chat_id, act=Act.DOCUMENT, copy=copy, content=content, how=how
    )


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
