"""What becomes of a message that its writer edits in Telegram."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.pairs import challenge, notes, progress, steps
from bot.pairs.model import Challenge, NextStep, Note, ProgressUpdate
from bot.pairs.partners import partner_of
from bot.people.model import Member
from bot.sharing import pieces
from bot.sharing.actions import live_hold
from bot.sharing.model import Piece, Shares
from bot.sharing.said import Said


class Edited(StrEnum):
    """What came of an edit."""

    KEPT = "kept"
    """The words are changed; nobody else waits for them."""
    HELD = "held"
    """The words are changed; their two minutes and their check begin anew."""
    TOO_LATE = "too_late"
    """Somebody else has them already: what they got stays as it was."""
    NOT_OURS = "not_ours"


def take_edit(
    session: Session, *, now: datetime, member: Member, piece: Piece, said: Said
) -> Edited:
    """Take over an edit, unless the words were passed on; raises `RefusalError` as writing does."""
    match piece.kind:
        case "progress" | "obstacle":
            return _edit_progress(session, member, piece, said, now=now)
        case steps.STEP:
            return _edit_step(session, member, piece, said, now=now)
        case challenge.CHALLENGE:
            return _edit_challenge(session, member, piece, said, now=now)
        case notes.NOTE:
            return _edit_note(session, member, piece, said, now=now)
        case _:
            return Edited.NOT_OURS


def _edit_progress(
    session: Session, member: Member, piece: Piece, said: Said, *, now: datetime
) -> Edited:
    update = session.get_one(ProgressUpdate, piece.ref_id)
    if update.words_shared_at is not None:
        return Edited.TOO_LATE
    pieces.change_piece(piece, said)
    if live_hold(session, kind=Shares.PROGRESS, ref_id=update.id) is None:
        progress.read_words(session, update)
        return Edited.KEPT
    progress.words_changed(session, now=now, member=member, update=update)
    return Edited.HELD


def _edit_step(
    session: Session, member: Member, piece: Piece, said: Said, *, now: datetime
) -> Edited:
    step = session.get_one(NextStep, piece.ref_id)
    if step.shared_at is not None:
        return Edited.TOO_LATE
    steps.check_words(said)
    pieces.change_piece(piece, said)
    step.what = said.text
    partner = partner_of(session, member)
    if partner is None or live_hold(session, kind=Shares.STEP, ref_id=step.id) is None:
        return Edited.KEPT
    steps.hold(session, now=now, member=member, partner=partner, step=step)
    return Edited.HELD


def _edit_challenge(
    session: Session, member: Member, piece: Piece, said: Said, *, now: datetime
) -> Edited:
    wording = session.get_one(Challenge, piece.ref_id)
    if live_hold(session, kind=Shares.CHALLENGE, ref_id=wording.id) is None:
        return Edited.TOO_LATE
    challenge.check_wording(said.text)
    pieces.change_piece(piece, said)
    wording.wording = said.text
    challenge.hold(session, now=now, member=member, wording=wording)
    return Edited.HELD


def _edit_note(
    session: Session, member: Member, piece: Piece, said: Said, *, now: datetime
) -> Edited:
    note = session.get_one(Note, piece.ref_id)
    if note.passed_on_at is not None:
        return Edited.TOO_LATE
    pieces.change_piece(piece, said)
    session.flush()
    notes.read_words(session, note)
    if live_hold(session, kind=notes.share_kind(note), ref_id=note.id) is None:
        return Edited.KEPT
    notes.hold_again(session, now=now, member=member, note=note)
    return Edited.HELD
