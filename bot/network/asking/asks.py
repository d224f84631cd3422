"""Writing an ask: its words, what it is about, who asks, until it is whole."""

from collections.abc import Sequence
from datetime import datetime
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network import check
from bot.network.asking.model import Ask, AskState, Help
from bot.network.peers.topics import topics, topics_of
from bot.network.safety.limits import OPEN_ASKS
from bot.people.model import Member
from bot.sharing import pieces
from bot.sharing.model import Piece
from bot.sharing.said import Said

QUESTION, BACKGROUND = "ask", "ask_background"
"""The kinds of an ask's pieces."""
LONGEST = {QUESTION: 500, BACKGROUND: 1500}
"""Characters; together they fit into one message."""
DAYS = (2, 5, 10)
WRITING = (AskState.DRAFT, AskState.CHECKING)
UNDER_WAY = (AskState.AWAITING, AskState.OPEN)


def under_way(session: Session, pair_id: int) -> Sequence[Ask]:
    """Return the pair's asks that are open or wait for a partner, the oldest first."""
    return session.scalars(
        sa.select(Ask).where(Ask.pair_id == pair_id, Ask.state.in_(UNDER_WAY)).order_by(Ask.id)
    ).all()


def may_ask(session: Session, pair_id: int) -> None:
    """Raise `RefusalError` while the pair has as many asks under way as it may."""
    if len(under_way(session, pair_id)) >= OPEN_ASKS:
        raise RefusalError("ask-enough-open")


def draft_of(session: Session, member: Member) -> Ask | None:
    """Return the newest ask that this member is writing."""
    return session.scalar(
        sa.select(Ask)
        .where(Ask.member_id == member.id, Ask.state.in_(WRITING))
        .order_by(Ask.id.desc())
        .limit(1)
    )


def start(session: Session, *, now: datetime, member: Member, said: Said) -> Ask:
    """Begin an ask with its question; raises `RefusalError` for a file or too many words."""
    may_ask(session, member.pair_id)
    check_words(said.text, said, kind=QUESTION)
    ask = Ask(
        pair_id=member.pair_id,
        member_id=member.id,
        state=AskState.DRAFT,
        question=said.text,
        help=Help.IDEA,
        topics="",
        days=5,
        named=False,
        written_at=now,
    )
    session.add(ask)
    session.flush()
    pieces.add_piece(session, now=now, member=member, kind=QUESTION, ref_id=ask.id, said=said)
    suggest_topics(ask)
    return ask


def start_again(session: Session, *, now: datetime, member: Member, over: Ask) -> Ask:
    """Begin an ask with the words of one that is over."""
    may_ask(session, member.pair_id)
    ask = Ask(
        pair_id=member.pair_id,
        member_id=member.id,
        state=AskState.DRAFT,
        question=over.question,
        background=over.background,
        help=over.help,
        topics=over.topics,
        days=over.days,
        named=over.named,
        written_at=now,
    )
    session.add(ask)
    session.flush()
    return ask


def check_words(text: str, said: Said, *, kind: str) -> None:
    """Raise `RefusalError` unless this is words (a question is no mere smiley), and few enough."""
    if said.file_id is not None or not said.text:
        raise RefusalError("ask-words-only")
    if kind == QUESTION and not any(letter.isalnum() for letter in text):
        raise RefusalError("ask-in-words")
    if len(text) > LONGEST[kind]:
        raise RefusalError("ask-long", longest=LONGEST[kind])


def write_anew(session: Session, *, now: datetime, member: Member, ask: Ask, said: Said) -> None:
    """Put another question in the place of the one before, which leaves the chat too."""
    check_words(said.text, said, kind=QUESTION)
    _replace(session, now=now, member=member, ask=ask, kind=QUESTION, said=said)
    ask.question = said.text
    changed(ask, now=now)


def tell_background(
    session: Session, *, now: datetime, member: Member, ask: Ask, said: Said
) -> None:
    """Put this in the place of any background that was there."""
    check_words(said.text, said, kind=BACKGROUND)
    _replace(session, now=now, member=member, ask=ask, kind=BACKGROUND, said=said)
    ask.background = said.text
    changed(ask, now=now)


