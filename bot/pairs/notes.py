"""Words outside any prompt: kept first, then put where their writer says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.cohorts import facilitators_of
from bot.pairs.model import Cohort, Note, NoteKind, Pair
from bot.pairs.partners import partner_of
from bot.people.model import Facilitator, Member
from bot.sharing import actions as sharing
from bot.sharing import pieces
from bot.sharing.actions import ToShare
from bot.sharing.model import Piece, Shares
from bot.sharing.said import Said
from bot.store.quick import Objects

_NEWEST = Objects(Note, Note.member_id == sa.bindparam("member")).in_order(Note.id.desc(), only=1)
NOTE = "note"
"""The kind of a note's pieces."""
MOST_TOGETHER = 30
"""Messages in one note: each is read again with every further one."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A note, and whether these words began it."""

    note: Note
    is_new: bool


def keep_unplaced(session: Session, *, now: datetime, member: Member, said: Said) -> Kept:
    """Keep words that fit nothing; within two minutes they join the ones before, up to thirty."""
    before = _newest(session, member)
    goes_on = before is not None and before.kind is NoteKind.UNPLACED
    if before is not None and goes_on and _takes_more(session, before, now=now):
        add_words(session, now=now, member=member, note=before, said=said)
        return Kept(note=before, is_new=False)
    note = _new(session, now=now, member=member, kind=NoteKind.UNPLACED)
    add_words(session, now=now, member=member, note=note, said=said)
    return Kept(note=note, is_new=True)


def unplace(session: Session, *, now: datetime, member: Member, kind: str, ref_id: int) -> Note:
    """Make a note of pieces that were taken for something else: **Not an answer**."""
    note = _new(session, now=now, member=member, kind=NoteKind.UNPLACED)
    pieces.move_pieces(session, kind=kind, ref_id=ref_id, to_kind=NOTE, to_ref_id=note.id)
    read_words(session, note)
    return note


def add_words(session: Session, *, now: datetime, member: Member, note: Note, said: Said) -> None:
    """Add one message to a note."""
    pieces.add_piece(session, now=now, member=member, kind=NOTE, ref_id=note.id, said=said)
    read_words(session, note)


def read_words(session: Session, note: Note) -> None:
    """Take a note's words from its pieces, after they have changed."""
    note.words = pieces.words_of(_pieces(session, note)) or None


def write_message(
    session: Session, *, now: datetime, member: Member, note: Note | None, said: Said
) -> Note:
    """Write, or go on writing, a message to the partner; its two minutes start anew."""
    if note is None or note.kind is not NoteKind.PARTNER or note.passed_on_at is not None:
        note = _new(session, now=now, member=member, kind=NoteKind.PARTNER)
    add_words(session, now=now, member=member, note=note, said=said)
    send_to_partner(session, now=now, member=member, note=note)
    return note


def send_to_partner(session: Session, *, now: datetime, member: Member, note: Note) -> bool:
    """Hold a note for the partner; without one it stays the writer's: returns False."""
    partner = partner_of(session, member)
    note.kind = NoteKind.PARTNER if partner else NoteKind.SELF
    if partner is not None:
        _hold(session, now=now, member=member, note=note, to=partner.name)
    return partner is not None


def send_to_facilitators(session: Session, *, now: datetime, member: Member, note: Note) -> bool:
    """Hold a note for those who run the cohort; while none has joined, returns False.

    A note with a `facilitator_id` goes to that one alone.
    """
    readers = readers_of(session, member, note)
    note.kind = NoteKind.FACILITATOR if readers else NoteKind.SELF
    if readers:
        _hold(
            session,
            now=now,
            member=member,
            note=note,
            to=", ".join(reader.name for reader in readers),
        )
    return bool(readers)


def hold_again(session: Session, *, now: datetime, member: Member, note: Note) -> None:
    """Start a waiting note's two minutes and its check anew, after an edit."""
    if note.kind is NoteKind.PARTNER:
        send_to_partner(session, now=now, member=member, note=note)
    elif note.kind is NoteKind.FACILITATOR:
        send_to_facilitators(session, now=now, member=member, note=note)


def keep_for_self(note: Note) -> None:
    """Make it a note to oneself."""
    note.kind = NoteKind.SELF


def forget(session: Session, *, now: datetime, note: Note) -> None:
    """Erase a note here and in the chat."""
    pieces.scrub(session, now=now, kind=NOTE, ref_id=note.id)
    vanish(note)


def vanish(note: Note) -> None:
    """Leave only an empty row: its words are gone, or became something else."""
    note.kind, note.words = NoteKind.GONE, None


def readers_of(session: Session, member: Member, note: Note) -> Sequence[Facilitator]:
    """Return who of those that run this member's cohort and have joined will get a note."""
    pair = session.get_one(Pair, member.pair_id)
    here = facilitators_of(session, session.get_one(Cohort, pair.cohort_id))
    return [each for each in here if note.facilitator_id in (None, each.id)]


def share_kind(note: Note) -> Shares:
    """Return as what a note waits."""
    return Shares.REPORT if note.kind is NoteKind.FACILITATOR else Shares.MESSAGE


def _hold(session: Session, *, now: datetime, member: Member, note: Note, to: str) -> None:
    told = _pieces(session, note)
    copy = "notes-held-report" if note.kind is NoteKind.FACILITATOR else "notes-held-message"
    thing = ToShare(
        kind=share_kind(note),
        ref_id=note.id,
        words=note.words or "",
        files=pieces.files_of(told),
        copy=copy,
        args={"to": to},
    )
    sharing.hold(session, now=now, member=member, thing=thing)


def _newest(session: Session, member: Member) -> Note | None:
    return _NEWEST.first(session, {"member": member.id})


def _takes_more(session: Session, note: Note, *, now: datetime) -> bool:
    told = _pieces(session, note)
    return 0 < len(told) < MOST_TOGETHER and now - told[-1].sent_at <= pieces.ONE_ANSWER


def _pieces(session: Session, note: Note) -> Sequence[Piece]:
    return pieces.pieces_of(session, kind=NOTE, ref_id=note.id)


def _new(session: Session, *, now: datetime, member: Member, kind: NoteKind) -> Note:
    note = Note(member_id=member.id, kind=kind, written_at=now)
    session.add(note)
    session.flush()
    return note
