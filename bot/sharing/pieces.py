"""Remembers which Telegram messages make up something that a person wrote."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.post import outbox
from bot.sharing.model import HeldFile, Piece
from bot.sharing.said import Said
from bot.store.quick import Objects

_NEWEST = Objects(Piece, Piece.chat_id == sa.bindparam("chat")).in_order(
    Piece.message_id.desc(), only=1
)
_PIECES = Objects(
    Piece, Piece.kind == sa.bindparam("kind"), Piece.ref_id == sa.bindparam("of")
).in_order(Piece.sent_at, Piece.message_id)
ONE_ANSWER = timedelta(minutes=2)
"""Messages that follow one another this closely belong together."""


def add_piece(
    session: Session, *, now: datetime, member: Member, kind: str, ref_id: int, said: Said
) -> Piece:
    """Remember one message as part of `kind`/`ref_id`."""
    piece = Piece(
        chat_id=member.chat_id,
        message_id=said.message_id,
        member_id=member.id,
        kind=kind,
        ref_id=ref_id,
        content=_content(said),
        sent_at=now,
    )
    session.add(piece)
    session.flush()
    return piece


def change_piece(piece: Piece, said: Said) -> None:
    """Take over an edit that the person made in Telegram."""
    piece.content = _content(said)


def _content(said: Said) -> dict[str, str | None]:
    return {"text": said.text, "file_kind": said.file_kind, "file_id": said.file_id}


def piece_at(session: Session, *, chat_id: int, message_id: int) -> Piece | None:
    """Return the piece that a Telegram message became."""
    return session.scalar(
        sa.select(Piece).where(Piece.chat_id == chat_id, Piece.message_id == message_id)
    )


def newest_piece(session: Session, *, chat_id: int) -> Piece | None:
    """Return the last message in a chat that became part of something."""
    return _NEWEST.first(session, {"chat": chat_id})


def pieces_of(session: Session, *, kind: str, ref_id: int) -> Sequence[Piece]:
    """Return the pieces of one thing, in the order they were sent."""
    return _PIECES.all(session, {"kind": kind, "of": ref_id})


def move_pieces(session: Session, *, kind: str, ref_id: int, to_kind: str, to_ref_id: int) -> None:
    """Make the pieces of one thing those of another: words that found their place."""
    for piece in pieces_of(session, kind=kind, ref_id=ref_id):
        piece.kind, piece.ref_id = to_kind, to_ref_id


def words_of(pieces: Sequence[Piece]) -> str:
    """Return the text of all pieces, as paragraphs."""
    return "\n\n".join(piece.content["text"] for piece in pieces if piece.content["text"])


def files_of(pieces: Sequence[Piece]) -> list[tuple[HeldFile, str]]:
    """Return the files of all pieces as (kind, Telegram's file id)."""
    return [
        (HeldFile(piece.content["file_kind"]), piece.content["file_id"])
        for piece in pieces
        if piece.content["file_id"]
    ]


def scrub(
    session: Session, *, now: datetime, kind: str, ref_id: int, from_chat: bool = True
) -> None:
    """Erase the pieces; `from_chat` also deletes the messages from the person's chat."""
    for piece in pieces_of(session, kind=kind, ref_id=ref_id):
        if from_chat:
            outbox.delete_theirs(
                session, now=now, chat_id=piece.chat_id, message_id=piece.message_id
            )
        session.delete(piece)
    session.flush()