def add_background(
    session: Session, *, now: datetime, member: Member, ask: Ask, said: Said
) -> None:
    """Let words that came by themselves join the background."""
    whole = "\n\n".join(part for part in (ask.background, said.text) if part)
    check_words(whole, said, kind=BACKGROUND)
    pieces.add_piece(session, now=now, member=member, kind=BACKGROUND, ref_id=ask.id, said=said)
    ask.background = whole
    changed(ask, now=now)


def drop_background(session: Session, *, now: datetime, ask: Ask) -> None:
    """There is nothing to tell."""
    pieces.scrub(session, now=now, kind=BACKGROUND, ref_id=ask.id)
    ask.background = None
    changed(ask, now=now)


def take_edit(session: Session, *, now: datetime, ask: Ask, piece: Piece, said: Said) -> None:
    """Take over an edit of one of its messages; what was shown of it before counts no more."""
    pieces.change_piece(piece, said)
    words = pieces.words_of(pieces.pieces_of(session, kind=piece.kind, ref_id=ask.id))
    check_words(words, said, kind=piece.kind)
    if piece.kind == QUESTION:
        ask.question = words
    else:
        ask.background = words
    changed(ask, now=now)


def _replace(
    session: Session, *, now: datetime, member: Member, ask: Ask, kind: str, said: Said
) -> None:
    pieces.scrub(session, now=now, kind=kind, ref_id=ask.id)
    pieces.add_piece(session, now=now, member=member, kind=kind, ref_id=ask.id, said=said)


def changed(ask: Ask, *, now: datetime) -> None:
    """Note that the words are others now: what was said to the ones before counts no more."""
    ask.state, ask.written_at = AskState.DRAFT, now


def stamp(ask: Ask) -> int:
    """Return what a button under the ask as it reads now bears, so that it means no other."""
    reads = (ask.question, ask.background, ask.topics, ask.help, ask.days, ask.named)
    return crc32(repr(reads).encode())


def choose(
    ask: Ask,
    *,
    now: datetime,
    help_: Help | None = None,
    days: int | None = None,
    named: bool | None = None,
) -> None:
    """Set what was chosen by a tap; raises `RefusalError` for days that are not offered."""
    if days is not None and days not in DAYS:
        raise RefusalError("old-button")
    ask.help = ask.help if help_ is None else help_
    ask.days = ask.days if days is None else days
    ask.named = ask.named if named is None else named
    changed(ask, now=now)


def suggest_topics(ask: Ask) -> None:
    """Set what the words seem to be about."""
    ask.topics = " ".join(topics_of(words_of(ask)))


def toggle_topic(ask: Ask, topic: str, *, now: datetime) -> None:
    """Add a topic, or take it away."""
    if topic not in topics():
        raise RefusalError("old-button")
    chosen = chosen_topics(ask)
    ask.topics = " ".join(
        [each for each in chosen if each != topic] if topic in chosen else [*chosen, topic]
    )
    changed(ask, now=now)


def chosen_topics(ask: Ask) -> list[str]:
    """Return the ids of the ask's topics."""
    return ask.topics.split()


def words_of(ask: Ask) -> str:
    """Return question and background."""
    return "\n\n".join(part for part in (ask.question, ask.background) if part)


def findings(session: Session, *, now: datetime, member: Member, ask: Ask) -> Sequence[str]:
    """Return what the ask seems to give away; with any it is held until its writer decides."""
    found = check.findings(session, now=now, words=words_of(ask), member=member, named=ask.named)
    ask.state = AskState.CHECKING if found else ask.state
    return found


def cancel(session: Session, ask: Ask) -> None:
    """Forget an ask that nobody outside the pair saw; the chat keeps what was typed there."""
    ask.state, ask.goes_at = AskState.CANCELLED, None
    ask.question, ask.background, ask.topics = "", None, ""
    for kind in (QUESTION, BACKGROUND):
        for piece in pieces.pieces_of(session, kind=kind, ref_id=ask.id):
            session.delete(piece)
